package direct

import (
	"unicode"
	"unicode/utf8"
)

// A match is an emphasis: a run that opens it and one that closes it.
type match struct {
	char                  byte
	width                 int32 // delimiters used on each side: 2 for strong
	nextOpened, nextClose int32
}

// delimiter reads a run of * or _ (CommonMark 0.31.2, section 6.2).
func (p *parser) delimiter(c byte, from, i, eol int) int {
	end := i + 1
	for end < eol && p.text[end] == c {
		end++
	}
	p.before(from, i)
	p.push(c, i, end, eol)
	return end
}

// strike reads a run of one or two tildes.
func (p *parser) strike(from, i, eol int) int {
	end := i + 1
	for end < eol && p.text[end] == '~' {
		end++
	}
	if end-i > 2 || i > p.start && p.text[i-1] == '~' {
		return 0
	}
	p.before(from, i)
	p.push('~', i, end, eol)
	return end
}

func (p *parser) push(c byte, i, end, eol int) {
	before, after := '\n', ' '
	if i > p.start {
		before = p.runeBefore(i)
	}
	if end < eol {
		if after = rune(p.text[end]); after >= utf8.RuneSelf {
			after, _ = utf8.DecodeRune(p.text[end:eol])
		}
	}
	punctBefore, spaceBefore := isPunctRune(before), isSpaceRune(before)
	punctAfter, spaceAfter := isPunctRune(after), isSpaceRune(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	t := piece(delimiterToken, i, end)
	t.char, t.canOpen, t.canClose = c, left, right
	t.length, t.left = t.end-t.start, t.end-t.start
	t.previous, t.next, t.opens, t.closes, t.final = p.lastDelimiter, nowhere, nowhere, nowhere, nowhere
	if c == '_' {
		t.canOpen = left && (!right || punctBefore)
		t.canClose = right && (!left || punctAfter)
	}
	index := int32(len(p.tokens))
	p.tokens = append(p.tokens, t)
	if p.lastDelimiter != nowhere {
		p.tokens[p.lastDelimiter].next = index
	} else {
		p.firstDelimiter = index
	}
	p.lastDelimiter = index
}

// emphasise matches the runs behind bottom, and takes them from the list. For each kind of closing run it remembers
// how far back no run opens, so that runs that find no partner do not search twice.
func (p *parser) emphasise(bottom int32) {
	if p.lastDelimiter == bottom {
		return
	}
	var floor [18]int32
	for i := range floor {
		floor[i] = bottom
	}
	closer := p.firstDelimiter
	if bottom != nowhere {
		closer = p.tokens[bottom].next
	}
	for closer != nowhere {
		c := &p.tokens[closer]
		if !c.canClose {
			closer = c.next
			continue
		}
		stop := &floor[c.class()]
		opener := c.previous
		for opener > *stop && !p.tokens[opener].opensFor(c) {
			opener = p.tokens[opener].previous
		}
		if opener <= *stop {
			*stop = c.previous
			next := c.next
			if !c.canOpen {
				p.drop(closer)
			}
			closer = next
			continue
		}
		o := &p.tokens[opener]
		width := int32(1)
		if o.left >= 2 && c.left >= 2 {
			width = 2
		}
		o.left -= width
		c.left -= width
		m := int32(len(p.matches))
		p.matches = append(p.matches, match{char: c.char, width: width, nextOpened: o.opens, nextClose: nowhere})
		o.opens = m // the last match of a run that opens is the outermost
		if c.final == nowhere {
			c.closes = m
		} else {
			p.matches[c.final].nextClose = m
		}
		c.final = m
		// What stands between them can match nothing any more.
		o.next, c.previous = closer, opener
		if o.left == 0 {
			p.drop(opener)
		}
		if c.left == 0 {
			next := c.next
			p.drop(closer)
			closer = next
		}
	}
	p.lastDelimiter = bottom
	if bottom == nowhere {
		p.firstDelimiter = nowhere
	} else {
		p.tokens[bottom].next = nowhere
	}
}

// class numbers the closing runs that the same runs can open for.
func (t *token) class() int {
	c := int(t.length) % 3
	if t.canOpen {
		c += 3
	}
	switch t.char {
	case '_':
		c += 6
	case '~':
		c += 12
	}
	return c
}

// opensFor reports whether t can open what c closes, with the rule of three for runs that could do either.
func (t *token) opensFor(c *token) bool {
	if !t.canOpen || t.char != c.char {
		return false
	}
	return !((t.canClose || c.canOpen) && (t.length+c.length)%3 == 0 && c.length%3 != 0)
}

// drop takes a run from the list.
func (p *parser) drop(i int32) {
	t := &p.tokens[i]
	if t.previous != nowhere {
		p.tokens[t.previous].next = t.next
	} else {
		p.firstDelimiter = t.next
	}
	if t.next != nowhere {
		p.tokens[t.next].previous = t.previous
	} else {
		p.lastDelimiter = t.previous
	}
}

func (p *parser) runeBefore(i int) rune {
	if c := p.text[i-1]; c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeLastRune(p.text[p.start:i])
	return r
}

func isPunctRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isPunct(byte(r))
	}
	return unicode.IsSymbol(r) || unicode.IsPunct(r)
}

func isSpaceRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isSpace(byte(r)) || r == '\v' || r == '\f'
	}
	return unicode.IsSpace(r)
}

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// isSpace is what goldmark takes for white space: not a form feed.
func isSpace(c byte) bool {
	const spaces uint64 = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r'
	return c <= ' ' && spaces>>c&1 != 0
}
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool  { return isLetter(c) || isDigit(c) }
