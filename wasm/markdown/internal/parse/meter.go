package parse

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// The limits of one text. They are far outside what people write: the platform's own limits are 20,000 characters for
// a message and 50,000 for a post.
const (
	MaxBytes       = 1 << 20 // length of the text
	MaxDepth       = 64      // quotes and lists inside each other
	MaxInlineDepth = 96      // emphasis, links and HTML inside each other, in one paragraph
)

// A Meter counts the work that one text causes and stops the parser when it is more than a text of that length can
// honestly need. goldmark takes quadratic time for several inputs (unmatched delimiters, half-written links, blank
// lines inside deep lists), so a hostile message of a few kilobytes could freeze a tab; the meter makes the work
// linear in the length, with these ceilings.
type Meter struct {
	blocks int // calls of block parsers still allowed: one for each line and each open container
	inline int // steps of inline parsing still allowed beyond reading the text once
	output int // bytes of HTML allowed
	pipes  int // escaped pipes in table cells so far
	notes  int // footnotes defined so far
	runs   delimiters
}

// reset sets the limits for a text of so many bytes.
func (m *Meter) reset(bytes int) {
	*m = Meter{
		blocks: 1<<16 + 4*bytes,
		inline: 1<<20 + 8*bytes,
		output: 1<<18 + 16*bytes,
	}
}

// stop is the panic that ends the work at a limit; [Recover] turns it into the error. goldmark's parsers have no other
// way out: their interfaces return no error.
type stop struct{ err *Error }

// Recover, deferred, turns a limit that was passed into an error, and lets every other panic through.
func Recover(err *error) {
	switch r := recover().(type) {
	case nil:
	case stop:
		*err = r.err
	default:
		panic(r)
	}
}

// Inline checks the depth of inline elements that a renderer is in.
func Inline(depth int) {
	if depth > MaxInlineDepth {
		panic(stop{tooDeep("emphasis, links and HTML", MaxInlineDepth)})
	}
}

func (m *Meter) block() {
	if m.blocks--; m.blocks < 0 {
		panic(stop{tooComplex("its lists and quotes make every line cost too much")})
	}
}

func (m *Meter) spend(steps int) {
	if m.inline -= steps; m.inline < 0 {
		panic(stop{tooComplex("it has too many unfinished links, delimiters or table cells")})
	}
}

// Wrote checks the length of what a renderer has written so far: link reference definitions can make it grow with the
// square of the text.
func (m *Meter) Wrote(total int) {
	if total > m.output {
		panic(stop{tooComplex("its HTML would be many times its length")})
	}
}

// enter checks that a container may be opened inside parent.
func (m *Meter) enter(parent ast.Node) {
	depth := 1
	for n := parent; n != nil; n = n.Parent() {
		if k := n.Kind(); k == ast.KindList || k == ast.KindBlockquote || k == east.KindFootnote {
			depth++
		}
	}
	if depth > MaxDepth {
		panic(stop{tooDeep(quotesAndLists, MaxDepth)})
	}
}

const quotesAndLists = "quotes and lists"

func tooLong(n int) *Error {
	return &Error{Code: CodeTooLong,
		Message: "the text has " + strconv.Itoa(n) + " bytes, the limit is " + strconv.Itoa(MaxBytes),
		Hint:    "it is shown as plain text; send it as a file or split it"}
}

func tooDeep(what string, limit int) *Error {
	return &Error{Code: CodeTooDeep,
		Message: what + " are nested more than " + strconv.Itoa(limit) + " levels deep",
		Hint:    "it is shown as plain text; use fewer levels"}
}

func tooComplex(why string) *Error {
	return &Error{Code: CodeTooComplex,
		Message: "the text takes too much work: " + why,
		Hint:    "it is shown as plain text; split it or simplify its markup"}
}
