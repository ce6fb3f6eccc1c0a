package media

// mostFree is how long a frame of a free format may be: 640 kbit/s, which encoders go up to, at 32 kHz and more.
const mostFree = 4608

// mostFreeTries is how often a sync word is followed up that could begin a free format.
const mostFreeTries = 64

// freeFormat measures the frames of a stream whose bit rate is none of the table's (ISO/IEC 11172-3, 2.4.2.3: index 0).
// It is the same for all frames and no lower than the table's lowest: the first tells it by the distance to the next,
// and enough others must agree.
func (s *source) freeFormat(off, end int64) (first mpegFrame, kind frameKind, ok bool) {
	b := s.ahead(off, 4)
	if len(b) < 4 || b[2]>>4 != 0 {
		return first, nil, false
	}
	h := [4]byte{b[0], b[1], b[2]&0x0F | 0x10, b[3]} // with a rate of the table, to read the rest
	if first, ok = parseMPEGFrame(h[:]); !ok {
		return first, nil, false
	}
	padding := 1
	if first.layer == 1 {
		padding = 4
	}
	same := func(b []byte) bool {
		return len(b) >= 4 && b[0] == 0xFF && b[1] == h[1] && b[2]&0xFC == h[2]&0x0C && b[3]>>6 == h[3]>>6
	}
	b = append([]byte(nil), s.ahead(off, mostFree+4)...)
	for size := first.size; size+4 <= len(b); size++ {
		if !same(b[size:]) {
			continue
		}
		bare := size - padding*int(b[2]>>1&1)
		kind = func(b []byte) (int, uint32, bool) {
			if !same(b) {
				return 0, 0, false
			}
			return bare + padding*int(b[2]>>1&1), 0, true
		}
		if n, exact := s.chain(off, end, kind, chainNeeds); n >= chainNeeds || exact {
			first.size = size
			return first, kind, true
		}
	}
	return first, nil, false
}
