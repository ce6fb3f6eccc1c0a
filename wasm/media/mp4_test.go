package media

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// sound is a trak of AAC at 48 kHz with the given boxes of its own.
func sound(id uint32, header uint32, frames uint32, extra ...[]byte) []byte {
	return trakOf(id, "soun", 48000, header, isoBox("mp4a", make([]byte, 16), u16(2), u16(16), u32(0), u32(48000<<16)), frames, 1024, extra...)
}

func trakOf(id uint32, handler string, scale, header uint32, entry []byte, frames, each uint32, extra ...[]byte) []byte {
	return isoBox("trak", append(extra, isoBox("tkhd", u32(0), u64(0), u32(id), make([]byte, 68)), isoBox("mdia",
		isoBox("mdhd", u32(0), u64(0), u32(scale), u32(header), u32(0)),
		isoBox("hdlr", u64(0), []byte(handler), make([]byte, 13)),
		isoBox("minf", isoBox("stbl", isoBox("stsd", u32(0), u32(1), entry), isoBox("stts", u32(0), u32(1), u32(frames), u32(each))))))...)
}

func movieOf(duration uint32, boxes ...[]byte) []byte {
	return join(isoBox("ftyp", []byte("isom"), u32(0)), isoBox("moov", append([][]byte{isoBox("mvhd", u32(0), u64(0), u32(1000), u32(duration), make([]byte, 80))}, boxes...)...))
}

func edits(rows ...[2]int32) []byte {
	body := [][]byte{u32(0), u32(uint32(len(rows)))}
	for _, r := range rows {
		body = append(body, u32(uint32(r[0])), u32(uint32(r[1])), u32(1<<16))
	}
	return isoBox("edts", isoBox("elst", body...))
}

func picture(w, h int) []byte {
	return isoBox("avc1", make([]byte, 24), u16(w), u16(h), make([]byte, 50))
}

// turned is a trak whose matrix turns it by a quarter.
func turned(trak []byte) []byte {
	at := bytes.Index(trak, []byte("tkhd")) + 4 + 40
	copy(trak[at:], join(u32(0), u32(1<<16), u32(0), u32(^uint32(1<<16-1)), u32(0)))
	return trak
}

func TestMP4(t *testing.T) {
	const second = 48000 / 1024.0
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		kind    string
		warning string
	}{
		{"sample table", movieOf(9999, sound(1, 1, 94)), 94 / second, KindAudio, ""},
		{"unknown headers", movieOf(1<<32-1, sound(1, 1<<32-1, 94)), 94 / second, KindAudio, ""},
		{"edit list trims", movieOf(2000, sound(1, 96256, 94, edits([2]int32{1500, 1024}))), 1.5, KindAudio, ""},
		{"edit list of length 0: all that is left", movieOf(0, sound(1, 96256, 94, edits([2]int32{0, 1024}))), 93 / second, KindAudio, ""},
		{"edit list longer than its media", movieOf(0, sound(1, 96256, 94, edits([2]int32{9000, 0}))), 94 / second, KindAudio, WarnHeaderWrong},
		{"empty edit before sound alone", movieOf(0, sound(1, 96256, 94, edits([2]int32{700, -1}, [2]int32{1500, 0}))), 1.5, KindAudio, ""},
		{"empty edit in a film", movieOf(0, trakOf(1, "vide", 1000, 0, picture(640, 480), 20, 100), sound(2, 96256, 94, edits([2]int32{700, -1}, [2]int32{1500, 0}))), 2.2, KindVideo, ""},
		{"slow motion: an eighth of the rate", movieOf(0, trakOf(1, "vide", 1000, 0, picture(640, 480), 20, 100, isoBox("edts", isoBox("elst", u32(0), u32(2), u32(1000), u32(0), u32(1<<16), u32(8000), u32(1000), u32(1<<13))))), 9, KindVideo, ""},
		{"a picture that stands still", movieOf(0, trakOf(1, "vide", 1000, 0, picture(640, 480), 20, 100, isoBox("edts", isoBox("elst", u32(0), u32(2), u32(2000), u32(0), u32(1<<16), u32(5000), u32(1900), u32(0))))), 7, KindVideo, ""},
		{"a rate that was left out", movieOf(0, trakOf(1, "vide", 1000, 0, picture(640, 480), 20, 100, isoBox("edts", isoBox("elst", u32(0), u32(1), u32(9000), u32(500), u32(0))))), 1.5, KindVideo, WarnHeaderWrong},
		{"a phone held upright", movieOf(0, turned(trakOf(1, "vide", 1000, 0, picture(480, 640), 20, 100))), 2, KindVideo, ""},
		{"two edits", movieOf(0, sound(1, 96256, 94, edits([2]int32{500, 0}, [2]int32{400, 48000}))), 0.9, KindAudio, ""},
		{"a longer text track", movieOf(9000, sound(1, 0, 94), trakOf(2, "text", 1000, 9000, isoBox("text"), 9, 1000)), 94 / second, KindAudio, ""},
		{"chapter pictures", movieOf(9000, sound(1, 0, 94, isoBox("tref", isoBox("chap", u32(2)))), trakOf(2, "vide", 1000, 9000, picture(10, 10), 9, 1000)), 94 / second, KindAudio, ""},
		{"picture longer than sound", movieOf(0, sound(1, 0, 94), trakOf(2, "vide", 1000, 0, picture(640, 480), 30, 100)), 3, KindVideo, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if err != nil || math.Abs(info.Duration-c.want) > 1e-6 || info.Kind != c.kind || !info.Exact || c.warning != "" && !info.warned(c.warning) {
				t.Errorf("%+v, %v, want %v s of %s", info, err, c.want, c.kind)
			}
			if c.kind == KindVideo && (info.Width != 640 || info.Height != 480) {
				t.Errorf("%d × %d", info.Width, info.Height)
			}
		})
	}
}

// Chromium's own: durations from the wall clock, the last one the time to the click on stop or 0, 80 ms to skip.
func TestOpusFragments(t *testing.T) {
	entry := isoBox("Opus", make([]byte, 16), u16(2), u16(16), u32(0), u32(48000<<16), isoBox("dOps", []byte{0, 2, 0x0F, 0}, u32(48000), []byte{0, 0, 0}))
	recording := func(header uint32, durations ...uint32) []byte {
		var rows []byte
		for _, d := range durations {
			rows = append(rows, u32(d)...)
		}
		return join(movieOf(0, trakOf(1, "soun", 48000, header, entry, 0, 0), isoBox("mvex", isoBox("trex", u32(0), u32(1), u32(1), u32(0), u32(0), u32(0)))),
			isoBox("moof", isoBox("mfhd", u64(0)), isoBox("traf", isoBox("tfhd", u32(0), u32(1)), isoBox("tfdt", u64(0)), isoBox("trun", u32(0x100), u32(uint32(len(durations))), rows))),
			isoBox("mdat", make([]byte, 10)))
	}
	for _, c := range []struct {
		name      string
		header    uint32 // mdhd's, which Chromium writes and no other fragmented file has
		durations []uint32
		want      float64
	}{
		{"short last", 2240, []uint32{2835, 2973, 2834, 2833, 1008}, 0.22},
		{"last of 0", 2240, []uint32{2835, 2973, 2834, 2833, 0}, 0.22},
		{"even, and the click on stop", 2240, []uint32{2880, 2880, 2880, 960}, 0.16},
		{"even, and a last one cut on purpose by another writer", 0, []uint32{2880, 2880, 2880, 960}, 0.12},
		{"a pause that the clock kept", 2240, []uint32{2880, 48000, 2834, 2833, 2900}, (2880 + 48000 + 2834 + 2833 + 2880 - 3840) / 48000.0},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, recording(c.header, c.durations...))
			if err != nil || math.Abs(info.Duration-c.want) > 1e-6 || info.Codecs[0] != "opus" {
				t.Errorf("%+v, %v, want %v", info, err, c.want)
			}
		})
	}
}

// A moov that an mdat without a size swallowed is found from the end.
func TestLostMoov(t *testing.T) {
	movie := movieOf(0, sound(1, 0, 94))
	data := join(movie[:16], u32(0), []byte("mdat"), make([]byte, 200_000), movie[16:])
	info, err := check(t, data)
	if err != nil || math.Abs(info.Duration-94*1024/48000.0) > 1e-6 || !info.warned(WarnOpenSize) || !info.Exact {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestBoxFiles(t *testing.T) {
	for _, c := range []struct {
		brand, container string
	}{{"isom", "mp4"}, {"qt  ", "mov"}, {"3gp4", "3gp"}, {"3g2a", "3g2"}, {"M4A ", "mp4"}, {"f4v ", "mp4"}} {
		data := append(isoBox("ftyp", []byte(c.brand), u32(0)), movieOf(0, sound(1, 0, 10))[16:]...)
		if info, err := check(t, data); err != nil || info.Container != c.container {
			t.Errorf("%s: %+v, %v", c.brand, info, err)
		}
	}
}

// Segments of adaptive streaming without their movie header have the index of each track, for the same time.
func TestSegmentIndex(t *testing.T) {
	index := func(track, ticks uint32) []byte {
		return isoBox("sidx", u32(0), u32(track), u32(1000), u64(0), u16(0), u16(2), u32(900), u32(ticks), u32(0), u32(900), u32(ticks), u32(0))
	}
	segment := join(isoBox("styp", []byte("msdh"), u32(0)), index(1, 1100), index(2, 1000), index(1, 500), isoBox("moof", isoBox("mfhd", u64(0))), isoBox("mdat", make([]byte, 9)))
	info, err := check(t, segment)
	if err != nil || info.Duration != 2.2 || info.Exact || !info.warned(WarnUnverified) || !info.warned(WarnUnknownTracks) {
		t.Errorf("%+v, %v", info, err)
	}
}

// Encrypted tracks keep their tables: length, format and size are known, and that nobody plays it without a key.
func TestEncrypted(t *testing.T) {
	sinf := func(original string) []byte {
		return isoBox("sinf", isoBox("frma", []byte(original)), isoBox("schm", u32(0), []byte("cenc"), u32(1<<16)))
	}
	sound := isoBox("enca", make([]byte, 16), u16(2), u16(16), u32(0), u32(48000<<16), sinf("mp4a"))
	film := isoBox("encv", make([]byte, 24), u16(640), u16(480), make([]byte, 50), sinf("avc1"))
	info, err := check(t, movieOf(0, trakOf(1, "vide", 1000, 0, film, 20, 100), trakOf(2, "soun", 48000, 0, sound, 94, 1024)))
	if err != nil || math.Abs(info.Duration-94*1024/48000.0) > 1e-6 || !slices.Equal(info.Codecs, []string{"h264", "aac"}) || !slices.Equal(info.Warnings, []string{WarnEncrypted}) || info.Width != 640 || info.SampleRate != 48000 {
		t.Errorf("%+v, %v", info, err)
	}
}
