package media

import "testing"

// Headers that an encoder wrote.
func TestAC3Audio(t *testing.T) {
	for _, c := range []struct {
		header         string
		rate, channels int
	}{
		{"\x0b\x77\x48\x0d\x0c\x40\x2f\x84", 48000, 1},
		{"\x0b\x77\xfe\x95\x14\x40\x43\xe1", 48000, 2},
		{"\x0b\x77\xb5\x0b\x1e\x40\xeb\xf8", 48000, 6},
		{"\x00\x0b\x00\x0b\x77\xb5\x0b\x5e\x40\xeb\xf8", 44100, 6}, // behind the end of another frame
		{"\x0b\x77\xb5\x0b\x1e\x80\xeb\xf8", 0, 0},                 // Enhanced AC-3
		{"\x0b\x77\xb5\x0b\x1e\x40\xeb", 0, 0},
		{"", 0, 0},
	} {
		if rate, channels := ac3Audio([]byte(c.header)); rate != c.rate || channels != c.channels {
			t.Errorf("% x: %d Hz, %d channels, want %d and %d", c.header, rate, channels, c.rate, c.channels)
		}
	}
}
