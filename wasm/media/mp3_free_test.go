package media

import (
	"bytes"
	"math"
	"testing"
)

// freeFrame is a layer III frame at 44.1 kHz of a bit rate that is none of the table's, 413 kbit/s.
func freeFrame(padded bool) []byte {
	b := make([]byte, 1350)
	copy(b, []byte{0xFF, 0xFB, 0x00, 0x64})
	if padded {
		b[2] |= 2
		b = append(b, 0)
	}
	return b
}

func TestFreeFormat(t *testing.T) {
	var whole []byte
	for i := range 100 {
		whole = append(whole, freeFrame(i%3 == 0)...)
	}
	header := freeFrame(false)
	copy(header[36:], "Info\x00\x00\x00\x03\x00\x00\x00\x64\x00\x02\x10\x00")
	for _, c := range []struct {
		name    string
		data    []byte
		frames  float64
		warning string
	}{
		{"frames", whole, 100, ""},
		{"with a header frame", append(bytes.Clone(header), whole...), 100, ""},
		{"behind other bytes", append(make([]byte, 500), whole...), 100, WarnLeadingData},
		{"cut", whole[:len(whole)-700], 99, WarnTruncated},
	} {
		info, err := Probe(bytes.NewReader(c.data), int64(len(c.data)))
		if err != nil || math.Abs(info.Duration-c.frames*1152/44100) > 1e-9 || info.Container != "mp3" || info.SampleRate != 44100 {
			t.Errorf("%s: %+v, %v", c.name, info, err)
		}
		if c.warning != "" && !info.warned(c.warning) || c.warning == "" && len(info.Warnings) > 0 {
			t.Errorf("%s: warnings %v, want %q", c.name, info.Warnings, c.warning)
		}
	}
}

// What only looks like the beginning of one costs no more than a few tries.
func TestNoFreeFormat(t *testing.T) {
	data := make([]byte, 500_000)
	for n := 2; n < 700; n++ { // no four squares lie at the same distance from each other
		copy(data[n*n:], []byte{0xFF, 0xFB, 0x00, 0x64})
	}
	if info, err := Probe(bytes.NewReader(data), int64(len(data))); err == nil {
		t.Errorf("%+v", info)
	}
}
