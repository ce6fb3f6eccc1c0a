package media

import (
	"bytes"
	"testing"
)

// A recording of frames without a table, 45 MB: what only a walk over all frames can tell.
func benchmarkWalk(b *testing.B, frame func(i int) []byte, container string) {
	var data []byte
	for i := 0; len(data) < 45<<20; i++ {
		data = append(data, frame(i)...)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		info, err := Probe(bytes.NewReader(data), int64(len(data)))
		if err != nil || info.Container != container {
			b.Fatal(info, err)
		}
	}
}

func BenchmarkMP3WithoutTable(b *testing.B) {
	benchmarkWalk(b, func(i int) []byte { // VBR: 64 to 160 kbit/s at 44.1 kHz
		return mp3Frame(byte(5 + i%6))
	}, "mp3")
}

func BenchmarkADTS(b *testing.B) {
	benchmarkWalk(b, func(i int) []byte { return adtsBytes(180 + i%200) }, "aac")
}

// mp3Frame is an MPEG-1 layer III frame of silence at 44.1 kHz, mono, with a bit rate index.
func mp3Frame(index byte) []byte {
	h := []byte{0xFF, 0xFB, index << 4, 0xC0}
	f, ok := parseMPEGFrame(h)
	if !ok {
		panic("bad header")
	}
	return append(h, make([]byte, f.size-4)...)
}

// adtsBytes is an ADTS frame of size bytes, AAC-LC at 44.1 kHz, mono.
func adtsBytes(size int) []byte {
	b := make([]byte, size)
	copy(b, []byte{0xFF, 0xF1, 1<<6 | 4<<2, 1<<6 | byte(size>>11), byte(size >> 3), byte(size<<5) | 0x1F, 0xFC})
	return b
}
