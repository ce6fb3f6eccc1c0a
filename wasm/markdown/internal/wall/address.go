package wall

import "bytes"

// address reports whether v, the value of an href or src as it is serialised, is an address that net/url writes as it
// reads it and that leads where a policy allows: https, http, mailto and tel (links), or a path, a query or a fragment
// of this page. Internationalised hosts, user names and what is unusual are left to the sanitiser.
func address(v []byte, link bool) bool {
	switch {
	case bytes.HasPrefix(v, []byte("https://")):
		return hosted(v[8:])
	case bytes.HasPrefix(v, []byte("http://")):
		return hosted(v[7:])
	case bytes.HasPrefix(v, []byte("mailto:")):
		return link && opaque(v[7:])
	case bytes.HasPrefix(v, []byte("tel:")):
		return link && opaque(v[4:])
	}
	return relative(v)
}

func hosted(v []byte) bool {
	i := 0
	for i < len(v) && (isLetter(v[i]) || isDigit(v[i]) || v[i] == '.' || v[i] == '-' || v[i] == '_') {
		i++
	}
	if i == 0 {
		return false
	}
	if i < len(v) && v[i] == ':' {
		port := i + 1
		for i++; i < len(v) && isDigit(v[i]); i++ {
		}
		if i == port {
			return false
		}
	}
	return i == len(v) || (v[i] == '/' || v[i] == '?' || v[i] == '#') && path(v[i:])
}

// relative takes what starts like a path of one host: not two slashes, which are a host's start, and no colon that
// could end a scheme.
func relative(v []byte) bool {
	if len(v) == 0 || len(v) > 1 && v[0] == '/' && v[1] == '/' || v[0] == '?' {
		return false
	}
	for _, c := range v {
		if c == '/' || c == '?' || c == '#' {
			break
		}
		if !isLetter(c) && !isDigit(c) && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return path(v)
}

// path takes the rest of an address: letters, digits and the punctuation that is never rewritten, in a path, a query
// and a fragment.
func path(v []byte) bool {
	fragment := false
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case isLetter(c), isDigit(c):
			continue
		case c == '%':
			if i+2 >= len(v) || !isHex(v[i+1]) || !isHex(v[i+2]) {
				return false
			}
			i += 2
			continue
		case c == '#':
			if fragment || i+1 == len(v) {
				return false
			}
			fragment = true
			continue
		case c == '&':
			switch {
			case bytes.HasPrefix(v[i:], []byte("&amp;")), bytes.HasPrefix(v[i:], []byte("&#39;")):
				i += 4
			default:
				return false
			}
			continue
		case c == '?':
			if i+1 == len(v) || v[i+1] == '#' {
				return false // an empty query
			}
			continue
		}
		switch v[i] {
		case '/', '.', '-', '_', '~', '+', ',', ';', ':', '=', '@', '$', '(', ')', '!', '*':
		default:
			return false
		}
	}
	return true
}

// opaque takes a mail address or a telephone number.
func opaque(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && !isDigit(c) && c != '.' && c != '-' && c != '_' && c != '+' && c != '@' {
			return false
		}
	}
	return len(v) > 0
}

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
