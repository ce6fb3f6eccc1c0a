package markdown

import (
	"bytes"
	"sync"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/addend-go/addend/wasm/markdown/internal/wall"
	"github.com/microcosm-cc/bluemonday"
)

// A pipeline is what one profile needs to render: built on first use, because building goldmark's and bluemonday's
// tables takes longer than rendering a page of messages.
type pipeline struct {
	profile Profile
	parser  *parse.Parser
	policy  func() *bluemonday.Policy // built only when something has to go through it
}

var (
	chatPipeline = sync.OnceValue(func() *pipeline {
		return &pipeline{profile: Chat, parser: parse.New(parse.Options{GFM: true}), policy: sync.OnceValue(chatPolicy)}
	})
	postPipeline = sync.OnceValue(func() *pipeline {
		return &pipeline{profile: Post, parser: parse.New(parse.Options{GFM: true, HTML: true}), policy: sync.OnceValue(postPolicy)}
	})
)

func pipelineOf(name Profile) (*pipeline, error) {
	switch profile, err := ParseProfile(string(name)); {
	case err != nil:
		return nil, err
	case profile == Post:
		return postPipeline(), nil
	default:
		return chatPipeline(), nil
	}
}

// render takes text through all the walls. On error there is no HTML.
func (p *pipeline) render(source string) ([]byte, error) {
	html, err := p.build(source)
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
	if wall.Passes(html, p.profile == Post) {
		return html
	}
	return p.policy().SanitizeBytes(html)
}

// build parses source and writes the HTML from the tree.
func (p *pipeline) build(source string) (html []byte, err error) {
	tree, err := p.parser.Parse(source)
	if err != nil {
		return nil, err
	}
	defer parse.Recover(&err)
	w := &writer{src: tree.Source, meter: tree.Meter, profile: p.profile, out: make([]byte, 0, len(source)+len(source)/2+64)}
	w.blocks(tree.Root)
	return w.out, nil
}
