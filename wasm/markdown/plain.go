package markdown

import (
	"strings"

	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/addend-go/addend/wasm/markdown/internal/parse"
)

// AppendPlain appends text as HTML that shows exactly the text: special characters escaped, line breaks kept. It is
// what a reader sees when a limit was passed, and it takes time in proportion to the length only.
func AppendPlain(dst []byte, text string) []byte {
	text = parse.Clean(text)
	for {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			return leaf.AppendEscapedString(dst, text)
		}
		dst = leaf.AppendEscapedString(dst, text[:i])
		dst = append(dst, "<br>\n"...)
		text = text[i+1:]
	}
}
