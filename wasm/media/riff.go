package media

// chunk is a RIFF or IFF chunk: four letters, four bytes of size, padded to even length.
type chunk struct {
	kind string
	data int64
	end  int64 // without the padding, at most the end of the file
	cut  bool
	size uint32 // as written
}

// chunk reads the header at off with the given byte order.
func (s *source) chunk(off, parent int64, order func([]byte) uint32) (chunk, bool) {
	b := s.hop(off, 8)
	if len(b) < 8 || off+8 > parent {
		return chunk{}, false
	}
	c := chunk{kind: string(b[:4]), data: off + 8, size: order(b[4:])}
	c.end = c.data + int64(c.size)
	if c.end > parent {
		c.end, c.cut = parent, true
	}
	return c, true
}

// next is where the chunk behind c begins.
func (c chunk) next() int64 { return c.data + int64(c.size) + int64(c.size&1) }

// content returns at most most bytes of the chunk.
func (s *source) content(c chunk, most int64) []byte {
	return s.hop(c.data, int(min(c.end-c.data, most)))
}

// chunks calls f for each chunk between off and end, until f returns false.
func (s *source) chunks(off, end int64, order func([]byte) uint32, f func(chunk) bool) {
	for n := 0; n < mostChildren; n++ {
		c, ok := s.chunk(off, end, order)
		if !ok || !f(c) {
			return
		}
		off = c.next()
	}
}
