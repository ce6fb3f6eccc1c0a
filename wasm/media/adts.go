package media

// probeADTS reads AAC in ADTS: the number of blocks in all frame headers.
func probeADTS(s *source, info *Info, off, end int64) error {
	first, _ := parseADTS(s.ahead(off, 7))
	info.Kind, info.Container = KindAudio, "aac"
	info.codec("aac")
	info.audio(first.rate, first.channels)
	w := adtsWalk{}
	info.warn(s.walkFrames(off, end, adtsKind, w.run, w.frame))
	info.Duration, info.Exact = float64(w.blocks*1024)/float64(first.rate), true
	return nil
}

// adtsWalk counts the blocks of samples in all frames.
type adtsWalk struct{ blocks int64 }

func (w *adtsWalk) frame(b []byte, _ int64, _ int) {
	f, _ := parseADTS(b)
	w.blocks += int64(f.samples / 1024)
}

// run is a frameRun. A stream's profile and rate stand in one byte of each header.
func (w *adtsWalk) run(b []byte, limit int64, stream uint32) int64 {
	profileAndRate := byte(stream>>24)<<6 | adtsRateIndex(int(stream&0xFFFFFF))<<2
	most := int(min(limit, int64(len(b))+1<<13))
	at, blocks := 0, 0
	for at+7 <= len(b) {
		h := b[at : at+7 : at+7]
		if h[0] != 0xFF || h[1]&0xF6 != 0xF0 || h[2]&0xFC != profileAndRate {
			break
		}
		size := int(h[3]&3)<<11 | int(h[4])<<3 | int(h[5])>>5
		if size < 7 || at+size > most {
			break
		}
		at += size
		blocks += int(h[6]&3) + 1
	}
	w.blocks += int64(blocks)
	return int64(at)
}

// probeLOAS reads AAC in LOAS/LATM (ISO/IEC 14496-3, 1.7). The first AudioMuxElement must carry its
// configuration; every further one plays the same number of samples.
func probeLOAS(s *source, info *Info, off, end int64) error {
	info.Kind, info.Container = KindAudio, "loas"
	info.codec("aac")
	var config aacConfig
	var frames, perElement int64
	warning := s.walkFrames(off, end, loasKind, nil, func(b []byte, off int64, size int) {
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
