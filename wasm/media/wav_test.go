package media

import (
	"math"
	"testing"
)

func TestWAV(t *testing.T) {
	format := func(tag, channels, rate, byteRate, align, bits int, extra ...byte) []byte {
		return join(l16(tag), l16(channels), l32(uint32(rate)), l32(uint32(byteRate)), l16(align), l16(bits), extra)
	}
	chunk := func(kind string, body []byte) []byte {
		c := join([]byte(kind), l32(uint32(len(body))), body)
		return append(c, make([]byte, len(body)&1)...)
	}
	wav := func(chunks ...[]byte) []byte { return join([]byte("RIFF\x00\x00\x00\x00WAVE"), join(chunks...)) }
	pcm := chunk("fmt ", format(1, 1, 8000, 8000, 1, 8))
	data := chunk("data", make([]byte, 4000))
	sized := func(size uint32) []byte { return join([]byte("data"), l32(size), make([]byte, 4000)) }
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		warning string
	}{
		{"PCM", wav(pcm, data), 0.5, ""},
		{"byte rate lies", wav(chunk("fmt ", format(1, 1, 8000, 1, 1, 8)), data), 0.5, ""},
		{"block align 0", wav(chunk("fmt ", format(1, 2, 8000, 0, 0, 16)), data), 0.125, ""},
		{"an odd chunk in front", wav(chunk("JUNK", make([]byte, 333)), pcm, data), 0.5, ""},
		{"chunks behind", wav(pcm, data, chunk("LIST", make([]byte, 800))), 0.5, ""},
		{"fmt behind data", wav(data, pcm), 0.5, ""},
		{"size 0", wav(pcm, sized(0)), 0.5, WarnOpenSize},
		{"size of all ones", wav(pcm, sized(1<<32-1)), 0.5, WarnOpenSize},
		{"size of sox in a pipe", wav(pcm, sized(0x7FFFFFFF-36)), 0.5, WarnOpenSize},
		{"size too large", wav(pcm, sized(9000)), 0.5, WarnTruncated},
		{"fact of PCM is not believed", wav(pcm, chunk("fact", l32(1)), data), 0.5, ""},
		{"IMA ADPCM by block", wav(chunk("fmt ", format(0x11, 1, 8000, 4055, 256, 4, 2, 0, 0xF9, 1)), chunk("data", make([]byte, 2560))), 5050 / 8000.0, ""},
		{"IMA ADPCM with fact", wav(chunk("fmt ", format(0x11, 1, 8000, 4055, 256, 4, 2, 0, 0xF9, 1)), chunk("fact", l32(5000)), chunk("data", make([]byte, 2560))), 5000 / 8000.0, ""},
		{"MS ADPCM without wSamplesPerBlock", wav(chunk("fmt ", format(2, 1, 8000, 4096, 256, 4)), chunk("data", make([]byte, 2560))), 5000 / 8000.0, ""},
		{"extensible", wav(chunk("fmt ", format(0xFFFE, 1, 8000, 8000, 1, 8, 22, 0, 8, 0, 4, 0, 0, 0, 1, 0)), data), 0.5, ""},
		{"an unknown codec", wav(chunk("fmt ", format(0x1234, 1, 8000, 2000, 1, 8)), data), 2, WarnEstimate},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if err != nil || math.Abs(info.Duration-c.want) > 1e-9 || info.Container != "wav" {
				t.Fatalf("%+v, %v, want %v s", info, err, c.want)
			}
			if c.warning != "" && !info.warned(c.warning) || c.warning == "" && len(info.Warnings) > 0 {
				t.Errorf("warnings %v, want %q", info.Warnings, c.warning)
			}
			if exact := c.warning != WarnTruncated && c.warning != WarnEstimate; info.Exact != exact {
				t.Errorf("exact %v", info.Exact)
			}
		})
	}
}
