// Command conformance writes what the parser makes of Markdown before anything is sanitised, for the tests that
// compare it with the specification. It is not part of the module, which has no way to ask for this.
//
// With -gfm it parses GitHub's extensions too, as the module does.
//
// It reads a JSON array of {"example", "markdown"} from standard input and writes one of {"example", "html"}.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
)

type example struct {
	Example  int    `json:"example"`
	Markdown string `json:"markdown,omitempty"`
	HTML     string `json:"html"`
}

func main() {
	gfm := flag.Bool("gfm", false, "tables, strikethrough, bare links and task lists")
	flag.Parse()
	if err := run(os.Stdin, os.Stdout, *gfm); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, gfm bool) error {
	var examples []example
	if err := json.NewDecoder(in).Decode(&examples); err != nil {
		return fmt.Errorf("reading examples: %w", err)
	}
	for i, e := range examples {
		got, err := unsanitised(e.Markdown, gfm)
		if err != nil {
			return fmt.Errorf("example %d: %w", e.Example, err)
		}
		examples[i] = example{Example: e.Example, HTML: got}
	}
	return json.NewEncoder(out).Encode(examples)
}

// unsanitised renders with goldmark's own renderer, in the way the specification writes its examples.
func unsanitised(markdown string, gfm bool) (string, error) {
	tree, err := parse.New(parse.Options{HTML: true, GFM: gfm}).Parse(markdown)
	if err != nil {
		return "", err
	}
	tree.Nodes()
	r := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(html.WithUnsafe(), html.WithXHTML()), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewTaskCheckBoxHTMLRenderer(), 500)))
	var b bytes.Buffer
	err = r.Render(&b, tree.Source, tree.Root)
	return b.String(), err
}
