package leaf

import "bytes"

// isPlainAddress reports whether an address is of the kind that most are: http or https, a host in ASCII, a path and a
// query of letters, digits and a few marks. Nothing in such an address is escaped, rewritten or refused, so that it need
// not be parsed to be known.
func isPlainAddress(s []byte) bool {
	rest, ok := bytes.CutPrefix(s, []byte("https://"))
	if !ok {
		if rest, ok = bytes.CutPrefix(s, []byte("http://")); !ok {
			return false
		}
	}
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
	for _, c := range query {
		if !isPlainByte(c) && c != '=' && c != '&' {
			return false
		}
	}
	return true
}

func isPlainByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_'
}
