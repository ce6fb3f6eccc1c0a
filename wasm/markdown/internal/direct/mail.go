package direct

// emailLength is the length of the e-mail address that s starts with, or 0.
func emailLength(s []byte) int {
	i := 0
	for i < len(s) && i < 64 && isMailbox(s[i]) {
		i++
	}
	if i == 0 || i >= len(s) || s[i] != '@' {
		return 0
	}
	i++
	domain := s[i:min(len(s), i+256)]
	end := labelLength(domain)
	if end == 0 {
		return 0
	}
	for end < len(domain) && domain[end] == '.' {
		n := labelLength(domain[end+1:])
		if n == 0 {
			break
		}
		end += 1 + n
	}
	if end > 255 {
		return 0
	}
	return i + end
}

// labelLength is the length of the label of a domain name that s starts with: at most 63 letters, digits and hyphens,
// none of them at an end.
func labelLength(s []byte) int {
	n := 0
	for n < len(s) && n < 63 && (isAlnum(s[n]) || n > 0 && s[n] == '-') {
		n++
	}
	for n > 0 && s[n-1] == '-' {
		n--
	}
	return n
}

func isMailbox(c byte) bool {
	switch c {
	case '!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '/', '=', '?', '^', '_', '`', '{', '|', '}', '~':
		return true
	}
	return isAlnum(c)
}
