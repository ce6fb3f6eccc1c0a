package media

import "math"

// probeAIFF reads AIFF and AIFF-C (Apple, Audio Interchange File Format 1.3 and AIFF-C draft).
func probeAIFF(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "aiff"
	var frames, size int64
	var channels, depth int
	var rate float64
	compression := "NONE"
	sound, cut := false, false
	s.chunks(12, s.size, be32, func(c chunk) bool {
		switch c.kind {
		case "COMM":
			b := s.content(c, 22)
			if len(b) >= 18 {
				channels, frames, depth = int(be16(b)), int64(be32(b[2:])), int(be16(b[6:]))
				rate = extended(b[8:18])
			}
			if len(b) >= 22 {
				compression = string(b[18:22])
			}
		case "SSND":
			sound = true
			size = max(c.end-c.data-8, 0) // offset and block size stand in front
			if c.size == 0 || c.size == 1<<32-1 {
				size = s.size - c.data - 8
				info.warn(WarnOpenSize)
				return false
			}
			cut = cut || c.cut
		}
		return true
	})
	if !(rate >= 1 && rate < 1e7) {
		if cut || !sound {
			return errTruncated("aiff")
		}
		return errNoDuration("aiff")
	}
	codec, per, bytes := aiffCodec(compression, channels, depth)
	info.codec(codec)
	info.audio(int(rate), channels)
	present := int64(0)
	if bytes > 0 {
		present = size / bytes * per
	}
	if cut {
		info.warn(WarnTruncated)
	}
	switch {
	case present == 0 && bytes == 0 && frames > 0:
		info.Duration, info.Exact = float64(frames)/rate, false
		info.warn(WarnUnverified)
		return nil
	case frames*per == present || per > 1 && frames <= present && present-frames < per:
		// Apple's QuickTime codecs count packets in COMM, others samples.
	case frames > 0 && frames < present && per == 1:
		present = frames
	case frames > 0 && frames != present && !cut:
		info.warn(WarnHeaderWrong)
	case frames == 0:
		info.warn(WarnOpenSize)
	}
	info.Duration, info.Exact = float64(present)/rate, true
	return nil
}

// aiffCodec is the name of a compression, and the samples and bytes of one packet of all channels; 0 bytes when
// packets differ in size.
func aiffCodec(compression string, channels, depth int) (name string, samples, bytes int64) {
	n := int64(channels)
	switch compression {
	case "NONE", "twos", "sowt", "in24", "in32", "42ni", "23ni":
		return "pcm", 1, n * int64((depth+7)/8)
	case "fl32", "FL32":
		return "pcm", 1, n * 4
	case "fl64", "FL64":
		return "pcm", 1, n * 8
	case "raw ":
		return "pcm", 1, n
	case "ulaw", "ULAW":
		return "pcm-mulaw", 1, n
	case "alaw", "ALAW":
		return "pcm-alaw", 1, n
	case "ima4":
		return "adpcm-ima", 64, n * 34
	}
	return printable(compression), 1, 0
}

// extended reads an 80-bit IEEE 754 number; negative ones and those too large come back as 0.
func extended(b []byte) float64 {
	exponent := int(be16(b)&0x7FFF) - 16383 - 63
	if b[0]&0x80 != 0 || exponent > 0 {
		return 0
	}
	return math.Ldexp(float64(be64(b[2:])), exponent)
}
