package media

// sound reads the first bytes of an audio tag (E.4.2) and returns how long it plays; false for configuration.
func (f *flv) sound(b []byte, t flvTag) (float64, bool) {
	rate := [4]int{5512, 11025, 22050, 44100}[b[0]>>2&3]
	channels := int(b[0]&1) + 1
	name, samples := "", 0
	switch b[0] >> 4 {
	case 0, 3:
		name = "pcm"
		samples = int(t.end-t.data-1) / channels / (int(b[0]>>1&1) + 1)
	case 1:
		name = "adpcm"
	case 2, 14:
		name = "mp3"
		if h, ok := parseMPEGFrame(b[1:]); ok {
			rate, samples = h.rate, h.samples
		}
	case 4, 5, 6:
		name = "nellymoser"
	case 7:
		name = "pcm-alaw"
	case 8:
		name = "pcm-mulaw"
	case 10:
		name = "aac"
		if b[1] == 0 {
			if c, ok := parseAudioSpecificConfig(&bits{b: b[2:]}); ok {
				f.rate = c.rate
				f.info.audio(c.output, c.channels)
			}
			f.info.codec(name)
			return 0, false
		}
		if f.rate > 0 {
			rate = f.rate
		}
		samples = 1024
	case 11:
		name, rate, channels, samples = "speex", 16000, 1, 320
	}
	f.info.codec(name)
	f.info.audio(rate, channels)
	return float64(samples) / float64(rate), true
}

// moving reads the first bytes of a video tag (E.4.3) and returns the offset of showing from decoding; false for
// configuration and commands.
func (f *flv) moving(b []byte, t flvTag) (float64, bool) {
	if b[0]&0x80 != 0 { // enhanced FLV: four letters name the codec
		if len(b) < 5 {
			return 0, false
		}
		f.info.codec(mp4Codecs(string(b[1:5])))
		return 0, b[0]&15 == 1 || b[0]&15 == 3
	}
	if b[0]>>4 == 5 {
		return 0, false
	}
	switch b[0] & 15 {
	case 2:
		f.info.codec("h263")
	case 3, 6:
		f.info.codec("screen")
	case 4, 5:
		f.info.codec("vp6")
	case 7:
		f.info.codec("h264")
		if b[1] == 0 && f.info.Width == 0 { // AVCDecoderConfigurationRecord: the first parameter set, behind its length and header
			if c := f.s.hop(t.data+5, 96); len(c) > 9 {
				f.info.picture(parseSPS(c[9:]))
			}
		}
		if len(b) < 5 || b[1] != 1 {
			return 0, false
		}
		return float64(int32(be24(b[2:])<<8)>>8) / 1000, true
	}
	return 0, true
}
