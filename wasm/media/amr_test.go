package media

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

func TestAMR(t *testing.T) {
	frame := append([]byte{0x3C}, make([]byte, 31)...) // 12.2 kbit/s
	ten := bytes.Repeat(frame, 10)
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		warning string
	}{
		{"ten frames", join([]byte("#!AMR\n"), ten), 0.2, ""},
		{"cut in the last", join([]byte("#!AMR\n"), ten[:len(ten)-5]), 0.18, WarnTruncated},
		{"joined", join([]byte("#!AMR\n"), ten, []byte("#!AMR\n"), ten), 0.4, WarnChained},
		{"two channels", join([]byte("#!AMR_MC1.0\n"), u32(2), ten), 0.1, ""},
		{"foreign bytes behind", join([]byte("#!AMR\n"), ten, []byte{0xFF, 0xFF}), 0.2, WarnForeignData},
		{"another kind behind", join([]byte("#!AMR\n"), ten, []byte("#!AMR-WB\n"), ten), 0.2, WarnForeignData},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			var want []string
			if c.warning != "" {
				want = []string{c.warning}
			}
			if err != nil || math.Abs(info.Duration-c.want) > 1e-9 || !slices.Equal(info.Warnings, want) {
				t.Errorf("%+v, %v, want %v s, %v", info, err, c.want, want)
			}
		})
	}
	if info, err := check(t, []byte("#!AMR_MC1.0\n\x00")); err == nil {
		t.Errorf("a cut channel description: %+v", info)
	}
}
