package leaf

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks may follow each other. Real text stays below it (pointed and cantillated
// Hebrew, the longest, reaches six); towers of marks that cover the lines around them do not.
const maxMarks = 8

// Shown returns the text s, which is valid UTF-8, without the characters that would show a reader something else than is there, and s itself
// where there are none (Unicode Technical Report 36, section 2; Unicode Standard Annex 9):
//
//   - overrides (U+202D, U+202E), always: they write text backwards;
//   - embeddings and isolates (U+202A, U+202B, U+2066 to U+2068) that s does not end, and ends (U+202C, U+2069) that it
//     did not begin: they would reach into the text around it;
//   - tag characters outside the flags made of them, and interlinear annotations: they are not seen at all;
//   - combining marks after the eighth in a row.
func Shown(s []byte) []byte {
	if !suspect(s) {
		return s
	}
	keep := balanced(s)
	out := make([]byte, 0, len(s))
	marks, flag := 0, false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		kept := true
		switch {
		case isBidi(r):
			kept = keep[i]
		case isTag(r):
			kept = flag
		case isHidden(r):
			kept = false
		}
		flag = r == 0x1F3F4 || flag && isTag(r) && r != 0xE007F
		if isMark(r) {
			marks++
			kept = kept && marks <= maxMarks
		} else if kept {
			marks = 0
		}
		if kept {
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return out
}

// ShownCode is [Shown] for code, in which no direction may be changed at all: the controls become visible, as in
// "[U+202E]", so that a reader sees the code that a compiler would.
func ShownCode(s []byte) []byte {
	if !suspect(s) {
		return s
	}
	out := make([]byte, 0, len(s)+16)
	marks := 0
	for _, r := range string(s) {
		if marks++; !isMark(r) {
			marks = 0
		}
		switch {
		case isHidden(r):
			hex := strings.ToUpper(strconv.FormatUint(uint64(r), 16))
			out = append(out, "[U+"+hex...)
			out = append(out, ']')
		case marks <= maxMarks:
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// suspect reports whether s has anything that [Shown] looks for; it says no to nearly every text there is.
func suspect(s []byte) bool { return Look(s).Suspect }

// balanced returns the places of the direction controls that may stay: each start with its end inside s.
func balanced(s []byte) map[int]bool {
	keep := map[int]bool{}
	type start struct {
		at      int
		isolate bool
	}
	var open []start
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		switch {
		case r == 0x202A || r == 0x202B || r >= 0x2066 && r <= 0x2068:
			open = append(open, start{i, r >= 0x2066})
		case (r == 0x202C || r == 0x2069) && len(open) > 0:
			if last := open[len(open)-1]; last.isolate == (r == 0x2069) {
				keep[last.at], keep[i] = true, true
				open = open[:len(open)-1]
			}
		case r == '\n': // a paragraph of its own to the bidirectional algorithm
			open = open[:0]
		}
		i += size
	}
	return keep
}

func isBidi(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }
func isTag(r rune) bool  { return r >= 0xE0020 && r <= 0xE007F }

// isHidden reports whether r is a control of direction, a tag or a sign of an annotation.
func isHidden(r rune) bool {
	return isBidi(r) || isTag(r) || r >= 0xFFF9 && r <= 0xFFFB || r == 0xE0001
}

// isMark reports whether r is drawn over or under the character before it.
func isMark(r rune) bool {
	if r < 0x300 || r >= 0x30A0 && r < 0xA66F || r >= 0xAC00 && r < 0xFB00 {
		return false // most of what is written: no need to look into the tables
	}
	return unicode.In(r, unicode.Mn, unicode.Me)
}
