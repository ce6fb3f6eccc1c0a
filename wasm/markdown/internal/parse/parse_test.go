package parse

import (
	"errors"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a":             "a",
		"a\r\nb\rc\n":   "a\nb\nc\n",
		"\r\r\n\r":      "\n\n\n",
		"a\x00b":        "a\uFFFDb",
		"a\xffb\xc3":    "a\uFFFDb\uFFFD",
		"\ufeffa\u2028": "\ufeffa\u2028",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDialects(t *testing.T) {
	const source = "<b>a</b> ~~c~~ http://d.example\n\n<div>\n</div>\n\n| e |\n|---|\n| f |\n\n- [x] g\n"
	for _, c := range []struct {
		options Options
		want    map[ast.NodeKind]bool
	}{
		{Options{}, map[ast.NodeKind]bool{}},
		{Options{HTML: true}, map[ast.NodeKind]bool{ast.KindRawHTML: true, ast.KindHTMLBlock: true}},
		{Options{GFM: true}, map[ast.NodeKind]bool{east.KindStrikethrough: true, ast.KindAutoLink: true, east.KindTable: true, east.KindTaskCheckBox: true}},
	} {
		tree, err := New(c.options).Parse(source)
		if err != nil {
			t.Fatal(err)
		}
		tree.Nodes()
		got := map[ast.NodeKind]bool{}
		_ = ast.Walk(tree.Root, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
			got[n.Kind()] = true
			return ast.WalkContinue, nil
		})
		for _, k := range []ast.NodeKind{ast.KindRawHTML, ast.KindHTMLBlock, east.KindStrikethrough, ast.KindAutoLink, east.KindTable, east.KindTaskCheckBox} {
			if got[k] != c.want[k] {
				t.Errorf("%+v: %s is %v, want %v", c.options, k, got[k], c.want[k])
			}
		}
	}
}

func TestLimits(t *testing.T) {
	p := New(Options{GFM: true, HTML: true})
	for _, c := range []struct{ name, source, code string }{
		{"at the length", strings.Repeat("a", MaxBytes), ""},
		{"past the length", strings.Repeat("a", MaxBytes+1), CodeTooLong},
		{"at the depth", strings.Repeat("> ", MaxDepth) + "a", ""},
		{"past the depth", strings.Repeat("> ", MaxDepth+1) + "a", CodeTooDeep},
		{"lists at the depth", strings.Repeat("- ", MaxDepth) + "a", ""},
		{"lists past the depth", strings.Repeat("- ", MaxDepth+1) + "a", CodeTooDeep},
		{"quotes and lists past the depth", strings.Repeat("> - ", MaxDepth/2) + "> a", CodeTooDeep},
		{"lines in deep lists", strings.Repeat("- ", MaxDepth) + "a" + strings.Repeat("\n", 5000), CodeTooComplex},
		{"half-written links", strings.Repeat("[a](b", 20_000), CodeTooComplex},
		{"cells", strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n" + strings.Repeat("x\n", 2000), CodeTooComplex},
	} {
		tree, err := p.ParseByGoldmark(c.source)
		var e *Error
		switch {
		case c.code == "" && (err != nil || tree == nil):
			t.Errorf("%s: %v", c.name, err)
		case c.code != "" && (!errors.As(err, &e) || e.Code != c.code || e.Hint == "" || tree != nil):
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
}

// The meter does what goldmark will do, so that honest text costs nothing: after each of these, as many runs are open
// as goldmark leaves unmatched openers.
func TestDelimitersAreFollowed(t *testing.T) {
	p := New(Options{})
	for source, want := range map[string]int{
		"*a*":           0,
		"**a** *b* _c_": 0,
		"***a** b*":     0,
		"*a **b":        2,
		"*a _b*":        0, // the underscore stands between what matched
		"a*b**c":        2, // the rule of three
		"snake_case_a":  0, // can neither open nor close
		"**a*":          1,
		"*a\n\n*b*":     0, // another block
	} {
		m := new(Meter)
		m.reset(1 << 16)
		pc := parser.NewContext()
		pc.Set(meterKey, m)
		p.full().Parse(text.NewReader([]byte(source)), parser.WithContext(pc))
		if got := len(m.runs.open); got != want {
			t.Errorf("%q leaves %d runs open, want %d", source, got, want)
		}
	}
}

func TestRecoverLetsOtherPanicsThrough(t *testing.T) {
	defer func() {
		if r := recover(); r != "another" {
			t.Errorf("recovered %v", r)
		}
	}()
	func() {
		var err error
		defer Recover(&err)
		panic("another")
	}()
}
