package media

import "bytes"

// oggPage is the header of an Ogg page (RFC 3533, 6).
type oggPage struct {
	at      int64
	end     int64
	bos     bool
	eos     bool
	granule int64 // -1 when no packet ends on the page
	serial  uint32
	header  int // bytes before the data
	lacing  []byte
	cut     bool
}

const oggMagic = "OggS"

// oggPage reads the header at off.
func (s *source) oggPage(off int64) (oggPage, bool) {
	b := s.hop(off, 27+255)
	if len(b) < 27 || string(b[:4]) != oggMagic || b[4] != 0 {
		return oggPage{}, false
	}
	n := int(b[26])
	if len(b) < 27+n {
		return oggPage{}, false
	}
	p := oggPage{
		at: off, bos: b[5]&2 != 0, eos: b[5]&4 != 0,
		granule: int64(le64(b[6:])), serial: le32(b[14:]),
		header: 27 + n, lacing: b[27 : 27+n],
	}
	size := int64(p.header)
	for _, l := range p.lacing {
		size += int64(l)
	}
	p.end = off + size
	p.cut = p.end > s.size
	return p, true
}

// packets calls f with the first bytes and the length of each packet that begins and ends on the page; at most
// most bytes are given.
func (s *source) packets(p oggPage, most int, f func(b []byte, size int64)) {
	lacing := bytes.Clone(p.lacing)
	continued := false
	if b := s.hop(p.at+5, 1); len(b) == 1 {
		continued = b[0]&1 != 0
	}
	start, size := p.at+int64(p.header), int64(0)
	for _, l := range lacing {
		size += int64(l)
		if l == 255 {
			continue
		}
		if !continued {
			f(s.hop(start, int(min(size, int64(most)))), size)
		}
		continued = false
		start, size = start+size, 0
	}
}

// whole says whether a page's checksum is right: foreign bytes hold the capture pattern, too.
func (s *source) whole(p oggPage) bool {
	size := int(p.end - p.at)
	b := s.at(p.at, size)
	if len(b) < size {
		return false
	}
	table := oggCRCTable()
	var crc uint32
	for i, c := range b {
		if i >= 22 && i < 26 {
			c = 0
		}
		crc = crc<<8 ^ table[byte(crc>>24)^c]
	}
	return crc == le32(b[22:])
}

// oggCRCTable is made for the polynomial 0x04C11DB7, not reflected, as RFC 3533 wants it.
func oggCRCTable() *[256]uint32 {
	var table [256]uint32
	for i := range table {
		c := uint32(i) << 24
		for range 8 {
			if c&0x80000000 != 0 {
				c = c<<1 ^ 0x04C11DB7
			} else {
				c <<= 1
			}
		}
		table[i] = c
	}
	return &table
}

// nextPage finds the next page from off on; false at the end.
func (s *source) nextPage(off int64) (oggPage, bool) {
	for off < s.size {
		if p, ok := s.oggPage(off); ok {
			return p, true
		}
		b := s.ahead(off+1, window)
		i := bytes.Index(b, []byte(oggMagic))
		switch {
		case i >= 0:
			off += 1 + int64(i)
		case len(b) < len(oggMagic):
			return oggPage{}, false
		default:
			off += 1 + int64(len(b)-len(oggMagic)+1)
		}
	}
	return oggPage{}, false
}
