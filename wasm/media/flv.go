package media

import (
	"bytes"
	"math"
)

const (
	flvWalkAll   = 1 << 20 // files up to this size are walked from end to end
	flvTailReach = 1 << 20 // how far back tags are looked for when the file was cut
	flvTailTags  = 256     // tags read backwards from the end
)

// flvTag is the header of an FLV tag (Adobe Flash Video File Format 10.1, E.4.1).
type flvTag struct {
	at, data, end int64 // end is where the size of this tag is repeated
	kind          byte
	time          float64
}

// flv is an FLV file under the reader.
type flv struct {
	s            *source
	info         *Info
	audio, video timeline
	rate         int // of AAC, from its configuration
	claimed      float64
	cut          bool
}

// probeFLV reads FLV. Live recordings have no duration in onMetaData, or 0: the last tags tell, found by the
// sizes that stand behind each tag.
func probeFLV(s *source, info *Info) error {
	info.Kind, info.Container = KindVideo, "flv"
	b := s.at(0, 9)
	if len(b) < 9 {
		return errTruncated("flv")
	}
	f := &flv{s: s, info: info}
	first := int64(be32(b[5:])) + 4
	if s.size <= flvWalkAll {
		f.forward(first, s.size)
	} else {
		f.forward(first, min(first+window, s.size))
		f.cut = false
		if !f.backward() && !s.searchBack(s.size, flvTailReach, []byte{0, 0, 0}, f.landed) && f.claimed == 0 {
			f.forward(first, s.size)
		}
	}
	return f.conclude()
}

func (f *flv) conclude() error {
	info := f.info
	if f.audio.seen && !f.video.seen {
		info.Kind = KindAudio
	}
	if f.cut {
		info.warn(WarnTruncated)
	}
	start, end := math.Inf(1), 0.0
	info.Exact = true
	for _, t := range []*timeline{&f.audio, &f.video} {
		if !t.seen {
			continue
		}
		e, guessed := t.finish(knownEnd(&f.audio, &f.video), f.claimed)
		if guessed {
			info.estimate(WarnLastFrame)
		}
		start, end = min(start, t.first), max(end, e)
	}
	if end > start {
		info.Duration = end - start
		info.compare(f.claimed, end)
	} else if f.claimed > 0 && !f.cut {
		info.Duration = f.claimed
		info.estimate(WarnUnverified)
	}
	return nil
}

func (f *flv) tag(off int64) (flvTag, bool) {
	b := f.s.hop(off, 11)
	if len(b) < 11 || b[0]&0xC0 != 0 || be24(b[8:]) != 0 {
		return flvTag{}, false
	}
	t := flvTag{at: off, data: off + 11, kind: b[0] & 31}
	if t.kind != 8 && t.kind != 9 && t.kind != 18 {
		return flvTag{}, false
	}
	t.end = t.data + int64(be24(b[1:]))
	t.time = float64(be24(b[4:])|uint32(b[7])<<24) / 1000
	return t, true
}

// forward reads tags from off until one begins at or behind end.
func (f *flv) forward(off, end int64) {
	for off < end {
		t, ok := f.tag(off)
		if !ok || t.end > f.s.size {
			f.cut = true
			return
		}
		f.note(t)
		off = t.end + 4
	}
}

// backward reads tags from the end by the sizes behind them.
func (f *flv) backward() bool {
	end := f.s.size
	f.s.at(max(end-window, 0), window) // once, for all of the small steps back
	var tags []flvTag
	for len(tags) < flvTailTags {
		b := f.s.at(end-4, 4)
		if end < 15 || len(b) < 4 {
			break
		}
		t, ok := f.tag(end - 4 - int64(be32(b)))
		if !ok || t.end != end-4 {
			break
		}
		tags = append(tags, t)
		end = t.at
		if f.s.size-end > window && f.met(tags) {
			break
		}
	}
	if len(tags) < 2 {
		return false
	}
	for i := len(tags) - 1; i >= 0; i-- {
		f.note(tags[i])
	}
	return true
}

// met says whether tags of each kind that the file began with are among those read.
func (f *flv) met(tags []flvTag) bool {
	audio, video := !f.audio.seen, !f.video.seen
	for _, t := range tags {
		audio, video = audio || t.kind == 8, video || t.kind == 9
	}
	return audio && video
}

// landed tries the zero stream identifier found at off as that of a tag, in a file that was cut: the tag and
// its neighbour must agree with the size between them.
func (f *flv) landed(off int64) bool {
	at := off - 8
	for range 3 {
		t, ok := f.tag(at)
		if !ok {
			return false
		}
		b := f.s.hop(t.end, 4)
		if len(b) < 4 {
			return false
		}
		if int64(be32(b)) != t.end-t.at {
			return false
		}
		at = t.end + 4
	}
	f.forward(off-8, f.s.size)
	return true
}

// note takes a tag's time into its track.
func (f *flv) note(t flvTag) {
	b := f.s.hop(t.data, int(min(t.end-t.data, 16)))
	if len(b) < 2 {
		return
	}
	switch t.kind {
	case 8:
		length, ok := f.sound(b, t)
		if ok {
			f.audio.add(t.time, length, 1)
		}
	case 9:
		offset, ok := f.moving(b, t)
		if ok {
			f.video.add(t.time+offset, 0, 1)
		}
	case 18:
		f.meta(t)
	}
}

// meta reads numbers of onMetaData; they stand in AMF 0 behind their names.
func (f *flv) meta(t flvTag) {
	b := f.s.at(t.data, int(min(t.end-t.data, 32<<10)))
	number := func(name string) float64 {
		i := bytes.Index(b, []byte(name))
		if i < 0 || i+len(name)+9 > len(b) || b[i+len(name)] != 0 {
			return 0
		}
		if v := math.Float64frombits(be64(b[i+len(name)+1:])); v > 0 && v < 1e9 {
			return v
		}
		return 0
	}
	f.claimed = max(f.claimed, number("\x00\x08duration"))
	f.info.picture(int(number("\x00\x05width")), int(number("\x00\x06height")))
}
