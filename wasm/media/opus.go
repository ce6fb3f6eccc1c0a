package media

// opusRate is the rate in which Ogg and the TOC byte count, whatever the input rate field says (RFC 7845, 4).
const opusRate = 48000

// opusSamples is the length of an Opus packet in samples at 48 kHz from its TOC byte (RFC 6716, 3.1) and, for
// code 3, its frame count byte; 0 for a malformed packet.
func opusSamples(packet []byte) int64 {
	if len(packet) == 0 {
		return 0
	}
	config, code := packet[0]>>3, packet[0]&3
	var frame int64
	switch {
	case config < 12: // SILK: 10, 20, 40, 60 ms
		frame = [4]int64{480, 960, 1920, 2880}[config&3]
	case config < 16: // hybrid: 10, 20 ms
		frame = [2]int64{480, 960}[config&1]
	default: // CELT: 2.5, 5, 10, 20 ms
		frame = 120 << (config & 3)
	}
	frames := int64(1)
	switch code {
	case 1, 2:
		frames = 2
	case 3:
		if len(packet) < 2 {
			return 0
		}
		frames = int64(packet[1] & 63)
	}
	if frames*frame > 5760 { // 120 ms at most
		return 0
	}
	return frames * frame
}

// opusAccessUnit reads size and length of an access unit in a transport stream (ETSI TS 103 491, 6): a packet behind
// a header with its size and what is to be trimmed.
func opusAccessUnit(b []byte) (size int, seconds float64) {
	if len(b) < 3 || be16(b)>>5 != 0x3FF {
		return 0, 0
	}
	flags, at := b[1], 2
	var packet, trim int
	for more := true; more; at++ {
		if at >= len(b) {
			return 0, 0
		}
		packet += int(b[at])
		more = b[at] == 255
	}
	for _, flag := range [2]byte{0x10, 0x08} { // trims of the start and of the end
		if flags&flag != 0 && at+2 <= len(b) {
			trim += int(be16(b[at:]) & 0x1FFF)
			at += 2
		}
	}
	if flags&0x04 != 0 && at < len(b) { // control extension
		at += 1 + int(b[at])
	}
	if packet == 0 || at >= len(b) {
		return 0, 0
	}
	return at + packet, float64(max(opusSamples(b[at:])-int64(trim), 0)) / opusRate
}
