package media

import "bytes"

// Streams of bare frames — MP1/2/3, ADTS, LOAS — have no header of their own. They are believed where frames
// follow each other at the distances that they state; random bytes hold single sync words everywhere.

const (
	syncReach  = 256 << 10 // how much foreign data before the first frame is looked through
	chainNeeds = 4         // frames in a row that prove a stream
)

// frameKind reads one frame header at the start of b: its length in bytes, and a key that all frames of one
// stream share.
type frameKind func(b []byte) (size int, key uint32, ok bool)

func mpegKind(b []byte) (int, uint32, bool) {
	f, ok := parseMPEGFrame(b)
	return f.size, uint32(f.version)<<28 | uint32(f.layer)<<24 | uint32(f.rate), ok
}

func adtsKind(b []byte) (int, uint32, bool) {
	f, ok := parseADTS(b)
	return f.size, uint32(f.profile)<<24 | uint32(f.rate), ok
}

// A frameRun goes over the frames that follow each other in b, of the stream with that key, in one tight loop and counts
// them. It returns how far it came: up to a frame that ends behind limit, that needs a closer look, or whose header is
// not all in b.
type frameRun func(b []byte, limit int64, stream uint32) int64

func loasKind(b []byte) (int, uint32, bool) {
	if len(b) < 3 || b[0] != 0x56 || b[1]&0xE0 != 0xE0 {
		return 0, 0, false
	}
	size := int(b[1]&31)<<8 | int(b[2])
	return size + 3, 0, size > 2
}

// chain counts the frames that follow each other from off, up to most. A chain that runs exactly to end is
// proof enough however short it is; exact says so.
func (s *source) chain(off, end int64, kind frameKind, most int) (n int, exact bool) {
	var first uint32
	for n < most {
		size, key, ok := kind(s.ahead(off, 10))
		if !ok || n > 0 && key != first {
			return n, false
		}
		first = key
		if off += int64(size); off > end {
			return n, false
		}
		n++
		if off == end {
			return n, true
		}
	}
	return n, false
}

// probeFrames looks for the first frame of any kind from start on.
func probeFrames(s *source, info *Info, start int64) error {
	end, free := trailingTags(s), 0
	for off := start; off < end && off < start+syncReach; {
		b := s.ahead(off, window)
		if len(b) < 4 {
			break
		}
		i := nextSync(b)
		if i < 0 {
			off += int64(len(b))
			continue
		}
		off += int64(i)
		for _, k := range []struct {
			kind  frameKind
			probe func(*source, *Info, int64, int64) error
		}{{mpegKind, probeMP3}, {adtsKind, probeADTS}, {loasKind, probeLOAS}} {
			if n, exact := s.chain(off, end, k.kind, chainNeeds); n >= chainNeeds || exact && (off == start || n > 1) {
				if off > start {
					info.warn(WarnLeadingData)
				}
				return k.probe(s, info, off, end)
			}
		}
		if b := s.ahead(off, 4); free < mostFreeTries && len(b) == 4 && b[0] == 0xFF && b[1] >= 0xE0 && b[2] < 0x10 {
			free++
			if first, kind, ok := s.freeFormat(off, end); ok {
				if off > start {
					info.warn(WarnLeadingData)
				}
				w := mp3Walk{s: s, first: first}
				return w.probe(info, off, end, kind, nil)
			}
		}
		off++
	}
	return errUnknown()
}

// nextSync is where the next byte stands that a frame of any kind could begin with; -1 for none.
func nextSync(b []byte) int {
	i, j := bytes.IndexByte(b, 0xFF), bytes.IndexByte(b, 0x56)
	if i < 0 || j >= 0 && j < i {
		return j
	}
	return i
}

// walkFrames goes from frame to frame between off and end and calls f with each header that run, where there is one,
// has not dealt with. Where the chain breaks it looks for the next place at which frames follow each other. It returns
// the warning that this deserves, or "".
func (s *source) walkFrames(off, end int64, kind frameKind, run frameRun, f func(b []byte, off int64, size int)) (warning string) {
	_, stream, _ := kind(s.ahead(off, 10))
	for off < end && s.err == nil {
		if run != nil {
			if n := run(s.rest(off), end-off, stream); n > 0 {
				off += n
				continue
			}
		}
		b := s.ahead(off, 10)
		size, key, ok := kind(b)
		if ok && key == stream && off+int64(size) <= end {
			f(b, off, size)
			off += int64(size)
			continue
		}
		if ok && key == stream && off+int64(size) > end {
			if warning == "" {
				warning = WarnTruncated // the last frame is cut
			}
			return warning
		}
		if ok {
			if n, exact := s.chain(off, end, kind, chainNeeds); n >= chainNeeds || exact {
				stream = key // another recording was joined on
				continue
			}
		}
		warning = WarnForeignData
		if off = s.resync(off, end, kind, &stream); off < 0 {
			return warning
		}
	}
	return warning
}

// resync finds the next frame behind off that proves itself: another of the stream, or the end, follows it, or
// enough of a new stream do. It returns -1 for none. ID3 tags of a file that was joined on are stepped over,
// lest their pictures be searched.
func (s *source) resync(off, end int64, kind frameKind, stream *uint32) int64 {
	if next := skipID3(s, off); next > off && next < end {
		off = next
	} else {
		off++
	}
	for off < end {
		b := s.ahead(off, window)
		if len(b) < 4 {
			return -1
		}
		i := nextSync(b)
		if i < 0 {
			off += int64(len(b))
			continue
		}
		off += int64(i)
		if _, key, ok := kind(s.ahead(off, 10)); ok {
			n, exact := s.chain(off, end, kind, chainNeeds)
			if key == *stream && (n >= 2 || exact) || n >= chainNeeds {
				*stream = key
				return off
			}
		}
		off++
	}
	return -1
}
