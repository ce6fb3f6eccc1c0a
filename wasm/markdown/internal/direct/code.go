package direct

// codeSpan reads a code span, or a run of backticks that opens none, which is text. A search that finds no end notes
// where each length of run occurs last, so that no later one reads the rest of the block again.
func (p *parser) codeSpan(from, i, eol int) int {
	body := i
	for body < eol && p.text[body] == '`' {
		body++
	}
	width := body - i
	p.before(from, i)
	if p.codeScanned && (width >= len(p.lastRun) || p.lastRun[width] < body) {
		p.tokens = append(p.tokens, piece(textToken, i, body))
		return body
	}
	for at := body; at < p.end; at++ {
		if p.text[at] != '`' {
			continue
		}
		run := at
		for at < p.end && p.text[at] == '`' {
			at++
		}
		if at-run == width {
			p.pushCode(body, run)
			return at
		}
		if !p.codeScanned {
			for len(p.lastRun) <= at-run {
				p.lastRun = append(p.lastRun, 0)
			}
			p.lastRun[at-run] = run
		}
	}
	p.codeScanned = true
	p.tokens = append(p.tokens, piece(textToken, i, body))
	return body
}

// pushCode adds a code span without the one space or line ending on each side that it may have (CommonMark 0.31.2,
// section 6.1).
func (p *parser) pushCode(start, end int) {
	blank := true
	for _, c := range p.text[start:end] {
		if !isSpace(c) {
			blank = false
			break
		}
	}
	padding := func(c byte) bool { return c == ' ' || c == '\n' }
	if !blank && padding(p.text[start]) && padding(p.text[end-1]) {
		start++
		end--
	}
	p.tokens = append(p.tokens, piece(codeToken, start, end))
}
