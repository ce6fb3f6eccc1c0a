package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Text returns the text of a Markdown message without its markup, for a notification, a preview or a search index:
// one line for each block, "- " or "1. " before the items of a list, the description in place of an image. HTML is
// text like any other.
//
// A limit above zero is the greatest number of characters (grapheme clusters, as a reader counts them) in the result.
// A longer text is cut between two of them and ends in "…", which is counted.
//
// A text that passes a limit of [Render] is returned as it was typed. The result is text, not HTML: put it in a page
// with textContent.
func Text(markdown string, limit int) string {
	return cut(plainText(markdown), limit)
}

func plainText(source string) (out string) {
	var err error
	defer func() {
		if err != nil {
			out = strings.TrimSpace(parse.Clean(source))
		}
	}()
	tree, err := chatPipeline().parser.Parse(source)
	if err != nil {
		return ""
	}
	defer tree.Release()
	defer parse.Recover(&err)
	tree.Nodes()
	t := &textWriter{writer{src: tree.Source, meter: &tree.Meter}}
	t.blocks(tree.Root, "")
	return strings.TrimSpace(string(leaf.Shown(t.out)))
}

// A textWriter writes a tree as plain text.
type textWriter struct{ writer }

// blocks writes each block child of n on lines of its own, the first one after prefix.
func (t *textWriter) blocks(n ast.Node, prefix string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.meter.Wrote(len(t.out))
		switch c := c.(type) {
		case *ast.List:
			number := c.Start
			for item := c.FirstChild(); item != nil; item = item.NextSibling() {
				marker := "- "
				if c.IsOrdered() {
					marker = strconv.Itoa(number) + ". "
					number++
				}
				t.blocks(item, prefix+marker)
				prefix = ""
			}
		case *ast.Blockquote:
			t.blocks(c, prefix)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			t.str(prefix)
			for i := range c.Lines().Len() {
				line := c.Lines().At(i)
				t.out = append(t.out, line.Value(t.src)...)
			}
			t.end()
		case *east.Table:
			t.str(prefix)
			for row := c.FirstChild(); row != nil; row = row.NextSibling() {
				t.row(row)
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
			t.str(prefix)
			t.inlines(c)
			t.end()
		default: // a thematic break, a link reference definition: nothing to read
			continue
		}
		prefix = ""
	}
}

// end ends a line.
func (t *textWriter) end() {
	t.out = append(bytes.TrimRight(t.out, "\n"), '\n')
}

func (t *textWriter) row(row ast.Node) {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c != row.FirstChild() {
			t.str(" | ")
		}
		t.inlines(c)
	}
	t.end()
}

func (t *textWriter) inlines(n ast.Node) {
	t.inline++
	parse.Inline(t.inline)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(t.src)
			if c.IsRaw() || n.Kind() == ast.KindCodeSpan {
				t.out = append(t.out, bytes.ReplaceAll(value, []byte("\n"), []byte(" "))...)
			} else {
				t.out = append(t.out, leaf.Resolve(value)...)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				t.str("\n")
			}
		case *ast.String:
			t.out = append(t.out, c.Value...)
		case *ast.AutoLink:
			t.out = append(t.out, c.Label(t.src)...)
		case *east.TaskCheckBox:
			if c.IsChecked {
				t.str("[x] ")
			} else {
				t.str("[ ] ")
			}
		default:
			t.inlines(c)
		}
	}
	t.inline--
}
