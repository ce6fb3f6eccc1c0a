package media

// flacFrame is a FLAC frame header (RFC 9639, 9.1).
type flacFrame struct {
	fixed   bool
	number  int64 // frame number, or first sample with variable block sizes
	samples int64
	at      int64 // offset in the file
}

// parseFLACFrame reads and checks the header at the start of b; with stream given, its rate, channels and depth
// must agree.
func parseFLACFrame(b []byte, stream *streamInfo) (flacFrame, bool) {
	var f flacFrame
	if len(b) < 6 || b[0] != 0xFF || b[1]&0xFE != 0xF8 || b[3]&1 != 0 {
		return f, false
	}
	f.fixed = b[1]&1 == 0
	blockCode, rateCode, channelCode, depthCode := b[2]>>4, b[2]&15, b[3]>>4, b[3]>>1&7
	if blockCode == 0 || rateCode == 15 || channelCode > 10 || depthCode == 3 {
		return f, false
	}
	number, n := flacNumber(b[4:])
	if n == 0 {
		return f, false
	}
	f.number = number
	at := 4 + n
	rest := func(k int) uint32 {
		if len(b) < at+k {
			at = len(b) + 1
			return 0
		}
		v := uint32(b[at])
		if k == 2 {
			v = be16(b[at:])
		}
		at += k
		return v
	}
	switch {
	case blockCode == 1:
		f.samples = 192
	case blockCode <= 5:
		f.samples = 144 << blockCode
	case blockCode == 6:
		f.samples = int64(rest(1)) + 1
	case blockCode == 7:
		f.samples = int64(rest(2)) + 1
	default:
		f.samples = 1 << blockCode
	}
	rate := [12]int{0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000}
	hz := 0
	switch {
	case rateCode < 12:
		hz = rate[rateCode]
	case rateCode == 12:
		hz = int(rest(1)) * 1000
	case rateCode == 13:
		hz = int(rest(2))
	default:
		hz = int(rest(2)) * 10
	}
	if at >= len(b) || crc8(b[:at]) != b[at] {
		return f, false
	}
	return f, stream == nil || stream.agrees(f, hz, channelCode, depthCode)
}

func (i *streamInfo) agrees(f flacFrame, hz int, channelCode, depthCode byte) bool {
	channels := int(channelCode) + 1
	if channelCode >= 8 {
		channels = 2
	}
	depth := [8]int{0, 8, 12, 0, 16, 20, 24, 32}[depthCode]
	return (hz == 0 || hz == i.rate) && channels == i.channels && (depth == 0 || depth == i.depth) &&
		(i.maxBlock == 0 || f.samples <= i.maxBlock)
}

// flacNumber reads the UTF-8-like coded number and says how many bytes it took; 0 for none.
func flacNumber(b []byte) (int64, int) {
	if len(b) == 0 || b[0] == 0xFF {
		return 0, 0
	}
	if b[0] < 0x80 {
		return int64(b[0]), 1
	}
	n, mask := 0, byte(0x80)
	for b[0]&mask != 0 {
		n++
		mask >>= 1
	}
	if n < 2 || n > len(b) {
		return 0, 0
	}
	v := int64(b[0] & (mask - 1))
	for _, c := range b[1:n] {
		if c&0xC0 != 0x80 {
			return 0, 0
		}
		v = v<<6 | int64(c&0x3F)
	}
	return v, n
}

// crc8 has the polynomial x^8 + x^2 + x + 1.
func crc8(b []byte) byte {
	var crc byte
	for _, c := range b {
		crc ^= c
		for range 8 {
			if crc&0x80 != 0 {
				crc = crc<<1 ^ 7
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}

// first is the number of the frame's first sample.
func (f flacFrame) first(stream streamInfo) int64 {
	if f.fixed {
		return f.number * max(stream.maxBlock, stream.minBlock, 1)
	}
	return f.number
}

// lastFLACFrame finds the last frame between start and the end of the file. Sound may
// imitate a header with a right CRC-8 once in a few million bytes, so a header counts when another agrees: the
// frame before it ends where it begins, or it is alone.
func lastFLACFrame(s *source, start, reach int64, stream streamInfo) (last flacFrame, found bool) {
	var candidates []flacFrame
	s.searchBack(trailingTags(s), reach, []byte{0xFF}, func(off int64) bool {
		if off < start {
			return true
		}
		f, ok := parseFLACFrame(s.at(off, 16), &stream)
		if !ok {
			return false
		}
		f.at = off
		for _, later := range candidates {
			if f.first(stream)+f.samples == later.first(stream) {
				last, found = later, true
				return true
			}
		}
		candidates = append(candidates, f)
		return len(candidates) >= 64
	})
	if !found && len(candidates) > 0 {
		last, found = candidates[0], true
		for _, f := range candidates {
			if f.first(stream) == 0 { // the only frame of a short file
				last = f
			}
		}
	}
	return last, found
}

// wholeFLACFrame says whether the frame at off ends with the file: a frame's CRC-16 over all of it is 0.
func wholeFLACFrame(s *source, off int64) bool {
	end := trailingTags(s)
	var crc uint16
	for off < end {
		b := s.ahead(off, int(min(end-off, scanWindow)))
		if len(b) == 0 {
			return false
		}
		for _, c := range b {
			crc ^= uint16(c) << 8
			for range 8 {
				if crc&0x8000 != 0 {
					crc = crc<<1 ^ 0x8005
				} else {
					crc <<= 1
				}
			}
		}
		off += int64(len(b))
	}
	return crc == 0
}
