package leaf

// isPlainAddress reports whether an address is of the kind that most are: http or https, a host in ASCII, a path and a
// query of letters, digits and a few marks. Nothing in such an address is escaped, rewritten or refused, so that it need
// not be parsed to be known.
func isPlainAddress[T string | []byte](s T) bool {
	if len(s) < len("http://") || string(s[:4]) != "http" {
		return false
	}
	rest := s[4:]
	if rest[0] == 's' {
		rest = rest[1:]
	}
	if len(rest) < 3 || string(rest[:3]) != "://" {
		return false
	}
	rest = rest[3:]
	i := 0
	for i < len(rest) && (isPlainByte(rest[i]) && rest[i] != '_') {
		i++
	}
	if i == 0 || i < len(rest) && rest[i] != '/' {
		return false
	}
	for i < len(rest) && (isPlainByte(rest[i]) || rest[i] == '/') {
		i++
	}
	if i == len(rest) {
		return true
	}
	query := rest[i+1:]
	if rest[i] != '?' || len(query) == 0 {
		return false
	}
	for i := 0; i < len(query); i++ {
		if c := query[i]; !isPlainByte(c) && c != '=' && c != '&' {
			return false
		}
	}
	return true
}

// isPlainMail is isPlainAddress for a mail address: mailto, and one at sign between letters, digits and a few marks.
func isPlainMail[T string | []byte](s T) bool {
	const mail = "mailto:"
	if len(s) < len(mail)+3 || string(s[:len(mail)]) != mail {
		return false
	}
	at := 0
	for i := len(mail); i < len(s); i++ {
		switch c := s[i]; {
		case isPlainByte(c):
		case c == '@' && at == 0 && i > len(mail):
			at = i
		default:
			return false
		}
	}
	return at > 0 && at < len(s)-1
}

// isPlainPath is isPlainAddress for one that is relative to the page: a path of such bytes, and a fragment.
func isPlainPath[T string | []byte](s T) bool {
	if len(s) > 1 && s[0] == '/' && s[1] == '/' {
		return false // a host follows
	}
	i := 0
	for i < len(s) && (isPlainByte(s[i]) || s[i] == '/') {
		i++
	}
	if i < len(s) && s[i] == '#' && i+1 < len(s) {
		for i++; i < len(s) && isPlainByte(s[i]); i++ {
		}
	}
	return i == len(s) && i > 0
}

func isPlainByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_'
}
