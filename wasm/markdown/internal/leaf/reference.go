package leaf

import (
	"strconv"

	"github.com/yuin/goldmark/util"
)

// Resolve returns s with backslash escapes and character references replaced by what they stand for (CommonMark
// 0.31.2, sections 2.4 and 2.5). The result is not escaped. Text without either is returned as it is.
func Resolve(s []byte) []byte {
	start := 0
	for start < len(s) && s[start] != '\\' && s[start] != '&' {
		start++
	}
	if start == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)), s[:start]...)
	for i := start; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			out = append(out, s[i+1])
			i += 2
		case s[i] == '&':
			chars, n := reference(s[i:])
			if n == 0 {
				chars, n = s[i:i+1], 1
			}
			out = append(out, chars...)
			i += n
		default:
			out = append(out, s[i])
			i++
		}
	}
	return out
}

// reference reads the character reference that s starts with: what it stands for and its length, or 0.
func reference(s []byte) ([]byte, int) {
	// The longest name, CounterClockwiseContourIntegral, has 31 letters: a longer run is no reference, and looking no
	// further keeps a text of ampersands linear.
	const longest = 33
	end := 1
	for end < len(s) && end <= longest && s[end] != ';' {
		end++
	}
	if end >= len(s) || s[end] != ';' || end < 2 {
		return nil, 0
	}
	name := s[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return e.Characters, end + 1
		}
		return nil, 0
	}
	digits, base, most := name[1:], 10, 7
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}
	if len(digits) == 0 || len(digits) > most {
		return nil, 0
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil {
		return nil, 0
	}
	return []byte(string(util.ToValidRune(rune(v)))), end + 1
}
