package markdown

import (
	"bytes"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A pipeline is what one profile needs to render: built on first use, because building goldmark's and bluemonday's
// tables takes longer than rendering a page of messages.
type pipeline struct {
	profile Profile
	parser  parser.Parser
	policy  *bluemonday.Policy
}

var (
	chatPipeline = sync.OnceValue(func() *pipeline {
		return &pipeline{profile: Chat, parser: newParser(false), policy: chatPolicy()}
	})
	postPipeline = sync.OnceValue(func() *pipeline {
		return &pipeline{profile: Post, parser: newParser(true), policy: postPolicy()}
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

// sanitise is the second wall. It has nothing to do, and the tests hold it to that; it stands here for the day when
// a mistake is made in front of it.
func (p *pipeline) sanitise(html []byte) []byte {
	if len(bytes.TrimSpace(html)) == 0 {
		return nil
	}
	return p.policy.SanitizeBytes(html)
}

// build parses source and writes the HTML from the tree.
func (p *pipeline) build(source string) (html []byte, err error) {
	defer recoverStop(&err)
	src, root, m, err := p.parse(source)
	if err != nil {
		return nil, err
	}
	w := &writer{src: src, meter: m, profile: p.profile, out: make([]byte, 0, len(src)+len(src)/2+64)}
	w.blocks(root)
	return w.out, nil
}

// parse checks the length and parses. A limit that is passed on the way panics with [stop].
func (p *pipeline) parse(source string) ([]byte, ast.Node, *meter, error) {
	if len(source) > MaxBytes {
		return nil, nil, nil, tooLong(len(source))
	}
	src := []byte(cleaned(source))
	m := newMeter(len(src))
	pc := parser.NewContext()
	pc.Set(meterKey, m)
	root := p.parser.Parse(text.NewReader(src), parser.WithContext(pc))
	return src, root, m, nil
}

// recoverStop turns a limit that was passed into an error, and lets every other panic through.
func recoverStop(err *error) {
	switch r := recover().(type) {
	case nil:
	case stop:
		*err = r.err
	default:
		panic(r)
	}
}
