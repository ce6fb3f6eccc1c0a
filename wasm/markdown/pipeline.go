package markdown

import (
	"bytes"
	"slices"
	"sync"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/addend-go/addend/wasm/markdown/internal/wall"
	"github.com/microcosm-cc/bluemonday"
)

// A pipeline is what one set of options needs to render. Those of the two profiles without options are built on first
// use and kept, because building goldmark's and bluemonday's tables takes longer than rendering a page of messages.
type pipeline struct {
	settings
	standard bool // these are the settings of a profile without options
	parser   *parse.Parser
	policy   func() *bluemonday.Policy // built only when something has to go through it
}

var (
	chatPipeline = sync.OnceValue(func() *pipeline { return newPipeline(defaults(Chat)) })
	postPipeline = sync.OnceValue(func() *pipeline { return newPipeline(defaults(Post)) })
)

func newPipeline(s settings) *pipeline {
	return &pipeline{
		settings: s,
		standard: s == defaults(s.profile),
		parser: parse.New(parse.Options{GFM: true, HTML: s.parsesHTML(), Footnotes: s.prefix != "",
			Mentions: s.mention != "", Hashtags: s.hashtag != ""}),
		policy: sync.OnceValue(func() *bluemonday.Policy { return newPolicy(&s) }),
	}
}

// parsesHTML reports whether tags are parsed. In a chat that shows them as text they are text to the parser too, so
// that Markdown works between them.
func (s *settings) parsesHTML() bool { return s.profile == Post || s.html == HTMLDrop }

func pipelineOf(o Options) (*pipeline, error) {
	s, err := settingsOf(&o)
	switch {
	case err != nil:
		return nil, err
	case s == defaults(Post):
		return postPipeline(), nil
	case s == defaults(Chat):
		return chatPipeline(), nil
	default:
		return newPipeline(s), nil
	}
}

// render takes text through all the walls, and appends its HTML to dst. On error there is none.
func (p *pipeline) render(dst []byte, source string, mentions ...Mention) ([]byte, error) {
	w := writers.Get().(*writer)
	if err := p.write(w, source, mentions...); err != nil {
		return dst, err
	}
	dst = append(dst, p.sanitise(w.out, w.ends)...)
	w.release()
	return dst, nil
}

// sanitise is the second wall: bluemonday, for whatever it might change. What it would leave alone by the rules of
// package wall does not go through it, because tokenising takes longer than rendering. It has nothing to do, and the
// tests hold it to that; it stands here for the day when a mistake is made in front of it.
//
// Each part of a long text, up to one of ends, is judged for itself, so that one address that package wall does not know
// does not send a megabyte through the tokeniser. A part that passes closes whatever it opens, and what comes out of
// bluemonday leaves no element open whose inside is not read as HTML: neither changes how the next part is read.
func (p *pipeline) sanitise(html []byte, ends []int) []byte {
	if len(bytes.TrimSpace(html)) == 0 {
		return nil
	}
	post := p.profile == Post
	if !p.standard || len(ends) == 0 {
		if p.standard && wall.Passes(html, post) {
			return html
		}
		return p.policy().SanitizeBytes(html)
	}
	var out []byte // nothing as long as every part is what it was
	start := 0
	for i := range len(ends) + 1 {
		end := len(html)
		if i < len(ends) {
			end = ends[i]
		}
		part := html[start:end]
		passes := wall.Passes(part, post)
		if !passes && out == nil {
			out = append(make([]byte, 0, len(html)+len(html)/16), html[:start]...)
		}
		switch {
		case passes && out != nil:
			out = append(out, part...)
		case !passes:
			out = append(out, p.policy().SanitizeBytes(part)...)
		}
		start = end
	}
	if out == nil {
		return html
	}
	return out
}

// write parses source and lets w write the HTML from the tree.
func (p *pipeline) write(w *writer, source string, mentions ...Mention) (err error) {
	tree, err := p.parser.Parse(source, mentions...)
	if err != nil {
		return err
	}
	defer parse.Recover(&err)
	p.writeTree(w, tree)
	tree.Release()
	w.tree, w.src, w.meter = nil, nil, nil
	return nil
}

func (p *pipeline) writeTree(w *writer, tree *parse.Tree) {
	w.tree, w.src, w.meter, w.set, w.markup = tree, tree.Source, &tree.Meter, &p.settings, p.parsesHTML()
	w.out = slices.Grow(w.out, len(tree.Source)+len(tree.Source)/2+64)
	w.blocks(tree.Root)
}
