package media

import (
	"bytes"
	"io"
)

// Builders of containers, for what no encoder can be asked to write.

func u16(v int) []byte    { return []byte{byte(v >> 8), byte(v)} }
func u32(v uint32) []byte { return []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)} }
func u64(v uint64) []byte { return append(u32(uint32(v>>32)), u32(uint32(v))...) }
func l32(v uint32) []byte { return []byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)} }
func l16(v int) []byte    { return []byte{byte(v), byte(v >> 8)} }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// isoBox is a box with its size in front.
func isoBox(kind string, parts ...[]byte) []byte {
	body := join(parts...)
	return join(u32(uint32(8+len(body))), []byte(kind), body)
}

// ebml is an element with an eight-byte size.
func ebml(id uint32, parts ...[]byte) []byte {
	body := join(parts...)
	return join(ebmlID(id), []byte{1}, u64(uint64(len(body)))[1:], body)
}

// ebmlOpen is an element of unknown size.
func ebmlOpen(id uint32, parts ...[]byte) []byte {
	return join(ebmlID(id), bytes.Repeat([]byte{0xFF}, 1), join(parts...))
}

func ebmlID(id uint32) []byte {
	b := u32(id)
	for len(b) > 1 && b[0] == 0 {
		b = b[1:]
	}
	return b
}

// simpleBlock is a block of track 1 without lacing.
func simpleBlock(relative int, frame []byte) []byte {
	return ebml(idSimpleBlock, []byte{0x81}, u16(relative), []byte{0x80}, frame)
}

// wavOf is n samples of PCM, 8 bits at 8 kHz.
func wavOf(n int) io.Reader {
	return bytes.NewReader(wavBytes(n))
}

func wavBytes(n int) []byte {
	return join([]byte("RIFF"), l32(uint32(36+n)), []byte("WAVEfmt "), l32(16), l16(1), l16(1), l32(8000), l32(8000), l16(1), l16(8),
		[]byte("data"), l32(uint32(n)), make([]byte, n))
}

// sparse is a large file that holds parts at offsets and zeros everywhere else.
type sparse struct {
	size  int64
	parts []part
}

type part struct {
	off  int64
	data []byte
}

func (s sparse) ReadAt(p []byte, off int64) (int, error) {
	if off >= s.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), s.size-off))
	clear(p[:n])
	for _, x := range s.parts {
		from, to := max(off, x.off), min(off+int64(n), x.off+int64(len(x.data)))
		if from < to {
			copy(p[from-off:to-off], x.data[from-x.off:to-x.off])
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
