package direct

import "github.com/yuin/goldmark/ast"

// angle reads an address in angle brackets, or a tag.
func (p *parser) angle(from, i, eol int) int {
	s := p.text[i+1 : eol]
	kind := ast.AutoLinkType(ast.AutoLinkEmail)
	n := emailLength(s)
	if n == 0 {
		kind = ast.AutoLinkURL
		n = schemeLength(s)
	}
	if n > 0 && n < len(s) && s[n] == '>' {
		p.before(from, i)
		p.tokens = append(p.tokens, token{kind: nodeToken, node: ast.NewAutoLink(kind, p.arena.text(i+1, i+1+n))})
		return i + 1 + n + 1
	}
	if !p.options.HTML {
		return 0
	}
	end := p.tag(i, eol)
	if end == 0 {
		return 0
	}
	p.before(from, i)
	raw := p.arena.rawHTML.next()
	raw.Start, raw.End = i, end
	p.tokens = append(p.tokens, token{kind: nodeToken, node: raw})
	p.nodes = true
	return end
}

// schemeLength is the length of an address with a scheme of 2 to 32 characters: without spaces, controls and angle
// brackets.
func schemeLength(s []byte) int {
	if len(s) == 0 || !isLetter(s[0]) {
		return 0
	}
	i := 1
	for i < len(s) && (isAlnum(s[i]) || s[i] == '+' || s[i] == '-' || s[i] == '.') {
		i++
	}
	if i == 1 || i > 33 || i >= len(s) || s[i] != ':' {
		return 0
	}
	for i++; i < len(s) && s[i] > ' ' && s[i] != '<' && s[i] != '>'; i++ {
	}
	return i
}

// task reads the box of a task list at the start of an item.
func (p *parser) task(i, eol int) int {
	s := p.text[i:eol]
	if len(s) < 3 || s[2] != ']' {
		return 0
	}
	switch s[1] {
	case 'x', 'X', ' ', '\t', '\n', '\f', '\r':
	default:
		return 0
	}
	n := 3
	for n < len(s) && (isSpace(s[n]) || s[n] == '\f') {
		n++
	}
	p.tokens = append(p.tokens, token{kind: nodeToken, node: newTask(s[1]|0x20 == 'x')})
	return i + n
}
