package media

import "math"

// GUIDs of ASF objects (Microsoft, Advanced Systems Format 1.20, 10), in file order.
const (
	asfHeader         = "\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C"
	asfData           = "\x36\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C"
	asfFileProperties = "\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11\x8E\xE4\x00\xC0\x0C\x20\x53\x65"
	asfStream         = "\x91\x07\xDC\xB7\xB7\xA9\xCF\x11\x8E\xE6\x00\xC0\x0C\x20\x53\x65"
	asfExtension      = "\xB5\x03\xBF\x5F\x2E\xA9\xCF\x11\x8E\xE3\x00\xC0\x0C\x20\x53\x65"
	asfExtendedStream = "\xCB\xA5\xE6\x14\x72\xC6\x32\x43\x83\x99\xA9\x69\x52\x06\x5B\x5A"
	asfAudio          = "\x40\x9E\x69\xF8\x4D\x5B\xCF\x11\xA8\xFD\x00\x80\x5F\x5C\x44\x2B"
	asfVideo          = "\xC0\xEF\x19\xBC\x4D\x5B\xCF\x11\xA8\xFD\x00\x80\x5F\x5C\x44\x2B"
	asfObject         = 24 // GUID and 64-bit size
)

// asfTrack is a stream of an ASF file.
type asfTrack struct {
	video    bool
	byteRate float64
	frame    float64 // seconds a frame, from the extended properties; 0 when not written
	timeline
}

// asf is an ASF file under the reader.
type asf struct {
	s        *source
	info     *Info
	play     float64 // seconds that the header states, preroll taken off; 0 when it does not
	preroll  float64
	packet   int64
	tracks   map[byte]*asfTrack
	data     int64 // offset of the first packet
	dataEnd  int64
	dataSeen bool
}

// probeASF reads WMA and WMV. A recorder that writes to a pipe or broadcasts leaves the play duration 0: then
// the presentation times in the last packets tell, and they check the header otherwise.
func probeASF(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "asf"
	a := &asf{s: s, info: info, tracks: map[byte]*asfTrack{}}
	a.objects(0, s.size, 0)
	if !a.dataSeen {
		info.warn(WarnTruncated)
	}
	a.packets()
	start, end := math.Inf(1), 0.0
	info.Exact = true
	longest := 0.0
	for _, t := range a.tracks {
		if !t.seen {
			continue
		}
		e, guessed := t.finish(a.knownEnd(), a.play)
		if guessed {
			info.estimate(WarnLastFrame)
		}
		start, end, longest = min(start, t.first), max(end, e), max(longest, e-t.first)
	}
	if far := end-start > a.play+1; far && a.play > 0 && math.Abs(longest-a.play) < 1 {
		end = start + longest // tracks that count from clocks of their own
	}
	switch {
	case end > start:
		info.Duration = end - start
		info.compare(a.play, end)
	case a.play > 0:
		info.Duration = a.play
		info.estimate(WarnUnverified)
	}
	return nil
}

func (a *asf) knownEnd() float64 {
	end := math.Inf(-1)
	for _, t := range a.tracks {
		end = max(end, knownEnd(&t.timeline))
	}
	return end
}

// objects goes over the objects between off and end.
func (a *asf) objects(off, end int64, depth int) {
	for n := 0; off+asfObject <= end && n < 4096; n++ {
		b := a.s.hop(off, asfObject)
		if len(b) < asfObject {
			return
		}
		kind, size := string(b[:16]), size64(le64(b[16:]))
		data := off + asfObject
		next := off + size
		switch kind {
		case asfHeader:
			if depth == 0 {
				a.objects(data+6, min(next, end), 1)
			}
		case asfExtension:
			if depth == 1 {
				a.objects(data+22, min(next, end), 2)
			}
		case asfFileProperties:
			a.fileProperties(data)
		case asfStream:
			a.stream(data)
		case asfExtendedStream:
			if b := a.s.hop(data, 60); len(b) == 60 {
				t := a.track(byte(le16(b[48:]) & 127))
				t.frame = float64(le64(b[52:])) / 1e7
			}
		case asfData:
			a.dataSeen = true
			a.data, a.dataEnd = data+26, min(next, a.s.size)
			if size <= asfObject+26 { // broadcast: not known
				a.dataEnd = a.s.size
				return
			}
			if next > a.s.size {
				a.info.warn(WarnTruncated)
			}
		}
		if size < asfObject {
			return
		}
		off = next
	}
}

func (a *asf) fileProperties(data int64) {
	b := a.s.hop(data, 80)
	if len(b) < 80 {
		return
	}
	a.preroll = float64(min(le64(b[56:]), 1<<32)) / 1000
	broadcast := b[64]&1 != 0
	if play := float64(le64(b[40:])) / 1e7; !broadcast && play > a.preroll {
		a.play = play - a.preroll
	}
	if low, high := le32(b[68:]), le32(b[72:]); low == high && low >= 16 && low <= window {
		a.packet = int64(low)
	}
}

func (a *asf) track(number byte) *asfTrack {
	t := a.tracks[number]
	if t == nil {
		t = &asfTrack{}
		a.tracks[number] = t
	}
	return t
}

func (a *asf) stream(data int64) {
	b := a.s.hop(data, 54+40)
	if len(b) < 54+16 {
		return
	}
	t := a.track(b[48] & 127)
	switch string(b[:16]) {
	case asfAudio:
		if f, ok := parseWaveFormat(b[54:]); ok {
			t.byteRate = float64(f.byteRate)
			a.info.codec(f.codec())
			a.info.audio(f.rate, f.channels)
		}
	case asfVideo:
		t.video = true
		a.info.Kind = KindVideo
		a.info.picture(int(le32(b[54:])), int(le32(b[58:])))
		if len(b) >= 54+31 {
			a.info.codec(fourCC(string(b[81:85])))
		}
	default:
		delete(a.tracks, b[48]&127)
	}
}
