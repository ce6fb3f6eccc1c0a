package media

// probeAU reads Sun and NeXT audio. A size of all ones is what a writer to a pipe leaves.
func probeAU(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "au"
	b := s.at(0, 24)
	if len(b) < 24 {
		return errTruncated("au")
	}
	offset, size, encoding := int64(be32(b[4:])), int64(be32(b[8:])), be32(b[12:])
	rate, channels := int(min(be32(b[16:]), 1<<30)), int(min(be32(b[20:]), 1<<16))
	if rate == 0 || channels == 0 || offset < 24 {
		return errNoDuration("au")
	}
	name, bits := auEncoding(encoding)
	info.codec(name)
	info.audio(rate, channels)
	rest := max(s.size-offset, 0)
	switch {
	case size == 1<<32-1 || size == 0 && rest > 0:
		size = rest
		info.warn(WarnOpenSize)
	case size > rest:
		size = rest
		info.warn(WarnTruncated)
	}
	if bits == 0 {
		return errNoDuration("au")
	}
	info.Duration, info.Exact = float64(size*8/(bits*int64(channels)))/float64(rate), true
	return nil
}

// auEncoding is the name and the bits a sample of an encoding; 0 bits for those that are not plain.
func auEncoding(n uint32) (string, int64) {
	switch n {
	case 1:
		return "pcm-mulaw", 8
	case 2:
		return "pcm", 8
	case 3:
		return "pcm", 16
	case 4:
		return "pcm", 24
	case 5, 6:
		return "pcm", 32
	case 7:
		return "pcm", 64
	case 23, 26:
		return "g726", 4
	case 25:
		return "g726", 3
	case 27:
		return "pcm-alaw", 8
	}
	return "", 0
}
