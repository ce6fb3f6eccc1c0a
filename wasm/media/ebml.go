package media

import "math"

// element is an EBML element (RFC 8794, 5). With unknown set its size is not written and reaches to the end of
// its parent: MediaRecorder and every writer to a pipe leave Segment and Cluster so.
type element struct {
	id      uint32
	at      int64 // offset of the identifier
	data    int64 // offset of the payload
	end     int64 // offset behind the payload, at most the parent's end
	unknown bool
	cut     bool // the written size runs past the parent
}

// element reads the header at off. It reports false at the end and on bytes that are no element header.
func (s *source) element(off, parent int64) (element, bool) {
	b := s.hop(off, 12)
	if left := parent - off; int64(len(b)) > left {
		b = b[:max(left, 0)]
	}
	return parseElement(b, off, parent)
}

func parseElement(b []byte, off, parent int64) (element, bool) {
	id, n := vint(b, 4, true)
	if n == 0 || id == 0 {
		return element{}, false
	}
	size, m := vint(b[n:], 8, false)
	if m == 0 {
		return element{}, false
	}
	e := element{id: uint32(id), at: off, data: off + int64(n+m)}
	if size == 1<<(7*m)-1 {
		e.unknown, e.end = true, parent
		return e, true
	}
	e.end = e.data + size64(size)
	if e.end > parent {
		e.end, e.cut = parent, true
	}
	return e, true
}

// vint reads a variable-size integer of at most most bytes, with or without its marker bit, and says how many
// bytes it took; 0 for none.
func vint(b []byte, most int, marker bool) (uint64, int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n, mask := 1, byte(0x80)
	for b[0]&mask == 0 {
		n++
		mask >>= 1
	}
	if n > most || n > len(b) {
		return 0, 0
	}
	v := uint64(b[0])
	if !marker {
		v = uint64(b[0] &^ mask)
	}
	for _, c := range b[1:n] {
		v = v<<8 | uint64(c)
	}
	return v, n
}

// unsigned reads an unsigned integer element; 0 for one that is longer than 8 bytes.
func (s *source) unsigned(e element) uint64 {
	b := s.payload(e, 8)
	if e.end-e.data > 8 {
		return 0
	}
	var v uint64
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}

// signed reads a signed integer element.
func (s *source) signed(e element) int64 {
	n := e.end - e.data
	if n < 1 || n > 8 {
		return 0
	}
	shift := 64 - 8*n
	return int64(s.unsigned(e)<<shift) >> shift
}

// float reads a floating-point element of 4 or 8 bytes; NaN and infinities come back as 0.
func (s *source) float(e element) float64 {
	var v float64
	switch b := s.payload(e, 8); len(b) {
	case 4:
		v = float64(math.Float32frombits(be32(b)))
	case 8:
		v = math.Float64frombits(be64(b))
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// payload returns at most most bytes of an element's payload.
func (s *source) payload(e element, most int64) []byte {
	return s.hop(e.data, int(min(e.end-e.data, most)))
}

// mostChildren bounds the elements looked at under one parent: a header has hundreds, a lie has millions.
const mostChildren = 100_000

// children calls f for each child until f returns false or the bytes are no elements any more.
func (s *source) children(parent element, f func(element) bool) {
	off := parent.data
	for n := 0; off < parent.end && n < mostChildren; n++ {
		e, ok := s.element(off, parent.end)
		if !ok || !f(e) {
			return
		}
		off = e.end
	}
}
