package markdown

import (
	"bytes"
	"sync"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/addend-go/addend/wasm/markdown/internal/wall"
	"github.com/microcosm-cc/bluemonday"
)

// A pipeline is what one set of options needs to render. Those of the two profiles without options are built on first
// use and kept, because building goldmark's and bluemonday's tables takes longer than rendering a page of messages.
type pipeline struct {
	settings
	parser *parse.Parser
	policy func() *bluemonday.Policy // built only when something has to go through it
}

var (
	chatPipeline = sync.OnceValue(func() *pipeline { return newPipeline(defaults(Chat)) })
	postPipeline = sync.OnceValue(func() *pipeline { return newPipeline(defaults(Post)) })
)

func newPipeline(s settings) *pipeline {
	return &pipeline{
		settings: s,
		parser: parse.New(parse.Options{GFM: true, HTML: s.parsesHTML(), Footnotes: s.prefix != "",
			Mentions: s.mention != "", Hashtags: s.hashtag != ""}),
		policy: sync.OnceValue(func() *bluemonday.Policy { return newPolicy(&s) }),
	}
}

// parsesHTML reports whether tags are parsed. In a chat that shows them as text they are text to the parser too, so
// that Markdown works between them.
func (s *settings) parsesHTML() bool { return s.profile == Post || s.html == HTMLDrop }

// standard reports whether these are the settings of a profile without options.
func (p *pipeline) standard() bool { return p.settings == defaults(p.profile) }

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

// render takes text through all the walls. On error there is no HTML.
func (p *pipeline) render(source string, mentions ...Mention) ([]byte, error) {
	html, err := p.build(source, mentions...)
	if err != nil {
		return nil, err
	}
	return p.sanitise(html), nil
}

// sanitise is the second wall: bluemonday, for whatever it might change. What it would leave alone by the rules of
// package wall does not go through it, because tokenising takes longer than rendering. It has nothing to do, and the
// tests hold it to that; it stands here for the day when a mistake is made in front of it.
func (p *pipeline) sanitise(html []byte) []byte {
	if len(bytes.TrimSpace(html)) == 0 {
		return nil
	}
	if p.standard() && wall.Passes(html, p.profile == Post) {
		return html
	}
	return p.policy().SanitizeBytes(html)
}

// build parses source and writes the HTML from the tree.
func (p *pipeline) build(source string, mentions ...Mention) (html []byte, err error) {
	return p.write(source, nil, mentions...)
}

// write is build, and records in found, where it is given, what the text leads to.
func (p *pipeline) write(source string, found *[]Link, mentions ...Mention) (html []byte, err error) {
	tree, err := p.parser.Parse(source, mentions...)
	if err != nil {
		return nil, err
	}
	defer parse.Recover(&err)
	html = p.writeTree(tree, found)
	tree.Release()
	return html, nil
}

func (p *pipeline) writeTree(tree *parse.Tree, found *[]Link) []byte {
	w := &writer{src: tree.Source, meter: tree.Meter, set: &p.settings, markup: p.parsesHTML(), found: found,
		out: make([]byte, 0, len(tree.Source)+len(tree.Source)/2+64)}
	w.blocks(tree.Root)
	return w.out
}
