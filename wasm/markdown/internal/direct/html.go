package direct

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// openHTML opens a block of HTML (CommonMark 0.31.2, section 4.6), in goldmark's reading of the seven conditions.
func (p *parser) openHTML(s string, parent ast.Node, blank bool) bool {
	s = strings.TrimLeft(s, " ")
	kind := p.htmlKind(s)
	if kind == 0 {
		return false
	}
	n := ast.NewHTMLBlock(ast.HTMLBlockType(kind))
	b := p.append(parent, n, htmlBlock, blank)
	b.html, b.start = kind, len(p.text)
	p.text = append(p.text, p.asTyped()...)
	b.end = len(p.text)
	if endsHTML(kind, s) {
		b.html = 0 // it ends on its first line
	}
	return true
}

func (p *parser) htmlKind(s string) byte {
	switch {
	case isVerbatimTag(s):
		return 1
	case strings.HasPrefix(s, "<!--"):
		return 2
	case strings.HasPrefix(s, "<?"):
		return 3
	case len(s) > 2 && s[1] == '!' && s[2] >= 'A' && s[2] <= 'Z':
		return 4
	case strings.HasPrefix(s, "<![CDATA["):
		return 5
	}
	name, rest, closing := htmlName(s)
	if name == "" {
		return 0
	}
	lower := strings.ToLower(name)
	known := isBlockTag(lower)
	if whole, hasAttributes := wholeTag(rest); whole {
		if known {
			return 6
		}
		last := nowhereKind
		if len(p.open) > 0 {
			last = p.open[len(p.open)-1].kind
		}
		if lower != "script" && lower != "style" && lower != "pre" && last != paragraph && !(closing && hasAttributes) {
			return 7
		}
	}
	if known && (rest == "" || rest[0] == ' ' || rest[0] == '\n' || rest[0] == '>' || strings.HasPrefix(rest, "/>")) {
		return 6
	}
	return 0
}

const nowhereKind kind = 255

// isVerbatimTag reports whether s begins with the start of an element whose content is not parsed.
func isVerbatimTag(s string) bool {
	for _, name := range [...]string{"script", "pre", "style", "textarea"} {
		if len(s) > len(name) && strings.EqualFold(s[1:1+len(name)], name) {
			rest := s[1+len(name):]
			if rest == "" || isSpace(rest[0]) || rest[0] == '\f' || rest[0] == '>' || strings.HasPrefix(rest, "/>") {
				return true
			}
		}
	}
	return false
}

// htmlName reads the name of the tag that s begins with; closing says whether it is an end tag without spaces.
func htmlName(s string) (name, rest string, closing bool) {
	i := 1
	if i < len(s) && s[i] == '/' {
		closing = true
		for i++; i < len(s) && s[i] == ' '; i++ {
			closing = false
		}
	}
	start := i
	for i < len(s) && isLetter(s[i]) {
		i++
	}
	if i == start {
		return "", "", false
	}
	for i < len(s) && (isAlnum(s[i]) || s[i] == '-') {
		i++
	}
	return s[start:i], s[i:], closing
}

// wholeTag reports whether rest, what follows the name of a tag, is the end of the tag and of the line.
func wholeTag(rest string) (whole, hasAttributes bool) {
	s := []byte(rest)
	i := 0
	for {
		space := i
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i >= len(s) {
			return false, false
		}
		if i > space && (isLetter(s[i]) || s[i] == '_' || s[i] == ':') {
			if i = attribute(s, i); i == 0 {
				return false, false
			}
			hasAttributes = true
			continue
		}
		for _, c := range s[space:i] {
			if c != ' ' {
				return false, false
			}
		}
		break
	}
	if s[i] == '/' {
		i++
	}
	if i >= len(s) || s[i] != '>' {
		return false, false
	}
	return strings.Trim(strings.TrimSuffix(rest[i+1:], "\n"), " ") == "", hasAttributes
}

// endsHTML reports whether a line ends a block of HTML of that kind.
func endsHTML(kind byte, s string) bool {
	switch kind {
	case 1:
		for i := strings.Index(s, "</"); i >= 0; {
			for _, name := range [...]string{"script", "pre", "style", "textarea"} {
				if end := i + 2 + len(name); end < len(s) && s[end] == '>' && strings.EqualFold(s[i+2:end], name) {
					return true
				}
			}
			next := strings.Index(s[i+2:], "</")
			if next < 0 {
				break
			}
			i += 2 + next
		}
	case 2:
		return strings.Contains(s, "-->")
	case 3:
		return strings.Contains(s, "?>")
	case 4:
		return strings.Contains(s, ">")
	case 5:
		return strings.Contains(s, "]]>")
	}
	return false
}

func (p *parser) htmlGoesOn(b *openBlock) bool {
	switch b.html {
	case 0:
		return false
	case 6, 7:
		if p.isBlank() {
			return false
		}
	default:
		if endsHTML(b.html, p.asTyped()) {
			p.text = append(p.text, p.asTyped()...)
			b.end = len(p.text)
			p.toEOL()
			return false
		}
	}
	p.text = append(p.text, p.asTyped()...)
	b.end = len(p.text)
	return true
}

// isBlockTag reports whether a tag of that name, in lower case, begins a block anywhere.
func isBlockTag(name string) bool {
	switch name {
	case "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
		"dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
		"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
		"main", "menu", "menuitem", "meta", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search",
		"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul":
		return true
	}
	return false
}
