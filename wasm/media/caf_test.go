package media

import (
	"bytes"
	"math"
	"testing"
)

// cafOf is a Core Audio file of one format with the given chunks behind its description.
func cafOf(id string, packetSize, perPacket uint32, chunks ...[]byte) []byte {
	return join([]byte("caff"), u16(1), u16(0), cafChunk("desc", u64(math.Float64bits(8000)), []byte(id), u32(0), u32(packetSize), u32(perPacket), u32(1), u32(8)), join(chunks...))
}

func cafChunk(kind string, parts ...[]byte) []byte {
	body := join(parts...)
	return join([]byte(kind), u64(uint64(len(body))), body)
}

func pakt(packets, valid uint64, primed, remainder uint32) []byte {
	return cafChunk("pakt", u64(packets), u64(valid), u32(primed), u32(remainder))
}

func TestCAF(t *testing.T) {
	data := cafChunk("data", u32(0), make([]byte, 8000))
	open := join([]byte("data"), bytes.Repeat([]byte{0xFF}, 8), u32(0), make([]byte, 4000))
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		codec   string
		warning string
		code    string
	}{
		{"frames of a fixed size", cafOf("lpcm", 1, 1, data), 1, "pcm", "", ""},
		{"valid frames", cafOf("aac ", 0, 1024, pakt(10, 8000, 512, 704), data), 1, "aac", "", ""},
		{"packets without valid frames", cafOf("alac", 0, 1024, pakt(9, 0, 704, 512), data), 1, "alac", "", ""},
		{"an open size", cafOf("ulaw", 1, 1, open), 0.5, "pcm-mulaw", WarnOpenSize, ""},
		{"cut in the samples", cafOf("alaw", 1, 1, data[:16+4000]), 0.5, "pcm-alaw", WarnTruncated, ""},
		{"MP3", cafOf(".mp3", 0, 1152, pakt(7, 8000, 0, 64), data), 1, "mp3", "", ""},
		{"FLAC", cafOf("flac", 0, 4096, pakt(2, 8000, 0, 192), data), 1, "flac", "", ""},
		{"nothing counted", cafOf("aac ", 0, 1024, data), 0, "", "", CodeNoDuration},
		{"no samples", cafOf("lpcm", 1, 1), 0, "", "", CodeTruncated},
		{"no rate", join(cafOf("lpcm", 1, 1)[:20], make([]byte, 8), cafOf("lpcm", 1, 1, data)[28:]), 0, "", "", CodeNoDuration},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if c.code != "" {
				if e, ok := err.(*Error); !ok || e.Code != c.code {
					t.Errorf("%+v, %v, want %s", info, err, c.code)
				}
				return
			}
			if err != nil || math.Abs(info.Duration-c.want) > 1e-9 || info.Codecs[0] != c.codec || c.warning != "" && !info.warned(c.warning) || info.Exact != (c.warning != WarnTruncated) {
				t.Errorf("%+v, %v, want %v s of %s", info, err, c.want, c.codec)
			}
		})
	}
}
