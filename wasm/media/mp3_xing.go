package media

// xing is a Xing, Info or VBRI header: a first frame without sound that counts the others.
type xing struct {
	found   bool
	frames  int64
	bytes   int64
	delay   int // samples that the encoder put before the sound (LAME extension)
	padding int // and behind it
}

// readXing looks into the frame at off.
func readXing(s *source, off int64, f mpegFrame) xing {
	var x xing
	if f.layer != 3 {
		return x
	}
	b := s.ahead(off, min(f.size, 256))
	at := f.sideInfo()
	if f.crc {
		at += 2
	}
	for _, at := range [2]int{at, f.sideInfo()} { // some writers forget the checksum's two bytes
		if len(b) >= at+8 && (string(b[at:at+4]) == "Xing" || string(b[at:at+4]) == "Info") {
			x.read(b[at:])
			return x
		}
	}
	if at := 4 + 32; len(b) >= at+18 && string(b[at:at+4]) == "VBRI" {
		x.found = true
		x.bytes = int64(be32(b[at+10:]))
		x.frames = int64(be32(b[at+14:]))
	}
	return x
}

// read parses the header from its four letters on, and LAME's extension behind it.
func (x *xing) read(b []byte) {
	x.found = true
	flags, at := be32(b[4:]), 8
	if flags&1 != 0 && len(b) >= at+4 {
		x.frames = int64(be32(b[at:]))
		at += 4
	}
	if flags&2 != 0 && len(b) >= at+4 {
		x.bytes = int64(be32(b[at:]))
		at += 4
	}
	if flags&4 != 0 {
		at += 100
	}
	if flags&8 != 0 {
		at += 4
	}
	if len(b) < at+24 || !encoderName(b[at:at+4]) {
		return
	}
	x.delay = int(be24(b[at+21:]) >> 12)
	x.padding = int(be24(b[at+21:]) & 0xFFF)
}

// encoderName says whether the extension was written by an encoder known to fill in delay and padding.
func encoderName(b []byte) bool {
	switch string(b) {
	case "LAME", "Lavc", "Lavf", "L3.9", "GOGO":
		return true
	}
	return false
}

// fits says whether the header can be about rest bytes from its own frame on. Encoders differ in whether they
// count the header frame; a joined or cut file is off by far more.
func (x xing) fits(rest int64, f mpegFrame) bool {
	if x.bytes > 0 {
		slack := int64(2*f.size) + 2048
		return x.bytes <= rest+int64(f.size) && rest-x.bytes <= slack
	}
	// Without a byte count the frames must at least make a bit rate that exists.
	seconds := float64(x.frames*int64(f.samples)) / float64(f.rate)
	rate := float64(rest) * 8 / seconds
	return rate > 7000 && rate < 350_000
}

func (x xing) seconds(f mpegFrame) float64 {
	samples := x.frames * int64(f.samples)
	return float64(max(samples-int64(x.delay+x.padding), int64(f.samples)/2)) / float64(f.rate)
}
