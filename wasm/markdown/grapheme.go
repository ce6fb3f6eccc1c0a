package markdown

import (
	"unicode"
	"unicode/utf8"
)

// cut returns s with at most limit grapheme clusters; a shortened text ends in "…". A limit of zero or less cuts
// nothing.
func cut(s string, limit int) string {
	if limit <= 0 {
		return s
	}
	// Where the last cluster has to give way to the ellipsis: the end of the one before it.
	keep, end := 0, 0
	for n := 0; end < len(s); n++ {
		if n == limit {
			for keep > 0 && (s[keep-1] == ' ' || s[keep-1] == '\n') {
				keep--
			}
			return s[:keep] + "…"
		}
		keep = end
		end += clusterLength(s[end:])
	}
	return s
}

// clusterLength is the length in bytes of the first grapheme cluster of s: a character with the marks, joiners,
// modifiers and syllable parts that belong to it (Unicode Standard Annex 29, extended grapheme clusters). It asks the
// categories that Go's unicode package has anyway instead of carrying the annex's own tables; where the two differ it
// errs towards the longer cluster, so that nothing is ever cut in half.
func clusterLength(s string) int {
	prev, n := utf8.DecodeRuneInString(s)
	if prev == '\r' && n < len(s) && s[n] == '\n' {
		return n + 1
	}
	half := isRegional(prev) // one letter of a flag, waiting for the other
	linked := false          // the last consonant is joined to the next one
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case unicode.Is(unicode.C, prev) && !isGlue(prev): // a control ends a cluster
			return n
		case isGlue(r):
			linked = linked || isVirama(r)
		case prev == zeroWidthJoiner && unicode.Is(unicode.S, r), isHangulPart(prev, r):
		case half && isRegional(r):
			half = false
		case linked && unicode.Is(unicode.L, r):
			linked = false
		default:
			return n
		}
		prev = r
		n += size
	}
	return n
}

const zeroWidthJoiner = '\u200d'

// isGlue reports whether r belongs to the character before it.
func isGlue(r rune) bool {
	return r == zeroWidthJoiner || r == '\u200c' ||
		unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) ||
		r >= 0x1F3FB && r <= 0x1F3FF || // skin tones
		r >= 0xE0020 && r <= 0xE007F || // tags, as in the flag of Scotland
		r >= 0xFE00 && r <= 0xFE0F || // variation selectors
		r == 0x0E33 || r == 0x0EB3 // sara am, which Thai and Lao write after its consonant
}

func isRegional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// isHangulPart reports whether two conjoining parts of a Hangul syllable stand together.
func isHangulPart(a, b rune) bool {
	leading := func(r rune) bool { return r >= 0x1100 && r <= 0x115F || r >= 0xA960 && r <= 0xA97C }
	vowel := func(r rune) bool { return r >= 0x1160 && r <= 0x11A7 || r >= 0xD7B0 && r <= 0xD7C6 }
	trailing := func(r rune) bool { return r >= 0x11A8 && r <= 0x11FF || r >= 0xD7CB && r <= 0xD7FB }
	syllable := func(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
	switch {
	case leading(a):
		return leading(b) || vowel(b) || syllable(b)
	case vowel(a), syllable(a):
		return vowel(b) || trailing(b)
	case trailing(a):
		return trailing(b)
	}
	return false
}

// isVirama reports whether r is a sign that joins the next consonant of an Indic script to the one before it.
func isVirama(r rune) bool {
	switch r {
	case 0x094D, 0x09CD, 0x0A4D, 0x0ACD, 0x0B4D, 0x0C4D, 0x0CCD, 0x0D4D:
		return true
	}
	return false
}
