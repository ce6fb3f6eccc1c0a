package media

import (
	"bytes"
	"math"
	"testing"
)

// xingFrame is a header frame in an empty MP3 frame of the given bit rate index: Xing with frames and bytes, and
// LAME's delay and padding.
func xingFrame(index byte, frames, size uint32, delay, padding int) []byte {
	f := mp3Frame(index)
	h := join([]byte("Xing"), u32(3), u32(frames), u32(size), []byte("LAME3.100"), make([]byte, 12), u32(uint32(delay<<12 | padding))[1:])
	copy(f[4+17:], h)
	return f
}

func id3(size int) []byte {
	return join([]byte("ID3\x04\x00\x00"), []byte{byte(size >> 21 & 127), byte(size >> 14 & 127), byte(size >> 7 & 127), byte(size & 127)}, bytes.Repeat([]byte{0xFF, 0xFB, 0x90}, size/3+1)[:size])
}

func TestMP3(t *testing.T) {
	frame := mp3Frame(9)
	frames := func(n int) []byte { return bytes.Repeat(frame, n) }
	vbr := []byte{}
	for i := range 60 {
		vbr = append(vbr, mp3Frame(byte(1+i%14))...)
	}
	with := func(n int, delay, padding int) []byte {
		return join(xingFrame(9, uint32(n), uint32((n+1)*len(frame)), delay, padding), frames(n))
	}
	vbri := mp3Frame(9)
	copy(vbri[36:], join([]byte("VBRI"), make([]byte, 6), u32(uint32(41*len(frame))), u32(40)))
	id3v1 := append([]byte("TAG"), make([]byte, 125)...)
	ape := join([]byte("APETAGEX"), l32(2000), l32(100+32), l32(1), l32(0), make([]byte, 8), make([]byte, 100), []byte("APETAGEX"), l32(2000), l32(100+32), l32(1), l32(1<<31), make([]byte, 8))
	lyrics := join([]byte("LYRICSBEGIN"), make([]byte, 20), []byte("000031LYRICS200"))
	const each = 1152 / 44100.0
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64 // frames
		trimmed int     // samples
		warning string
		exact   bool
	}{
		{"constant rate", frames(50), 50, 0, "", true},
		{"variable rate", vbr, 60, 0, "", true},
		{"Xing", with(40, 576, 1000), 40, 1576, "", true},
		{"Xing that counts itself", join(xingFrame(9, 41, uint32(41*len(frame)), 576, 1000), frames(40)), 40, 1576, "", true},
		{"Xing of 0 frames", join(xingFrame(9, 0, 0, 576, 1000), frames(40)), 40, 1576, "", true},
		{"Xing that is about more", join(xingFrame(9, 400, uint32(401*len(frame)), 576, 1000), frames(40)), 40, 576, WarnTruncated, false},
		{"two files joined", append(with(40, 576, 1000), with(30, 576, 1000)...), 70, 0, WarnChained, true},
		{"VBRI", append(vbri, frames(40)...), 40, 0, "", true},
		{"ID3", join(id3(3000), frames(40)), 40, 0, "", true},
		{"two ID3", join(id3(3000), id3(10), frames(40)), 40, 0, "", true},
		{"ID3 with a footer", join([]byte("ID3\x04\x00\x10\x00\x00\x00\x09"), make([]byte, 9), []byte("3DI\x04\x00\x10\x00\x00\x00\x09"), frames(40)), 40, 0, "", true},
		{"ID3 in the middle", join(frames(20), id3(3000), frames(20)), 40, 0, WarnForeignData, true},
		{"ID3v1", append(frames(40), id3v1...), 40, 0, "", true},
		{"APE and ID3v1", join(frames(40), ape, id3v1), 40, 0, "", true},
		{"Lyrics3 and ID3v1", join(frames(40), lyrics, id3v1), 40, 0, "", true},
		{"garbage in front", join(bytes.Repeat([]byte{0xFF, 0xFB, 0x90, 1, 2}, 500), frames(40)), 40, 0, WarnLeadingData, true},
		{"garbage behind", join(frames(40), bytes.Repeat([]byte{0xFF, 0x12}, 5000)), 40, 0, WarnForeignData, true},
		{"garbage between", join(frames(20), make([]byte, 5000), frames(20)), 40, 0, WarnForeignData, true},
		{"a cut frame", frames(40)[:40*len(frame)-9], 39, 0, WarnTruncated, false},
		{"one frame", frame, 1, 0, "", true},
		{"one frame and ID3v1", append(bytes.Clone(frame), id3v1...), 1, 0, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			want := c.want*each - float64(c.trimmed)/44100
			if err != nil || math.Abs(info.Duration-want) > 1e-6 || info.Container != "mp3" || info.Exact != c.exact {
				t.Fatalf("%+v, %v, want %v s", info, err, want)
			}
			if c.warning != "" && !info.warned(c.warning) || c.warning == "" && len(info.Warnings) > 0 {
				t.Errorf("warnings %v, want %q", info.Warnings, c.warning)
			}
		})
	}
}

// Recordings of different rates, joined: each frame counts by its own.
func TestMP3OfTwoRates(t *testing.T) {
	slow := append([]byte{0xFF, 0xF3, 0x84, 0xC0}, make([]byte, 188)...) // MPEG-2, 24 kHz, 192 bytes
	info, err := check(t, append(bytes.Repeat(mp3Frame(9), 30), bytes.Repeat(slow, 20)...))
	if want := 30*1152/44100.0 + 20*576/24000.0; err != nil || math.Abs(info.Duration-want) > 1e-6 {
		t.Errorf("%+v, %v, want %v", info, err, want)
	}
}

// A table answers in few bytes however long the file is.
func TestXingReadsLittle(t *testing.T) {
	frame := mp3Frame(9)
	data := append(xingFrame(9, 20_000, uint32(20_001*len(frame)), 576, 1000), bytes.Repeat(frame, 20_000)...)
	info, err := check(t, data)
	if err != nil || !info.Exact || info.BytesRead > 1<<20 {
		t.Errorf("%+v, %v", info, err)
	}
}
