package leaf

import (
	"unicode/utf8"

	"github.com/addend-go/addend/wasm/markdown/internal/swar"
)

// A Glance is what one pass over a text says of it, so that the passes behind it have less to look for.
type Glance struct {
	Valid     bool // it is UTF-8; where it is not, nothing more is known of it
	Controls  bool // there may be a NUL or a carriage return
	Addresses bool // an address may stand in it as it is
	Suspect   bool // there is something that [Shown] and [ShownCode] look for; a part of a text without it has nothing either
}

// Look returns the glance of a text.
func Look(s []byte) (g Glance) {
	var controls, addresses uint64
	marks := 0
	for i := 0; i < len(s); {
		var w uint64
		if i+8 <= len(s) {
			w = swar.Word(s, i)
		} else {
			w = swar.Tail(s, i)
		}
		controls |= swar.Controls(w)
		addresses |= swar.Address(w)
		beyond := swar.NotASCII(w)
		if beyond == 0 {
			i += 8
			marks = 0
			continue
		}
		if n := swar.First(beyond); n > 0 {
			i += n
			marks = 0
		}
		for i < len(s) && s[i] >= utf8.RuneSelf {
			if n := innocent(s, i); n > 0 {
				marks = 0
				i += n
				continue
			}
			r, size := utf8.DecodeRune(s[i:])
			if r == utf8.RuneError && size == 1 {
				return Glance{Suspect: true}
			}
			i += size
			if isHidden(r) {
				g.Suspect = true
			}
			if !isMark(r) {
				marks = 0
			} else if marks++; marks > maxMarks {
				g.Suspect = true
			}
		}
	}
	g.Valid, g.Controls, g.Addresses = true, controls != 0, addresses != 0
	return g
}

// innocent is the number of bytes of the characters at the start of s[i:], which begins beyond ASCII, of which their
// bytes tell that they are valid UTF-8 and none of those that [Shown] looks for: letters of the European scripts, Arabic
// and Hebrew without points, kana, most of Han and Hangul, punctuation, pictures.
func innocent(s []byte, i int) int {
	if i+8 <= len(s) {
		// Four letters of Cyrillic (U+0400 to U+047F) or of Greek (U+0380 to U+03FF), of two bytes each.
		if leads := swar.Word(s, i) & 0xC0FE_C0FE_C0FE_C0FE; leads == 0x80D0_80D0_80D0_80D0 || leads == 0x80CE_80CE_80CE_80CE {
			return 8
		}
	}
	if i+1 >= len(s) || !continues(s[i+1]) {
		return 0
	}
	first, second := s[i], s[i+1]
	if first>>5 == 0b110 {
		return int(pairs[first&0x1F]>>(second&0x3F)&1) * 2
	}
	if i+2 >= len(s) || !continues(s[i+2]) {
		return 0
	}
	switch third := s[i+2]; first {
	case 0xE2: // U+2000 to U+2029
		if second == 0x80 && third < 0xAA {
			return 3
		}
	case 0xE3: // U+3000 to U+3029, U+3040 to U+3098, U+309B to U+3FFF
		if (second != 0x80 || third < 0xAA) && (second != 0x82 || third != 0x99 && third != 0x9A) {
			return 3
		}
	case 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEB, 0xEC: // U+4000 to U+9FFF, U+B000 to U+CFFF
		return 3
	case 0xED: // U+D000 to U+D7FF; behind them are surrogates
		if second < 0xA0 {
			return 3
		}
	case 0xF0: // U+1F000 to U+1FFFF
		if second == 0x9F && i+3 < len(s) && continues(s[i+3]) {
			return 4
		}
	}
	return 0
}

func continues(c byte) bool { return c&0xC0 == 0x80 }

// pairs are the innocent characters of two bytes: for the lowest five bits of the first byte, a bit for the lowest six
// of the second.
var pairs = [32]uint64{
	// Latin and the phonetic letters, U+0080 to U+02FF; behind them are combining marks.
	0x02: all, 0x03: all, 0x04: all, 0x05: all, 0x06: all, 0x07: all, 0x08: all, 0x09: all, 0x0A: all, 0x0B: all,
	// Greek, U+0370 to U+03FF.
	0x0D: all &^ (1<<0x30 - 1), 0x0E: all, 0x0F: all,
	// Cyrillic, U+0400 to U+0482 and U+048A to U+052F.
	0x10: all, 0x11: all, 0x12: 1<<0x03 - 1 | all&^(1<<0x0A-1), 0x13: all, 0x14: all,
	// Armenian, up to U+058F.
	0x15: all, 0x16: 1<<0x10 - 1,
	// The letters of Hebrew, U+05D0 to U+05FF.
	0x17: all &^ (1<<0x10 - 1),
	// The letters of Arabic, U+0620 to U+064A, U+0660 to U+066F, U+0671 to U+06D5.
	0x18: all &^ (1<<0x20 - 1), 0x19: 1<<0x0B - 1 | (1<<0x10-1)<<0x20 | all&^(1<<0x31-1), 0x1A: all, 0x1B: 1<<0x16 - 1,
}

const all = 1<<64 - 1
