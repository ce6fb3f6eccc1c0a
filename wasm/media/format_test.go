package media

import (
	"math"
	"slices"
	"testing"
)

func TestFormatDuration(t *testing.T) {
	for _, c := range []struct {
		seconds float64
		want    string
	}{
		{0, "0:00"}, {0.4, "0:00"}, {0.5, "0:01"}, {7, "0:07"}, {7.49, "0:07"}, {59.5, "1:00"}, {59.49, "0:59"}, {60, "1:00"},
		{185, "3:05"}, {3599.4, "59:59"}, {3599.5, "1:00:00"}, {3729, "1:02:09"}, {36000, "10:00:00"}, {360_000, "100:00:00"},
		{-3, "0:00"}, {math.NaN(), "0:00"}, {math.Inf(1), "0:00"}, {math.Inf(-1), "0:00"}, {1e300, "0:00"},
	} {
		if got := FormatDuration(c.seconds); got != c.want {
			t.Errorf("FormatDuration(%v) = %q, want %q", c.seconds, got, c.want)
		}
	}
}

func TestMessageMetadata(t *testing.T) {
	m := MessageMetadata(Info{Kind: KindAudio, Container: "webm", Duration: 2.33949999})
	if m.Duration != 2.339 || m.MimeType != "audio/webm" || m.Waveform != nil {
		t.Errorf("%+v", m)
	}
}

func TestMimeType(t *testing.T) {
	for _, c := range []struct {
		info Info
		want string
	}{
		{Info{Kind: KindAudio, Container: "mp4"}, "audio/mp4"},
		{Info{Kind: KindVideo, Container: "mp4"}, "video/mp4"},
		{Info{Kind: KindVideo, Container: "matroska"}, "video/x-matroska"},
		{Info{Kind: KindAudio, Container: "amr", Codecs: []string{"amr-wb"}}, "audio/AMR-WB"},
		{Info{Kind: KindAudio, Container: "amr", Codecs: []string{"amr-nb"}}, "audio/AMR"},
		{Info{Kind: KindAudio, Container: "asf"}, "audio/x-ms-wma"},
		{Info{Kind: KindImage, Container: "heic"}, "image/heic"},
		{Info{Kind: KindOther}, ""},
	} {
		if got := c.info.MimeType(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.info, got, c.want)
		}
	}
	// Whatever Probe can name has a media type.
	for _, f := range fixtures(t) {
		if f.Container != "" && (Info{Kind: f.Kind, Container: f.Container, Codecs: f.Codecs}).MimeType() == "" {
			t.Errorf("%s has none", f.Container)
		}
	}
}

func TestPeaks(t *testing.T) {
	nan := float32(math.NaN())
	inf := float32(math.Inf(-1))
	for _, c := range []struct {
		name string
		pcm  []float32
		n    int
		want []int
	}{
		{"none wanted", []float32{1}, 0, nil},
		{"fewer than none", []float32{1}, -4, nil},
		{"no samples", nil, 3, []int{0, 0, 0}},
		{"loudest of each part", []float32{0.1, -0.5, 0, 1}, 2, []int{512, 1024}},
		{"a sample each", []float32{0, 0.25, -1}, 3, []int{0, 256, 1024}},
		{"shared samples", []float32{1, 0.5}, 4, []int{1024, 1024, 512, 512}},
		{"uneven parts", []float32{1, 0, 0, 0, 1}, 2, []int{1024, 1024}},
		{"beyond full scale", []float32{7, inf, nan}, 3, []int{1024, 1024, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Peaks(c.pcm, c.n); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
	if n := len(Peaks([]float32{1}, 1<<40)); n != MostPeaks {
		t.Errorf("%d peaks", n)
	}
}
