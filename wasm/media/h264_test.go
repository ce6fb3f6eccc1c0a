package media

import "testing"

// bitString packs zeros and ones, spaces ignored, into bytes.
func bitString(parts ...string) []byte {
	var out []byte
	n := 0
	for _, p := range parts {
		for _, c := range p {
			if c == ' ' {
				continue
			}
			if n%8 == 0 {
				out = append(out, 0)
			}
			out[n/8] |= byte(c-'0') << (7 - n%8)
			n++
		}
	}
	return append(out, 0x80, 0, 0)
}

// Sequence parameter sets written bit by bit. 1920 × 1080 is 120 × 68 macroblocks less 8 lines.
func TestParseSPS(t *testing.T) {
	const (
		baseline = "01000010 00000000 00011110 1" // profile 66, level 30, id 0
		high     = "01100100 00000000 00011110 1" // profile 100
		plain420 = "010 1 1 0"                    // chroma 1, depths 8, no bypass
		order    = "1 1 1 1 0"                    // frame number, order type 0, its length, no references, no gaps
		size320  = "000010100 0001111"            // 19 and 14 macroblocks more than one
		frames   = "1 1"                          // frames only, direct 8 × 8
		crop8    = "1 1 1 1 00101"                // nothing left, right, on top; 4 × 2 lines below
		list16   = "1 00111" + "111111111111111"  // the first of 16 is 8 - 3, the others repeat it
		ended    = "1 000010001"                  // the first delta is -8: what follows is left out
		none     = "0"
	)
	for _, c := range []struct {
		name          string
		data          []byte
		width, height int
	}{
		{"no crop", bitString(baseline, order, size320, frames, "0"), 320, 240},
		{"crop of lines", bitString(high, plain420, "0", order, "0000001111000", "0000001000100", frames, crop8), 1920, 1080},
		{"crop of a side", bitString(baseline, order, size320, frames, "1 1 00101 1 1"), 312, 240},
		{"fields", bitString(baseline, order, size320, "0 0 1", "0"), 320, 480},
		{"fields, cropped", bitString(baseline, order, size320, "0 0 1", "1 1 1 1 010"), 320, 476},
		{"scaling matrices", bitString(high, plain420, "1", list16, none, ended, none, none, none, none, none, order, size320, frames, "0"), 320, 240},
		{"all scaling matrices of 4:4:4", bitString(high, "00100 0 1 1 0", "1", none, none, none, none, none, none, none, none, none, none, none, list16[:7]+repeat("1", 63), order, size320, frames, "0"), 320, 240},
		{"crop of everything", bitString(baseline, order, size320, frames, "1 1 00000000111111111 1 1"), 0, 0},
		{"cut", bitString(high, plain420, "1", list16)[:5], 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, h := parseSPS(c.data)
			if w != c.width || h != c.height {
				t.Errorf("%d × %d, want %d × %d", w, h, c.width, c.height)
			}
		})
	}
}

func repeat(s string, n int) string {
	out := ""
	for range n {
		out += s
	}
	return out
}
