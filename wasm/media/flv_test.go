package media

import (
	"bytes"
	"math"
	"testing"
)

// The ways to an FLV's length when its end says nothing.
func TestFLVWithoutAnEnd(t *testing.T) {
	tags := flvTags(4000, 0)
	seconds := 4000 * 1152.0 / 44100
	meta := join([]byte{2}, u16(10), []byte("onMetaData"), []byte{8}, u32(1), u16(8), []byte("duration\x00"), u64(math.Float64bits(7.5)))
	script := join([]byte{18}, u32(uint32(len(meta)))[1:], make([]byte, 7), meta, u32(uint32(11+len(meta))))
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		warning string
	}{
		{"garbage for longer than is looked back: from the front", join(tags, bytes.Repeat([]byte{0xFF}, flvTailReach+window)), seconds, WarnTruncated},
		{"a little garbage: the last tags that agree", join(tags, bytes.Repeat([]byte{0xFF}, 5000)), seconds, WarnTruncated},
		{"a claim and nothing else", join(tags[:13], script), 7.5, WarnUnverified},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if err != nil || math.Abs(info.Duration-c.want) > 0.002 || info.Exact || !info.warned(c.warning) {
				t.Errorf("%+v, %v, want %v s", info, err, c.want)
			}
		})
	}
}
