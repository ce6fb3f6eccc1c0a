package markdown

import "strings"

// AppendPlain appends text as HTML that shows exactly the text: special characters escaped, line breaks kept. It is
// what a reader sees when a limit was passed, and it takes time in proportion to the length only.
func AppendPlain(dst []byte, text string) []byte {
	text = cleaned(text)
	for {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			return appendEscaped(dst, text)
		}
		dst = appendEscaped(dst, text[:i])
		dst = append(dst, "<br>\n"...)
		text = text[i+1:]
	}
}

// cleaned returns text as the parser wants it: line feeds only, no NUL, valid UTF-8 (CommonMark 0.31.2, sections 2.1
// and 2.3). Text that is so already is returned as it is.
func cleaned(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
