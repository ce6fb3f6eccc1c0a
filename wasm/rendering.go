//go:build js && !addend_lean

package main

import (
	"strings"

	"github.com/addend-go/addend/wasm/markdown"
)

// renderers are the ones for the options that a page has used, by their record; a page uses a few.
var renderers = map[string]*markdown.Renderer{}

const mostRenderers = 16

// What addend_render makes of a text.
const (
	asHTML = iota
	asOperations
	asLinks
)

// addend_render renders the n bytes of the input that follow a record of options of r bytes. It returns 0, 1 where
// lastError says more beside the output, or 2 where there is no output.
//
//go:wasmexport addend_render
func exportRender(r, n, form uint32) uint32 {
	var refused error
	status := answer(func() ([]byte, error) {
		input := taken(r + n)
		record, text := input[:r], input[r:]
		renderer, mentions, err := rendererFor(record)
		if refused = err; err != nil {
			return nil, err
		}
		out := emptied(memory.output)
		switch form {
		case asOperations:
			return renderer.AppendOperations(out, text, mentions...)
		case asLinks:
			links, err := renderer.Links(text, mentions...)
			for _, l := range links {
				out = append(append(out, l.URL...), 0)
				out = append(append(out, l.Text...), 0)
				if l.Suspicious {
					out = append(out, '!')
				}
				out = append(out, 0)
			}
			return out, err
		}
		return renderer.Append(out, text, mentions...)
	})
	if refused != nil {
		return 2
	}
	return status
}

// rendererFor is the renderer for a record of options: a kept one where there is one.
func rendererFor(record string) (*markdown.Renderer, []markdown.Mention, error) {
	options, mentions, err := markdown.ParseRecord(record)
	if err != nil {
		return nil, nil, err
	}
	key := record
	if i := strings.Index(record, "mention\x00"); i >= 0 && len(mentions) > 0 {
		key = record[:i] // mentions come last, and are of one text only
	}
	if r := renderers[key]; r != nil {
		return r, mentions, nil
	}
	r, err := markdown.New(options)
	if err != nil {
		return nil, nil, err
	}
	if len(renderers) >= mostRenderers {
		clear(renderers)
	}
	renderers[strings.Clone(key)] = r
	return r, mentions, nil
}
