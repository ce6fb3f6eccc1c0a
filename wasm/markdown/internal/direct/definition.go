package direct

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func (p *parser) startsLikeReference(line int) bool {
	s := strings.TrimLeft(p.source[p.lines[line].start:p.lines[line].end], " \t")
	return s != "" && s[0] == '['
}

// definitions takes the link reference definitions from the start of a paragraph (CommonMark 0.31.2, section 4.7).
// Only those are known here whose title, if they have one, stands on the line of the address.
func (p *parser) definitions(n ast.Node, lines []span) []span {
	for len(lines) > 0 {
		s := trim(p.source[lines[0].start:lines[0].end])
		if s == "" || s[0] != '[' {
			return lines
		}
		end := labelEnd(s)
		if end == 0 { // no end on this line: it may be on another, most often that of a link
			all := strings.TrimLeft(p.source[lines[0].start:lines[len(lines)-1].end], " \t")
			if end = labelEnd(all); end > 0 && end+1 < len(all) && all[end+1] == ':' {
				p.decline()
			}
			return lines
		}
		if end < 0 || end+1 >= len(s) || s[end+1] != ':' {
			return lines
		}
		label := s[1:end]
		if util.IsBlank([]byte(label)) {
			return lines
		}
		rest, used := strings.TrimLeft(s[end+2:], " \t"), 1
		if rest == "" && len(lines) > 1 { // the address is on the next line
			rest, used = trim(p.source[lines[1].start:lines[1].end]), 2
		}
		address, title, ok := splitDefinition(rest)
		if !ok {
			p.decline()
			return lines
		}
		hasTitle := false
		if title != "" {
			closer := title[len(title)-1]
			switch title[0] {
			case '"', '\'':
			case '(':
				closer = '('
				if title[len(title)-1] == ')' && strings.IndexByte(title[1:], '(') < 0 {
					closer = title[0]
				} else {
					closer = 0
				}
			default:
				return lines // text behind the address: no definition
			}
			if len(title) < 2 || closer != title[0] || strings.IndexByte(title, '\\') >= 0 || strings.IndexByte(title[1:len(title)-1], title[len(title)-1]) >= 0 {
				p.decline()
				return lines
			}
			title, hasTitle = title[1:len(title)-1], true
		} else if len(lines) > used { // the title may be on the next line
			if next := strings.TrimLeft(p.source[lines[used].start:lines[used].end], " \t"); next != "" && strings.IndexByte(`"'(`, next[0]) >= 0 {
				p.decline()
				return lines
			}
		}
		for i, opened := 0, 0; i < len(address) && rest[0] != '<'; i++ {
			switch address[i] {
			case '\\':
				if i+1 < len(address) && isPunct(address[i+1]) {
					i++
				}
			case '(':
				opened++
			case ')':
				if opened--; opened < 0 {
					p.decline()
					return lines
				}
			}
		}
		p.define(n, label, address, title, hasTitle)
		lines = lines[used:]
	}
	return lines
}

// splitDefinition splits what follows the colon of a definition on its line into the address and the rest.
func splitDefinition(s string) (address, title string, ok bool) {
	if s == "" {
		return "", "", false
	}
	if s[0] != '<' {
		i := strings.IndexAny(s, " \t")
		if i < 0 {
			return s, "", true
		}
		return s[:i], strings.TrimLeft(s[i:], " \t"), true
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && isPunct(s[i+1]) {
				i++
			}
		case '>':
			title = strings.TrimLeft(s[i+1:], " \t")
			return s[1:i], title, title == "" || len(title) < len(s)-i-1
		}
	}
	return "", "", false
}

// labelEnd is where the label that s starts with ends; 0 where it does not end, -1 where it is none.
func labelEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && isPunct(s[i+1]) {
				i++
			}
		case ']':
			return i
		case '[':
			return -1
		}
	}
	return 0
}

func (p *parser) define(n ast.Node, label, address, title string, hasTitle bool) {
	if _, inList := n.Parent().(*ast.ListItem); inList {
		p.decline()
		return
	}
	r := reference{destination: []byte(address)}
	if hasTitle {
		r.title = []byte(title)
	}
	if p.references == nil {
		p.references = map[string]reference{}
	}
	key := util.ToLinkReference([]byte(label))
	if _, known := p.references[key]; !known {
		p.references[key] = r
	}
	n.Parent().InsertBefore(n.Parent(), n, ast.NewLinkReferenceDefinition([]byte(label), r.destination, r.title))
}
