package media

// Fixed-size integers, without encoding/binary: it brings reflection, some 200 KB of wasm, along. Each takes
// the bytes from the start of b; the caller has checked the length.

func be16(b []byte) uint32 { return uint32(b[0])<<8 | uint32(b[1]) }
func be24(b []byte) uint32 { return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) }
func be32(b []byte) uint32 { return be16(b)<<16 | be16(b[2:]) }
func be64(b []byte) uint64 { return uint64(be32(b))<<32 | uint64(be32(b[4:])) }
func le16(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 }
func le24(b []byte) uint32 { return le16(b) | uint32(b[2])<<16 }
func le32(b []byte) uint32 { return le16(b) | le16(b[2:])<<16 }
func le64(b []byte) uint64 { return uint64(le32(b)) | uint64(le32(b[4:]))<<32 }

// size64 turns an untrusted 64-bit length into an offset that cannot overflow when added to another.
func size64(n uint64) int64 {
	const most = 1 << 60
	return int64(min(n, most))
}

// bits reads big-endian bit fields. Past the end it gives zeros and sets over.
type bits struct {
	b    []byte
	pos  int
	over bool
}

func (r *bits) read(n int) uint32 {
	var v uint32
	for ; n > 0; n-- {
		v <<= 1
		if i := r.pos >> 3; i < len(r.b) {
			v |= uint32(r.b[i]>>(7-r.pos&7)) & 1
		} else {
			r.over = true
		}
		r.pos++
	}
	return v
}
