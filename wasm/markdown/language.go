package markdown

import "unicode"

// isLanguage reports whether name may stand in a class: a short word of letters and digits of any script and the
// punctuation that names of languages have.
func isLanguage(name string) bool {
	if name == "" || len(name) > 160 {
		return false
	}
	n := 0
	for _, r := range name {
		if n++; n > 40 {
			return false
		}
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		case r == '_', r == '+', r == '#', r == '.', r == '-', r == ';':
		case r >= 0x80 && isLetterOrNumber(r):
		default:
			return false
		}
	}
	return true
}

func isLetterOrNumber(r rune) bool { return unicode.In(r, unicode.L, unicode.N) }
