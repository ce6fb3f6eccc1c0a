package media

import (
	"math"
	"testing"
)

func TestOpusSamples(t *testing.T) {
	for _, c := range []struct {
		packet []byte
		want   int64
	}{
		{nil, 0},
		{[]byte{0 << 3}, 480}, {[]byte{1 << 3}, 960}, {[]byte{2 << 3}, 1920}, {[]byte{3 << 3}, 2880}, // SILK
		{[]byte{12 << 3}, 480}, {[]byte{15 << 3}, 960}, // hybrid
		{[]byte{16 << 3}, 120}, {[]byte{31 << 3}, 960}, {[]byte{30 << 3}, 480}, // CELT
		{[]byte{31<<3 | 1}, 1920}, {[]byte{31<<3 | 2}, 1920}, // two frames
		{[]byte{31<<3 | 3, 6}, 5760}, {[]byte{16<<3 | 3, 48}, 5760}, {[]byte{31<<3 | 3, 0x80 | 3}, 2880},
		{[]byte{31<<3 | 3, 7}, 0},  // longer than 120 ms
		{[]byte{31<<3 | 3}, 0},     // no count
		{[]byte{31<<3 | 3, 0}, 0},  // no frames
		{[]byte{3<<3 | 1}, 5760},   // twice 60 ms
		{[]byte{0xFF, 0x03}, 2880}, // three of 20 ms
	} {
		if got := opusSamples(c.packet); got != c.want {
			t.Errorf("% x: %d samples, want %d", c.packet, got, c.want)
		}
	}
}

// Sizes and lengths by ISO/IEC 11172-3: 128 kbit/s at 44.1 kHz is 417 bytes, and so on.
func TestMPEGFrame(t *testing.T) {
	for _, c := range []struct {
		header                [4]byte
		layer, rate, channels int
		size, samples         int
		ok                    bool
	}{
		{[4]byte{0xFF, 0xFB, 0x90, 0x00}, 3, 44100, 2, 417, 1152, true},
		{[4]byte{0xFF, 0xFB, 0x92, 0xC0}, 3, 44100, 1, 418, 1152, true},
		{[4]byte{0xFF, 0xF3, 0x84, 0xC0}, 3, 24000, 1, 192, 576, true},
		{[4]byte{0xFF, 0xE3, 0x18, 0xC0}, 3, 8000, 1, 72, 576, true},
		{[4]byte{0xFF, 0xFD, 0xA4, 0x00}, 2, 48000, 2, 576, 1152, true},
		{[4]byte{0xFF, 0xFF, 0xC8, 0x00}, 1, 32000, 2, 576, 384, true},
		{[4]byte{0xFF, 0xFB, 0x00, 0x00}, 0, 0, 0, 0, 0, false}, // free format
		{[4]byte{0xFF, 0xFB, 0xF0, 0x00}, 0, 0, 0, 0, 0, false}, // no such bit rate
		{[4]byte{0xFF, 0xFB, 0x9C, 0x00}, 0, 0, 0, 0, 0, false}, // no such sampling rate
		{[4]byte{0xFF, 0xEB, 0x90, 0x00}, 0, 0, 0, 0, 0, false}, // no such version
		{[4]byte{0xFF, 0xF9, 0x90, 0x00}, 0, 0, 0, 0, 0, false}, // no such layer: ADTS
		{[4]byte{0xFF, 0xFB, 0x90, 0x02}, 0, 0, 0, 0, 0, false}, // no such emphasis
		{[4]byte{0xFE, 0xFB, 0x90, 0x00}, 0, 0, 0, 0, 0, false},
	} {
		f, ok := parseMPEGFrame(c.header[:])
		if ok != c.ok || ok && (f.layer != c.layer || f.rate != c.rate || f.channels != c.channels || f.size != c.size || f.samples != c.samples) {
			t.Errorf("% x: %+v, %v", c.header, f, ok)
		}
	}
}

func TestAudioSpecificConfig(t *testing.T) {
	for _, c := range []struct {
		name string
		b    []byte
		want aacConfig
		ok   bool
	}{
		{"LC, 44.1 kHz, stereo", []byte{0x12, 0x10}, aacConfig{2, 44100, 44100, 2, 1024}, true},
		{"HE: SBR doubles what is heard", []byte{0x2B, 0x92, 0x08, 0x00}, aacConfig{5, 22050, 44100, 2, 1024}, true},
		{"HE, version 2: what is heard is stereo, too", []byte{0xEB, 0x8A, 0x08, 0x00}, aacConfig{29, 22050, 44100, 2, 1024}, true},
		{"HE, said behind the core", []byte{0x13, 0x90, 0x56, 0xE5, 0xA0}, aacConfig{2, 22050, 44100, 2, 1024}, true},
		{"HE, version 2, said behind the core", []byte{0x13, 0x88, 0x56, 0xE5, 0xA5, 0x48, 0x80}, aacConfig{2, 22050, 44100, 2, 1024}, true},
		{"nothing but zeros behind the core", []byte{0x13, 0x88, 0, 0, 0}, aacConfig{2, 22050, 22050, 1, 1024}, true},
		{"960 samples", []byte{0x12, 0x14}, aacConfig{2, 44100, 44100, 2, 960}, true},
		{"7.1", []byte{0x11, 0xB8}, aacConfig{2, 48000, 48000, 8, 1024}, true},
		{"explicit rate", []byte{0x17, 0x80, 0x5D, 0xC0, 0x08}, aacConfig{2, 48000, 48000, 1, 1024}, true},
		{"nothing", nil, aacConfig{}, false},
		{"half", []byte{0x12}, aacConfig{}, false},
		{"reserved rate", []byte{0x16, 0x90}, aacConfig{}, false},
	} {
		got, ok := parseAudioSpecificConfig(&bits{b: c.b})
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, ok)
		}
	}
}

func TestAMRFrame(t *testing.T) {
	for _, c := range []struct {
		toc  byte
		wide bool
		want int
	}{
		{0 << 3, false, 13}, {7 << 3, false, 32}, {8<<3 | 4, false, 6}, {15<<3 | 4, false, 1}, {9 << 3, false, 0}, {12 << 3, false, 0},
		{0 << 3, true, 18}, {8 << 3, true, 61}, {9 << 3, true, 6}, {14 << 3, true, 1}, {15 << 3, true, 1}, {10 << 3, true, 0},
		{0x80, false, 0}, {0x01, true, 0},
	} {
		if got := amrFrame(c.toc, c.wide); got != c.want {
			t.Errorf("%02x, wide %v: %d bytes, want %d", c.toc, c.wide, got, c.want)
		}
	}
}

// Examples of RFC 9639, appendix D: a frame header with its CRC-8, and numbers in UTF-8's manner.
func TestFLACFrame(t *testing.T) {
	header := []byte{0xFF, 0xF8, 0x69, 0x18, 0x00, 0x00, 0xBF} // D.1: one sample, 44.1 kHz, stereo
	f, ok := parseFLACFrame(header, nil)
	if !ok || !f.fixed || f.number != 0 || f.samples != 1 {
		t.Errorf("%+v, %v", f, ok)
	}
	for i := range header {
		broken := append([]byte(nil), header...)
		broken[i] ^= 4
		if _, ok := parseFLACFrame(broken, nil); ok {
			t.Errorf("byte %d may be wrong", i)
		}
	}
	for _, c := range []struct {
		b    []byte
		want int64
		n    int
	}{
		{[]byte{0x7F}, 127, 1}, {[]byte{0xC2, 0x80}, 128, 2}, {[]byte{0xFE, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF}, 1<<36 - 1, 7},
		{[]byte{0x80}, 0, 0}, {[]byte{0xC2}, 0, 0}, {[]byte{0xC2, 0x00}, 0, 0}, {[]byte{0xFF}, 0, 0}, {nil, 0, 0},
	} {
		if v, n := flacNumber(c.b); v != c.want || n != c.n {
			t.Errorf("% x: %d in %d bytes", c.b, v, n)
		}
	}
}

func TestVInt(t *testing.T) {
	for _, c := range []struct {
		b      []byte
		marker bool
		want   uint64
		n      int
	}{
		{[]byte{0x81}, false, 1, 1}, {[]byte{0x40, 0x02}, false, 2, 2}, {[]byte{0x1A, 0x45, 0xDF, 0xA3}, true, idEBML, 4},
		{[]byte{0x01, 0, 0, 0, 0, 0, 0, 9}, false, 9, 8}, {[]byte{0x01, 0}, false, 0, 0}, {[]byte{0x00, 0xFF}, false, 0, 0}, {nil, false, 0, 0},
	} {
		if v, n := vint(c.b, 8, c.marker); v != c.want || n != c.n {
			t.Errorf("% x: %d in %d bytes", c.b, v, n)
		}
	}
	if _, n := vint([]byte{0x08, 0, 0, 0, 0}, 4, true); n != 0 {
		t.Error("an identifier of five bytes")
	}
}

func TestExtended(t *testing.T) {
	for _, c := range []struct {
		b    []byte
		want float64
	}{
		{[]byte{0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0}, 44100},
		{[]byte{0x40, 0x0B, 0xFA, 0, 0, 0, 0, 0, 0, 0}, 8000},
		{[]byte{0xC0, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0}, 0},
		{[]byte{0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0}, 0},
		{make([]byte, 10), 0},
	} {
		if got := extended(c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("% x: %v, want %v", c.b, got, c.want)
		}
	}
}

func TestGolomb(t *testing.T) {
	r := &bits{b: []byte{0b1_010_011_0, 0b0100_0010, 0b1_0000000, 0, 0}}
	for i, want := range []uint32{0, 1, 2, 3, 4} {
		if got := r.golomb(); got != want || r.over {
			t.Errorf("code %d is %d, want %d", i, got, want)
		}
	}
	if r.golomb(); !r.over {
		t.Error("zeros without an end are a code")
	}
}

func TestTimeStamp(t *testing.T) {
	if got := timeStamp([]byte{0x21, 0x00, 0x01, 0x00, 0x01}); got != 0 {
		t.Errorf("%d", got)
	}
	if got := timeStamp([]byte{0x2F, 0xFF, 0xFF, 0xFF, 0xFF}); got != 1<<33-1 {
		t.Errorf("%d", got)
	}
	if got := timeStamp([]byte{0x20, 0x00, 0x01, 0x00, 0x01}); got != -1 {
		t.Errorf("a time stamp without its marker is %d", got)
	}
}

// A High profile set of 1920 × 1088 that is cropped to 1080 lines, with emulation prevention in it.
func TestH264Size(t *testing.T) {
	sps := []byte{0, 0, 0, 1, 0x67, 0x64, 0x00, 0x28, 0xAC, 0xD9, 0x40, 0x78, 0x02, 0x27, 0xE5, 0x84, 0, 0, 3, 0, 4, 0, 0, 3, 0, 0xF0, 0x3C, 0x60, 0xC6, 0x58}
	if w, h := h264Size(append([]byte{0, 0, 0, 1, 9, 0xF0}, sps...)); w != 1920 || h != 1080 {
		t.Errorf("%d × %d", w, h)
	}
	for n := range 11 {
		if w, h := h264Size(sps[:n]); w != 0 || h != 0 {
			t.Errorf("%d bytes give %d × %d", n, w, h)
		}
	}
}

// Access units of Opus in a transport stream: sizes beyond 255, trims, extensions, and bytes that are none.
func TestOpusAccessUnit(t *testing.T) {
	packet := opusPacket(300)
	for _, c := range []struct {
		b    []byte
		size int
		want float64
	}{
		{join([]byte{0x7F, 0xE0, 255, 45}, packet), 304, 0.02},
		{join([]byte{0x7F, 0xF0, 255, 45}, u16(480), packet), 306, 0.01},
		{join([]byte{0x7F, 0xF8, 255, 45}, u16(240), u16(240), packet), 308, 0.01},
		{join([]byte{0x7F, 0xE4, 255, 45, 2, 0, 0}, packet), 307, 0.02},
		{join([]byte{0x7F, 0xF0, 9}, u16(8191), opusPacket(9)), 14, 0},
		{[]byte{0x7F, 0xE0, 255}, 0, 0},
		{[]byte{0x7F, 0xE0, 0, 1}, 0, 0},
		{[]byte{0x7F, 0xC0, 4, 1, 1, 1, 1}, 0, 0},
		{nil, 0, 0},
	} {
		if size, seconds := opusAccessUnit(c.b); size != c.size || math.Abs(seconds-c.want) > 1e-9 {
			t.Errorf("% x: %d bytes, %v s", c.b[:min(len(c.b), 8)], size, seconds)
		}
	}
}
