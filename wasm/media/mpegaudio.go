package media

// mpegFrame is the header of an MPEG-1, -2 or -2.5 audio frame (ISO/IEC 11172-3, 2.4.1.3).
type mpegFrame struct {
	version  int // 1, 2; 25 for MPEG-2.5
	layer    int // 1, 2, 3
	rate     int // hertz
	channels int
	size     int // bytes with header
	samples  int // per channel
	crc      bool
}

// parseMPEGFrame reads the four header bytes. Free-format frames, whose size is not in the header, are refused.
func parseMPEGFrame(b []byte) (mpegFrame, bool) {
	var f mpegFrame
	if len(b) < 4 || b[0] != 0xFF || b[1]&0xE0 != 0xE0 {
		return f, false
	}
	versionBits, layerBits := b[1]>>3&3, b[1]>>1&3
	bitrateIndex, rateIndex, padding := b[2]>>4, b[2]>>2&3, int(b[2]>>1&1)
	if versionBits == 1 || layerBits == 0 || bitrateIndex == 0 || bitrateIndex == 15 || rateIndex == 3 || b[3]&3 == 2 {
		return f, false
	}
	f.layer = int(4 - layerBits)
	f.crc = b[1]&1 == 0
	f.rate = [3]int{44100, 48000, 32000}[rateIndex]
	f.version = 1
	switch versionBits {
	case 2:
		f.version, f.rate = 2, f.rate/2
	case 0:
		f.version, f.rate = 25, f.rate/4
	}
	f.channels = 2
	if b[3]>>6 == 3 {
		f.channels = 1
	}
	bitrate := mpegBitrate(f.version, f.layer, int(bitrateIndex))
	switch {
	case f.layer == 1:
		f.samples, f.size = 384, (12*bitrate/f.rate+padding)*4
	case f.layer == 3 && f.version != 1:
		f.samples, f.size = 576, 72*bitrate/f.rate+padding
	default:
		f.samples, f.size = 1152, 144*bitrate/f.rate+padding
	}
	return f, f.size > 4
}

// mpegBitrate is the table of bit rates in bits a second. The rates are multiples of 8 kbit/s and stand in a
// string, which neither start-up nor a call has to fill: it is looked at for every frame of a file.
func mpegBitrate(version, layer, index int) int {
	const octets = "" + // 8 kbit/s each: MPEG-1 layers I, II, III, MPEG-2 layer I, MPEG-2 layers II and III
		"\x04\x08\x0C\x10\x14\x18\x1C\x20\x24\x28\x2C\x30\x34\x38" +
		"\x04\x06\x07\x08\x0A\x0C\x0E\x10\x14\x18\x1C\x20\x28\x30" +
		"\x04\x05\x06\x07\x08\x0A\x0C\x0E\x10\x14\x18\x1C\x20\x28" +
		"\x04\x06\x07\x08\x0A\x0C\x0E\x10\x12\x14\x16\x18\x1C\x20" +
		"\x01\x02\x03\x04\x05\x06\x07\x08\x0A\x0C\x0E\x10\x12\x14"
	row := layer - 1
	if version != 1 {
		row = 3 + min(layer-1, 1)
	}
	return int(octets[row*14+index-1]) * 8000
}

func (f mpegFrame) codec() string { return [4]string{"", "mp1", "mp2", "mp3"}[f.layer] }

// sideInfo is the offset of what follows the side information of a layer III frame: the Xing header's place.
func (f mpegFrame) sideInfo() int {
	switch {
	case f.version == 1 && f.channels == 2:
		return 4 + 32
	case f.version == 1 || f.channels == 2:
		return 4 + 17
	}
	return 4 + 9
}

// mpegRun is what all frames of one stream share, so that a header is checked by looking its bytes up.
type mpegRun struct {
	key      uint32      // of mpegKind
	second   byte        // the second byte of each header, its last bit set
	sizes    [256]uint16 // of a frame with that third byte; 0 where it is none of the stream
	places   [4]uint8    // where a Xing header would begin, by the channel mode
	mayCount bool        // layer III only
	each     float64     // seconds of a frame
}

func newMPEGRun(key uint32) mpegRun {
	st := mpegRun{key: key}
	layer := int(key >> 24 & 15)
	st.second = 0xE1 | byte(4-layer)<<1
	switch key >> 28 {
	case 1:
		st.second |= 3 << 3
	case 2:
		st.second |= 2 << 3
	}
	st.mayCount = layer == 3
	for third := range 256 {
		f, ok := parseMPEGFrame([]byte{0xFF, st.second, byte(third), 0})
		if ok && uint32(f.rate) == key&0xFFFFFF {
			st.sizes[third] = uint16(f.size)
			st.each = float64(f.samples) / float64(f.rate)
		}
	}
	for mode := range 4 {
		f, _ := parseMPEGFrame([]byte{0xFF, st.second, 0x10, byte(mode) << 6})
		st.places[mode] = uint8(f.sideInfo())
	}
	return st
}
