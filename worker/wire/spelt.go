package wire

import "strings"

// Spelt reports whether s is of ASCII letters, digits and marks: text with one
// reading only, if the marks have no other.
func Spelt(s, marks string) bool {
	for i := range len(s) {
		c := s[i]
		alnum := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
		if !alnum && strings.IndexByte(marks, c) < 0 {
			return false
		}
	}
	return true
}
