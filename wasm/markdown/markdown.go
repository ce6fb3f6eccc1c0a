// Package markdown turns Markdown that strangers wrote into HTML that is safe to put in a page.
//
// The dialect is CommonMark 0.31.2 with GitHub's tables, strikethrough, bare links and task lists, parsed by goldmark.
// There is no option that leaves the output unsanitised. Four walls stand between a message and the page:
//
//  1. Limits: length before parsing; nesting, unmatched delimiters and other costs while parsing ([Limits]). Past one
//     of them the text comes back escaped, with a typed [Error]: nothing is lost and nothing hangs.
//  2. Construction: the HTML is written from the parsed tree by a renderer that knows a closed set of elements and
//     attributes. What an author wrote as HTML is rebuilt from a short allow-list or shown as text.
//  3. bluemonday, with one explicit policy for each profile, as a second wall that never has anything to do: a test
//     and a fuzz target hold the output to be a fixed point of it.
//  4. Balance: every element is closed inside its parent, so that a message that is joined into a page as a string
//     cannot reach outside the element that holds it.
//
// Use [Render] for a message or a post and [Text] for a notification or a preview.
package markdown

import "github.com/addend-go/addend/wasm/markdown/internal/parse"

// A Mention is a range of a text that names a user: Start and Length in UTF-16 code units, as JavaScript counts, and the
// range begins with an at sign. The range is shown as it is typed, and leads to Options.MentionURL. A range that is not
// so in the text it comes with is left alone: such ranges come from other people's clients, and nothing is guessed.
type Mention = parse.Mention

// Render returns text as HTML: sanitised, balanced, valid UTF-8.
//
// An error is always a *[Error]. Where a limit was passed (code too-long, too-deep or too-complex) the HTML is the
// text itself, escaped, with its line breaks, and the error says which limit it was: show the HTML all the same. Only
// an unknown profile or a bad option returns no HTML.
func Render(text string, opts Options, mentions ...Mention) (string, error) {
	out, err := AppendRender(nil, text, opts, mentions...)
	return string(out), err
}

// AppendRender is [Render] into a buffer that the caller keeps: it appends the HTML to dst and returns the result.
func AppendRender(dst []byte, text string, opts Options, mentions ...Mention) ([]byte, error) {
	r, err := New(opts)
	if err != nil {
		return dst, err
	}
	return r.Append(dst, text, mentions...)
}

// A Renderer renders many texts with one set of options. It may be used from several goroutines.
type Renderer struct{ pipeline *pipeline }

// New checks options and returns the renderer for them; the error is a *[Error] with code unknown-profile or bad-option.
func New(opts Options) (*Renderer, error) {
	p, err := pipelineOf(opts)
	if err != nil {
		return nil, err
	}
	return &Renderer{p}, nil
}

// Append is [AppendRender] with the renderer's options.
func (r *Renderer) Append(dst []byte, text string, mentions ...Mention) ([]byte, error) {
	dst, err := r.pipeline.render(dst, text, mentions...)
	if err != nil {
		return AppendPlain(dst, text), err
	}
	return dst, nil
}
