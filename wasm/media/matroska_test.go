package media

import (
	"bytes"
	"math"
	"testing"
)

// webmOf is a WebM of one Opus track with the given elements in its Segment behind Info and Tracks.
func webmOf(info []byte, track []byte, rest ...[]byte) []byte {
	return join(ebml(idEBML, ebml(idDocType, []byte("webm"))), ebmlOpen(idSegment, append([][]byte{
		ebml(idInfo, ebml(idTimestampScale, u32(1_000_000)), info),
		ebml(idTracks, ebml(0xAE, ebml(0xD7, []byte{1}), ebml(0x83, []byte{2}), ebml(0x86, []byte("A_OPUS")), track)),
	}, rest...)...))
}

func TestMatroska(t *testing.T) {
	frame := opusPacket(40)
	cluster := func(at uint32, blocks ...[]byte) []byte {
		return ebml(idCluster, append([][]byte{ebml(idTimestamp, u32(at))}, blocks...)...)
	}
	two := cluster(0, simpleBlock(0, frame), simpleBlock(20, frame))
	laced := func(kind byte, sizes []byte) []byte {
		return ebml(idSimpleBlock, []byte{0x81}, u16(20), []byte{kind << 1}, []byte{2}, sizes, frame, frame, frame)
	}
	seconds := func(v float64) []byte { return ebml(idDuration, u64(math.Float64bits(v*1000))) }
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		exact   bool
		warning string
	}{
		{"two blocks", webmOf(nil, nil, two), 0.04, true, ""},
		{"a Duration of the last block's time", webmOf(seconds(0.02), nil, two), 0.04, true, ""},
		{"a Duration that lies", webmOf(seconds(99), nil, two), 0.04, true, WarnHeaderWrong},
		{"a Duration that is infinite", webmOf(seconds(math.Inf(1)), nil, two), 0.04, true, ""},
		{"a Duration and no block", webmOf(seconds(3), nil), 3, false, WarnUnverified},
		{"CodecDelay", webmOf(nil, ebml(0x56AA, u32(6_500_000)), two), 0.0335, true, ""},
		{"DiscardPadding", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), ebml(idBlockGroup, ebml(idBlock, []byte{0x81}, u16(20), []byte{0}, frame), ebml(idDiscardPadding, u32(5_000_000))))), 0.035, true, ""},
		{"a negative DiscardPadding takes nothing from the end", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), ebml(idBlockGroup, ebml(idBlock, []byte{0x81}, u16(20), []byte{0}, frame), ebml(idDiscardPadding, u32(0xFFB3B4C0))))), 0.04, true, ""},
		{"blocks out of order", webmOf(nil, nil, cluster(0, simpleBlock(40, frame), simpleBlock(0, frame), simpleBlock(20, frame))), 0.06, true, ""},
		{"fixed-size lacing", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), laced(2, nil))), 0.08, true, ""},
		{"Xiph lacing", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), laced(1, []byte{40, 40}))), 0.08, true, ""},
		{"EBML lacing", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), laced(3, []byte{0x80 | 40, 0xBF}))), 0.08, true, ""},
		{"a block before its Cluster", webmOf(nil, nil, cluster(400, simpleBlock(-20, frame))), 0.4, true, ""},
		{"time stamps that count from the end of CodecDelay, as Firefox has them", webmOf(nil, ebml(0x56AA, u32(6_500_000)), cluster(6, simpleBlock(0, frame), simpleBlock(20, frame))), 0.0335, true, ""},
		{"a start far from zero", webmOf(nil, nil, cluster(500_000, simpleBlock(0, frame), simpleBlock(20, frame))), 0.04, true, ""},
		{"time stamps of a clock that jumped: the frames are counted", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), simpleBlock(60, frame), simpleBlock(80, frame))), 0.06, true, ""},
		{"a silence between blocks plays", webmOf(nil, nil, cluster(0, simpleBlock(0, frame), simpleBlock(400, frame))), 0.42, true, ""},
		{"blocks of an unknown track", webmOf(nil, nil, two, cluster(0, ebml(idSimpleBlock, []byte{0x82}, u16(30_000), []byte{0}, frame))), 0.04, true, ""},
		{"foreign bytes between Clusters", webmOf(nil, nil, two, bytes.Repeat([]byte{0}, 50), cluster(40, simpleBlock(0, frame))), 0.06, true, WarnForeignData},
		{"open Clusters", webmOf(nil, nil, ebmlOpen(idCluster, ebml(idTimestamp, u32(0)), simpleBlock(0, frame)), ebmlOpen(idCluster, ebml(idTimestamp, u32(20)), simpleBlock(0, frame))), 0.04, true, ""},
		{"an open Cluster before a sized one", webmOf(nil, nil, ebmlOpen(idCluster, ebml(idTimestamp, u32(0)), simpleBlock(0, frame)), cluster(20, simpleBlock(0, frame), simpleBlock(20, frame))), 0.06, true, ""},
		{"Tags between", webmOf(nil, nil, two, ebml(idTags, make([]byte, 100)), cluster(40, simpleBlock(0, frame))), 0.06, true, ""},
		{"a cut block", webmOf(nil, nil, two, ebmlOpen(idCluster, ebml(idTimestamp, u32(40)), simpleBlock(0, frame)[:30])), 0.04, false, WarnTruncated},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(info.Duration-c.want) > 1e-9 || info.Exact != c.exact || c.warning != "" && !info.warned(c.warning) || c.warning == "" && len(info.Warnings) > 0 {
				t.Errorf("%+v, want %v s", info, c.want)
			}
		})
	}
}

// A camera's last frame: even gaps foretell its length, uneven ones do not.
func TestLastPicture(t *testing.T) {
	film := func(times ...int) []byte {
		blocks := [][]byte{ebml(idTimestamp, u32(0))}
		for _, at := range times {
			blocks = append(blocks, simpleBlock(at, []byte{0}))
		}
		return join(ebml(idEBML), ebmlOpen(idSegment, ebml(idTracks, ebml(0xAE, ebml(0xD7, []byte{1}), ebml(0x83, []byte{1}), ebml(0x86, []byte("V_VP8")))), ebml(idCluster, blocks...)))
	}
	for _, c := range []struct {
		times []int
		want  float64
	}{{[]int{0, 100, 200, 300}, 0.4}, {[]int{0, 200, 100, 300}, 0.4}, {[]int{0, 33, 67, 100}, 0.133}, {[]int{0, 40, 340, 380}, 0.42}} {
		info, err := check(t, film(c.times...))
		if err != nil || math.Abs(info.Duration-c.want) > 0.002 || info.Exact || !info.warned(WarnLastFrame) {
			t.Errorf("%v: %+v, %v", c.times, info, err)
		}
	}
}

// A film's last picture: another track that plays on, or a header that says until when, settles it.
func TestLastPictureOfAFilm(t *testing.T) {
	film := func(claimed float64, sounds int, pictures ...int) []byte {
		blocks := [][]byte{ebml(idTimestamp, u32(0))}
		for _, at := range pictures {
			blocks = append(blocks, simpleBlock(at, []byte{0}))
		}
		for i := range sounds {
			blocks = append(blocks, ebml(idSimpleBlock, []byte{0x82}, u16(i*20), []byte{0x80}, opusPacket(9)))
		}
		return join(ebml(idEBML, ebml(idDocType, []byte("webm\x00"))), ebmlOpen(idSegment, ebml(idInfo, ebml(idDuration, u64(math.Float64bits(claimed)))),
			ebml(idTracks, ebml(0xAE, ebml(0xD7, []byte{1}), ebml(0x83, []byte{1}), ebml(0x86, []byte("V_VP8"))), ebml(0xAE, ebml(0xD7, []byte{2}), ebml(0x83, []byte{2}), ebml(0x86, []byte("A_OPUS\x00")))),
			ebml(idCluster, blocks...)))
	}
	var long []int // in groups of four; those remembered begin in the middle of one
	for at := 0; at < 4*40*25; at += 4 * 40 {
		long = append(long, at, at+120, at+40, at+80)
	}
	for _, c := range []struct {
		name  string
		data  []byte
		want  float64
		exact bool
	}{
		{"stored out of order, more than are remembered", film(0, 10, append(long, 4000, 4040)...), 4.08, false},
		{"the sound plays on", film(0, 30, 0, 40, 340, 380), 0.6, true},
		{"uneven, and longer than the sound", film(0, 10, 0, 40, 340, 380), 0.38, false},
		{"even, and longer than the sound", film(0, 10, 0, 100, 200, 300), 0.4, false},
		{"stored out of order", film(0, 10, 0, 120, 40, 80, 240, 160, 200, 360, 280, 320, 480, 400, 440, 600, 520, 560), 0.64, false},
		{"the header says until when", film(450, 10, 0, 40, 340, 380), 0.45, true},
		{"the header says when the last picture begins", film(380, 10, 0, 40, 340, 380), 0.38, false},
		{"the header says what no picture lasts", film(4500, 10, 0, 100, 200, 300), 0.4, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if err != nil || math.Abs(info.Duration-c.want) > 1e-6 || info.Exact != c.exact || info.warned(WarnLastFrame) == c.exact {
				t.Errorf("%+v, %v, want %v", info, err, c.want)
			}
			if info.Container != "webm" || len(info.Codecs) != 2 || info.Codecs[1] != "opus" {
				t.Errorf("%s of %v", info.Container, info.Codecs)
			}
		})
	}
}
