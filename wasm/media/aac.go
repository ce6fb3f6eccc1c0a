package media

// aacRate is the sampling frequency for an index (ISO/IEC 14496-3, table 1.18); 0 for a reserved one.
func aacRate(index uint32) int {
	rates := [13]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	if index >= uint32(len(rates)) {
		return 0
	}
	return rates[index]
}

// adtsRateIndex is the index of a sampling frequency of an ADTS header.
func adtsRateIndex(rate int) byte {
	index := uint32(0)
	for index < 12 && aacRate(index) != rate {
		index++
	}
	return byte(index)
}

// aacRate reads a sampling frequency: an index, or where that is 15 the number itself.
func (r *bits) aacRate() int {
	index := r.read(4)
	if index == 15 {
		return int(r.read(24))
	}
	return aacRate(index)
}

// aacConfig is what an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) says about time.
type aacConfig struct {
	object   int // audio object type: 2 AAC-LC, 5 SBR, 29 PS, …
	rate     int // of the core, in which frames are counted
	output   int // with spectral band replication, what is heard
	channels int
	frame    int // samples of the core a frame: 1024 or 960
}

func parseAudioSpecificConfig(r *bits) (aacConfig, bool) {
	c := aacConfig{frame: 1024}
	object := func() int {
		n := int(r.read(5))
		if n == 31 {
			n = 32 + int(r.read(6))
		}
		return n
	}
	c.object = object()
	c.rate = r.aacRate()
	c.output = c.rate
	c.channels = int(r.read(4))
	if c.channels == 7 {
		c.channels = 8
	}
	core := c.object
	if c.object == 5 || c.object == 29 {
		if c.object == 29 && c.channels == 1 {
			c.channels = 2
		}
		c.output = r.aacRate()
		core = object()
	}
	if r.over {
		return c, false
	}
	if r.read(1) == 1 && !r.over { // frameLengthFlag
		c.frame = 960
	}
	if c.object == 23 || c.object == 39 { // low delay: half as long
		c.frame /= 2
	}
	if core == 2 && c.object == 2 && c.channels > 0 {
		c.extension(*r)
	}
	return c, c.rate > 0
}

// extension reads what encoders append for decoders that know spectral band replication: others play the core alone
// (ISO/IEC 14496-3, 1.6.5.2). The rest of the GASpecificConfig of AAC-LC stands before it.
func (c *aacConfig) extension(r bits) {
	if r.read(1) == 1 { // dependsOnCoreCoder
		r.read(14)
	}
	r.read(1) // extensionFlag
	if r.read(11) != 0x2B7 || r.read(5) != 5 || r.read(1) == 0 {
		return
	}
	if heard := r.aacRate(); heard > 0 && !r.over {
		c.output = heard
	}
	if r.read(11) == 0x548 && r.read(1) == 1 && c.channels == 1 { // parametric stereo
		c.channels = 2
	}
}

// adtsFrame is an ADTS header (ISO/IEC 13818-7, 6.2).
type adtsFrame struct {
	rate, channels int
	size           int // bytes with header
	samples        int
	profile        byte
}

func parseADTS(b []byte) (adtsFrame, bool) {
	var f adtsFrame
	if len(b) < 7 || b[0] != 0xFF || b[1]&0xF6 != 0xF0 {
		return f, false
	}
	f.profile = b[2] >> 6
	f.rate = aacRate(uint32(b[2] >> 2 & 15))
	f.channels = int(b[2]&1)<<2 | int(b[3]>>6)
	if f.channels == 7 {
		f.channels = 8
	}
	f.size = int(b[3]&3)<<11 | int(b[4])<<3 | int(b[5])>>5
	f.samples = 1024 * (int(b[6]&3) + 1)
	return f, f.rate > 0 && f.size >= 7
}
