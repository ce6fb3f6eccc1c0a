package media

// waveFormat is WAVEFORMATEX, which WAV, Wave64, AVI and ASF share (mmreg.h).
type waveFormat struct {
	tag             uint32
	channels, rate  int
	byteRate, align int64
	bits            int
	perBlock        int64 // wSamplesPerBlock of the ADPCM kinds
}

func parseWaveFormat(b []byte) (waveFormat, bool) {
	if len(b) < 14 {
		return waveFormat{}, false
	}
	f := waveFormat{tag: le16(b), channels: int(le16(b[2:])), rate: int(min(le32(b[4:]), 1<<30)), byteRate: int64(le32(b[8:])), align: int64(le16(b[12:]))}
	if len(b) >= 16 {
		f.bits = int(le16(b[14:]))
	}
	if len(b) >= 20 {
		f.perBlock = int64(le16(b[18:]))
	}
	if f.tag == 0xFFFE && len(b) >= 26 { // extensible: the first two bytes of the GUID
		f.tag = le16(b[24:])
	}
	return f, true
}

func (f waveFormat) codec() string {
	switch f.tag {
	case 1, 3:
		return "pcm"
	case 2:
		return "adpcm-ms"
	case 6:
		return "pcm-alaw"
	case 7:
		return "pcm-mulaw"
	case 0x11:
		return "adpcm-ima"
	case 0x31:
		return "gsm"
	case 0x50:
		return "mp2"
	case 0x55:
		return "mp3"
	case 0xFF, 0x1600, 0x1602, 0x1610:
		return "aac"
	case 0x160, 0x161:
		return "wma"
	case 0x162, 0x163:
		return "wmapro"
	case 0x2000:
		return "ac3"
	}
	return "wave-0x" + hex16(f.tag)
}

func hex16(v uint32) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[v>>12&15], digits[v>>8&15], digits[v>>4&15], digits[v&15]})
}

// samples is the number of samples in size bytes of data, 0 where only the byte rate could tell.
func (f waveFormat) samples(size int64) int64 {
	switch f.tag {
	case 1, 3, 6, 7:
		align := f.align
		if want := int64(f.channels) * int64((f.bits+7)/8); align == 0 {
			align = want
		}
		if align > 0 {
			return size / align
		}
	case 2, 0x11, 0x31:
		per := f.perBlock
		if per == 0 && f.channels > 0 {
			switch f.tag {
			case 2:
				per = (f.align-7*int64(f.channels))*2/int64(f.channels) + 2
			case 0x11:
				per = (f.align-4*int64(f.channels))*2/int64(f.channels) + 1
			case 0x31:
				per = 320
			}
		}
		if f.align > 0 && per > 0 {
			return size / f.align * per
		}
	}
	return 0
}

// wave is what the chunks of a WAV or Wave64 file said.
type wave struct {
	format  waveFormat
	fact    int64 // samples by the fact chunk, or ds64
	offset  int64 // of the sound
	size    int64
	present bool // a data chunk was seen
}

// probeWAV reads RIFF WAVE, RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088).
func probeWAV(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "wav"
	var w wave
	var longData int64
	s.chunks(12, s.size, le32, func(c chunk) bool {
		switch c.kind {
		case "ds64":
			if b := s.content(c, 24); len(b) == 24 {
				longData, w.fact = size64(le64(b[8:])), size64(le64(b[16:]))
			}
		case "fmt ":
			w.format, _ = parseWaveFormat(s.content(c, 40))
		case "fact":
			if b := s.content(c, 4); len(b) == 4 && le32(b) != 1<<32-1 {
				w.fact = int64(le32(b))
			}
		case "data":
			w.offset, w.present = c.data, true
			rest := s.size - c.data
			switch {
			case c.size == 1<<32-1 && longData > 0:
				w.size = min(longData, rest)
				if longData > rest {
					info.warn(WarnTruncated)
				}
			case c.size == 0 || c.size >= 0x7FFFFFFF-1<<16 && int64(c.size) > rest:
				w.size = rest
				info.warn(WarnOpenSize)
			case int64(c.size) > rest:
				w.size = rest
				info.warn(WarnTruncated)
			default:
				w.size = int64(c.size)
			}
			return c.size != 0 && int64(c.size) < rest && w.format.rate == 0
		}
		return true
	})
	return w.conclude(s, info)
}

// conclude counts samples by block, never by the byte rate, which recorders fill in wrong.
func (w *wave) conclude(s *source, info *Info) error {
	f := w.format
	if !w.present || w.size == 0 {
		info.warn(WarnTruncated)
		return errTruncated(info.Container)
	}
	if f.rate <= 0 {
		return errNoDuration(info.Container)
	}
	info.codec(f.codec())
	info.audio(f.rate, f.channels)
	info.Exact = !info.warned(WarnTruncated)
	rate := float64(f.rate)
	if n := f.samples(w.size); n > 0 {
		if w.fact > 0 && f.tag != 1 && f.tag != 3 && w.fact <= n && n-w.fact < max(f.perBlock, 8192) {
			n = w.fact // the last block of an ADPCM stream is padded
		}
		info.Duration = float64(n) / rate
		return nil
	}
	if f.tag == 0x55 || f.tag == 0x50 {
		if d, ok := w.frames(s); ok {
			info.Duration = d
			return nil
		}
	}
	switch {
	case w.fact > 0 && !info.warned(WarnTruncated):
		info.Duration = float64(w.fact) / rate
	case f.byteRate > 0:
		info.Duration = float64(w.size) / float64(f.byteRate)
		info.estimate(WarnEstimate)
	}
	return nil
}

// frames counts the MPEG frames in the data, less the encoder's delay and padding where fact states the rest.
func (w *wave) frames(s *source) (float64, bool) {
	if n, _ := s.chain(w.offset, w.offset+w.size, mpegKind, 2); n < 2 {
		return 0, false
	}
	first, _ := parseMPEGFrame(s.ahead(w.offset, 4))
	walk := mp3Walk{s: s, first: first}
	s.walkFrames(w.offset, w.offset+w.size, mpegKind, walk.run, walk.frame)
	stated := float64(w.fact) / float64(first.rate)
	if w.fact > 0 && stated <= walk.seconds && walk.seconds-stated < 0.2 {
		return stated, true
	}
	return walk.seconds, true
}
