package media

// vorbisModes says how long a Vorbis packet plays: its mode number chooses one of two block sizes, and it gives
// a quarter of the previous block and a quarter of its own (Vorbis I, 4.3.8).
type vorbisModes struct {
	sizes    [2]int64
	long     []bool // by mode
	modeBits int
	previous int64
	tried    bool
}

// identification reads the block sizes from the identification header.
func (v *vorbisModes) identification(b []byte) bool {
	if len(b) < 30 || string(b[:7]) != "\x01vorbis" {
		return false
	}
	v.sizes = [2]int64{1 << (b[28] & 15), 1 << (b[28] >> 4)}
	return v.sizes[0] >= 64 && v.sizes[0] <= v.sizes[1] && v.sizes[1] <= 8192
}

// packet is the number of samples that a packet gives; 0 for the first and when the modes are not known. Without
// modes a long block is taken for granted: nearly all are.
func (v *vorbisModes) packet(b []byte) int64 {
	if v == nil || len(b) == 0 || b[0]&1 != 0 || v.sizes[1] == 0 {
		return 0
	}
	size := v.sizes[1]
	if v.modeBits >= 0 && len(v.long) > 0 {
		mode := int(b[0]>>1) & (1<<v.modeBits - 1)
		if mode < len(v.long) && !v.long[mode] {
			size = v.sizes[0]
		}
	}
	var samples int64
	if v.previous > 0 {
		samples = (v.previous + size) / 4
	}
	v.previous = size
	return samples
}

// setup reads the modes from the setup header. They stand at its end, behind codebooks, floors and residues of
// variable length, so they are read backwards from the framing bit: each mode is 41 bits of which 32 must be
// zero (window and transform type), and a 6-bit count in front must agree.
func (v *vorbisModes) setup(b []byte) {
	v.tried = true
	end := len(b)*8 - 1
	for end >= 0 && lsb(b, end, 1) == 0 {
		end-- // padding behind the framing bit
	}
	best := 0
	for n := 1; n <= 64; n++ {
		at := end - n*41
		if at < 97 || lsb(b, at+1, 16) != 0 || lsb(b, at+17, 16) != 0 || lsb(b, at, 1) > 1 || lsb(b, at+33, 8) > 63 {
			break
		}
		if lsb(b, at-6, 6)+1 == uint32(n) {
			best = n
		}
	}
	if best == 0 {
		return
	}
	v.long = make([]bool, best)
	for i := range v.long {
		v.long[i] = lsb(b, end-(best-i)*41, 1) == 1
	}
	for 1<<v.modeBits < best {
		v.modeBits++
	}
}

// lsb reads n bits from bit at on, least significant bit first as Vorbis packs them.
func lsb(b []byte, at, n int) uint32 {
	var v uint32
	for i := range n {
		p := at + i
		if p >= 0 && p>>3 < len(b) {
			v |= uint32(b[p>>3]>>(p&7)&1) << i
		}
	}
	return v
}

// headerPage looks for the end of the setup header on a page of an Ogg stream. Only a header that ends on the
// page is of use: the modes are its last bytes.
func (v *vorbisModes) headerPage(s *source, p oggPage) {
	if v.tried || len(p.lacing) == 0 || p.lacing[len(p.lacing)-1] == 255 {
		return
	}
	n := min(int(p.end-p.at)-p.header, 4096)
	tail := s.hop(p.end-int64(n), n)
	if n < 64 || len(tail) < n {
		return
	}
	v.setup(tail)
	if len(v.long) == 0 {
		v.tried = false
	}
}

// vorbisFromPrivate reads the Xiph-laced headers of a Matroska CodecPrivate; nil when they are broken.
func vorbisFromPrivate(b []byte) *vorbisModes {
	if len(b) < 3 || b[0] != 2 {
		return nil
	}
	at := 1
	var sizes [2]int
	for i := range sizes {
		for at < len(b) && b[at] == 255 {
			sizes[i] += 255
			at++
		}
		if at >= len(b) {
			return nil
		}
		sizes[i] += int(b[at])
		at++
	}
	if at+sizes[0]+sizes[1] > len(b) {
		return nil
	}
	v := &vorbisModes{}
	if !v.identification(b[at:]) {
		return nil
	}
	v.setup(b[at+sizes[0]+sizes[1]:])
	return v
}
