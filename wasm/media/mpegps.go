package media

import "bytes"

const (
	mpegWalkAll = 2 << 20   // files up to this size are walked from end to end
	mpegHead    = 128 << 10 // read at the beginning of a larger one
	mpegEnd     = 256 << 10 // and at its end
	mpegProbes  = 7         // places between at which the clock is looked at
)

// mpegReader walks a stretch of a file and notes its time stamps in a clock.
type mpegReader interface {
	read(from, to int64, clock *mpegClock)
}

// probeMPEGPS reads MPEG-1 system and MPEG-2 program streams, VOB among them.
func probeMPEGPS(s *source, info *Info) error {
	info.Kind, info.Container = KindVideo, "mpeg-ps"
	return readMPEG(s, info, &programStream{s: s, info: info})
}

// readMPEG reads a small file whole; of a large one its beginning and its end, when time stamps at places
// between grow from one to the next — else it was joined from parts, and is read whole, too.
func readMPEG(s *source, info *Info, r mpegReader) error {
	var clock mpegClock
	if s.size <= mpegWalkAll {
		r.read(0, s.size, &clock)
	} else {
		r.read(0, mpegHead, &clock)
		if steady(s, r, &clock) {
			r.read(s.size-mpegEnd, s.size, &clock)
		} else {
			clock = mpegClock{}
			r.read(0, s.size, &clock)
		}
	}
	total := clock.total + clock.span()
	if clock.resets > 0 {
		info.warn(WarnReset)
	}
	video := false
	for _, t := range clock.order {
		if t.video {
			video = true
		}
		info.codec(t.codec)
	}
	if !video && len(clock.order) > 0 {
		info.Kind = KindAudio
	}
	info.Duration, info.Exact = total, true
	return nil
}

// steady says whether the first stream's time grows over places spread over the file.
func steady(s *source, r mpegReader, head *mpegClock) bool {
	if len(head.order) == 0 {
		return false
	}
	last := map[uint32]float64{}
	for id, t := range head.streams {
		if t.seen {
			last[id] = t.last
		}
	}
	for i := int64(1); i <= mpegProbes; i++ {
		var probe mpegClock
		from := (s.size - mpegEnd) / (mpegProbes + 1) * i
		r.read(from, from+window/2, &probe)
		for id, t := range probe.streams {
			before, known := last[id]
			if !known || !t.seen {
				continue
			}
			step := t.first - before
			if step < -mpegWrap/2/mpegHz {
				step += mpegWrap / mpegHz
			}
			if step < -mpegReset {
				return false
			}
			last[id] = t.last
		}
	}
	return true
}

// programStream walks packs and packets.
type programStream struct {
	s    *source
	info *Info
	get  func(off int64, n int) []byte
}

func (p *programStream) read(from, to int64, clock *mpegClock) {
	off := from
	p.get = p.s.stretch(from, to)
	for off < to && p.s.err == nil {
		b := p.get(off, 64)
		if len(b) < 9 {
			return
		}
		if b[0] != 0 || b[1] != 0 || b[2] != 1 || b[3] < 0xB9 {
			off = p.next(off + 1)
			if off < 0 {
				return
			}
			continue
		}
		switch id := b[3]; {
		case id == 0xB9: // end code
			off += 4
		case id == 0xBA && b[4]&0xC0 == 0x40 && len(b) >= 14:
			clock.system(0, scr(b[4:]))
			off += 14 + int64(b[13]&7)
		case id == 0xBA:
			clock.system(0, timeStamp(b[4:]))
			off += 12
		default:
			end := off + 6 + int64(be16(b[4:]))
			if id == 0xBD || id >= 0xC0 && id <= 0xEF {
				p.packet(off, min(end, p.s.size), uint32(id), clock)
			}
			off = end
		}
	}
}

// scr is the base of the system clock reference of an MPEG-2 pack header (ISO/IEC 13818-1, 2.5.3.3).
func scr(b []byte) int64 {
	return int64(b[0]>>3&7)<<30 | int64(b[0]&3)<<28 | int64(b[1])<<20 |
		int64(b[2]>>3)<<15 | int64(b[2]&3)<<13 | int64(b[3])<<5 | int64(b[4]>>3)
}

// next finds the next pack header where the structure was lost or never met; -1 for none.
func (p *programStream) next(off int64) int64 {
	for {
		b := p.get(off, 4096)
		if len(b) < 4 {
			return -1
		}
		if i := bytes.Index(b, []byte{0, 0, 1, 0xBA}); i >= 0 {
			return off + int64(i)
		}
		off += int64(len(b) - 3)
	}
}

func (p *programStream) packet(off, end int64, id uint32, clock *mpegClock) {
	b := p.get(off, int(end-off))
	pts, size, ok := pesHeader(b)
	if !ok || size > len(b) {
		return
	}
	body := b[size:]
	if id == 0xBD { // private stream 1: the first byte of DVD's says what is in it
		if len(body) < 4 {
			return
		}
		switch sub := body[0]; {
		case sub >= 0x80 && sub <= 0x87:
			id, body = uint32(sub)<<8, body[4:]
		case sub >= 0x88 && sub <= 0x8F:
			id, body = uint32(sub)<<8, body[4:]
		case sub >= 0xA0 && sub <= 0xA7:
			id, body = uint32(sub)<<8, body[4:]
		default:
			return // subpictures
		}
	}
	t := clock.stream(id)
	if t == nil {
		return
	}
	if pts >= 0 {
		clock.stamp(t, pts)
	}
	t.data(body)
	if t.codec == "" || t.rate == 0 && t.video {
		p.describe(t, id, body)
	}
}

func (p *programStream) describe(t *mpegStream, id uint32, body []byte) {
	switch {
	case id >= 0xE0 && id <= 0xEF:
		t.video = true
		width, height, rate := mpegSequence(body)
		if width == 0 {
			return
		}
		t.rate = rate
		t.codec = "mpeg1"
		if bytes.Contains(body, []byte{0, 0, 1, 0xB5}) { // sequence extension
			t.codec = "mpeg2"
		}
		p.info.picture(width, height)
	case id >= 0xC0 && id <= 0xDF:
		for i := 0; i+4 <= len(body); i++ {
			if f, ok := parseMPEGFrame(body[i:]); ok {
				t.codec = f.codec()
				p.info.audio(f.rate, f.channels)
				return
			}
		}
	case id >= 0x8000 && id < 0x8800:
		t.codec = "ac3"
		if rate, channels := ac3Audio(body); rate > 0 {
			p.info.audio(rate, channels)
		}
	case id >= 0x8800 && id < 0x9000:
		t.codec = "dts"
	default:
		t.codec = "pcm"
	}
}
