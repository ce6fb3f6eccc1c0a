package direct

import "bytes"

// tag reads a tag, a comment, an instruction, a declaration or a section of character data from i (CommonMark 0.31.2,
// section 6.6), and returns where it ends, or 0.
func (p *parser) tag(i, eol int) int {
	line := p.text[i:eol]
	switch {
	case len(line) > 1 && isAlnum(line[1]):
		return p.readable(i, openTag(p.text[:p.end], i))
	case len(line) > 2 && line[1] == '/' && isAlnum(line[2]):
		return p.readable(i, closeTag(p.text[:p.end], i))
	case bytes.HasPrefix(line, []byte("<!-->")):
		return i + 5
	case bytes.HasPrefix(line, []byte("<!--->")):
		return i + 6
	case bytes.HasPrefix(line, []byte("<!--")):
		return p.until(i, 4, "-->", &p.noComment)
	case bytes.HasPrefix(line, []byte("<?")):
		return p.until(i, 0, "?>", &p.noInstruction)
	case len(line) > 2 && line[1] == '!' && line[2] >= 'A' && line[2] <= 'Z':
		return p.until(i, 0, ">", &p.noDeclaration)
	case bytes.HasPrefix(line, []byte("<![CDATA[")):
		return p.until(i, 0, "]]>", &p.noData)
	}
	return 0
}

// readable is end, or 0 where the tag has a replacement character in it: goldmark takes that for the end of the text.
func (p *parser) readable(i, end int) int {
	if end > 0 && bytes.Contains(p.text[i:end], []byte("\uFFFD")) {
		return 0
	}
	return end
}

// until finds the end of what starts at i; a search that fails is not made again in this block.
func (p *parser) until(i, skip int, closer string, failed *bool) int {
	if *failed {
		return 0
	}
	n := bytes.Index(p.text[i+skip:p.end], []byte(closer))
	if n < 0 {
		*failed = true
		return 0
	}
	return i + skip + n + len(closer)
}

// openTag returns where the start tag at i ends, or 0.
func openTag(s []byte, i int) int {
	i = tagName(s, i+1)
	if i == 0 {
		return 0
	}
	for {
		space := i
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i >= len(s) {
			return 0
		}
		if s[i] == '>' {
			return i + 1
		}
		if s[i] == '/' {
			if i+1 < len(s) && s[i+1] == '>' {
				return i + 2
			}
			return 0
		}
		if space == i {
			return 0
		}
		if i = attribute(s, i); i == 0 {
			return 0
		}
	}
}

func closeTag(s []byte, i int) int {
	i = tagName(s, i+2)
	if i == 0 {
		return 0
	}
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i < len(s) && s[i] == '>' {
		return i + 1
	}
	return 0
}

func tagName(s []byte, i int) int {
	if i >= len(s) || !isLetter(s[i]) {
		return 0
	}
	for i < len(s) && (isAlnum(s[i]) || s[i] == '-') {
		i++
	}
	return i
}

// attribute returns where the attribute at i ends, with its value if it has one, or 0.
func attribute(s []byte, i int) int {
	if !isLetter(s[i]) && s[i] != '_' && s[i] != ':' {
		return 0
	}
	for i < len(s) && (isAlnum(s[i]) || s[i] == ':' || s[i] == '.' || s[i] == '_' || s[i] == '-') {
		i++
	}
	j := i
	for j < len(s) && isSpace(s[j]) {
		j++
	}
	if j >= len(s) || s[j] != '=' {
		return i
	}
	for j++; j < len(s) && isSpace(s[j]); j++ {
	}
	if j >= len(s) {
		return 0
	}
	if q := s[j]; q == '"' || q == '\'' {
		end := bytes.IndexByte(s[j+1:], q)
		if end < 0 {
			return 0
		}
		return j + 1 + end + 1
	}
	start := j
	for j < len(s) && s[j] > ' ' && s[j] != '"' && s[j] != '\'' && s[j] != '=' && s[j] != '<' && s[j] != '>' && s[j] != '`' {
		j++
	}
	if j == start {
		return 0
	}
	// A slash at the end of a value without quotes belongs to the value, unless it could not end there.
	return j
}
