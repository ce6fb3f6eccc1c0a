package media

// probeADTS reads AAC in ADTS: the number of blocks in all frame headers.
func probeADTS(s *source, info *Info, off, end int64) error {
	first, _ := parseADTS(s.ahead(off, 7))
	info.Kind, info.Container = KindAudio, "aac"
	info.codec("aac")
	info.audio(first.rate, first.channels)
	var samples int64
	info.warn(s.walkFrames(off, end, adtsKind, func(b []byte, _ int64, _ int) {
		f, _ := parseADTS(b)
		samples += int64(f.samples)
	}))
	info.Duration, info.Exact = float64(samples)/float64(first.rate), true
	return nil
}

// probeLOAS reads AAC in LOAS/LATM (ISO/IEC 14496-3, 1.7). The first AudioMuxElement must carry its
// configuration; every further one plays the same number of samples.
func probeLOAS(s *source, info *Info, off, end int64) error {
	info.Kind, info.Container = KindAudio, "loas"
	info.codec("aac")
	var config aacConfig
	var frames, perElement int64
	warning := s.walkFrames(off, end, loasKind, func(b []byte, off int64, size int) {
		if config.rate == 0 {
			r := &bits{b: append([]byte(nil), s.ahead(off+3, min(size-3, 64))...)}
			config, perElement = streamMuxConfig(r)
		}
		frames++
	})
	info.warn(warning)
	if config.rate == 0 {
		return errNoDuration("loas")
	}
	info.audio(config.output, config.channels)
	info.Duration, info.Exact = float64(frames*perElement*int64(config.frame))/float64(config.rate), true
	return nil
}

// streamMuxConfig reads what an AudioMuxElement says about time: the configuration of its first layer and the
// number of access units it carries (ISO/IEC 14496-3, table 1.42). The zero value means that it carries none.
func streamMuxConfig(r *bits) (aacConfig, int64) {
	if r.read(1) == 1 { // useSameStreamMux
		return aacConfig{}, 0
	}
	version := r.read(1)
	if version == 1 {
		if r.read(1) == 1 { // audioMuxVersionA is reserved
			return aacConfig{}, 0
		}
		n := int(r.read(2)) // taraBufferFullness
		r.read(8 * (n + 1))
	}
	r.read(1) // allStreamsSameTimeFraming
	units := int64(r.read(6)) + 1
	r.read(4 + 3) // numProgram, numLayer
	if version == 1 {
		n := int(r.read(2)) // ascLen
		r.read(8 * (n + 1))
	}
	c, ok := parseAudioSpecificConfig(r)
	if !ok || r.over {
		return aacConfig{}, 0
	}
	return c, units
}
