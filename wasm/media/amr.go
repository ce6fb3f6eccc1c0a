package media

// probeAMR reads AMR-NB and AMR-WB storage format (RFC 4867, 5). Every frame is 20 ms, also those of
// discontinuous transmission that say there is nothing; sizes depend on the mode of each.
func probeAMR(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "amr"
	off, wide, channels, ok := amrHeader(s.ahead(0, 20))
	if !ok {
		return errUnknown()
	}
	rate, name := 8000, "amr-nb"
	if wide {
		rate, name = 16000, "amr-wb"
	}
	info.codec(name)
	info.audio(rate, channels)
	frames, sizes := 0, amrSizes(wide)
	for off < s.size {
		at, n := amrRun(s.rest(off), &sizes, s.size-off)
		frames += n
		if off += at; off >= s.size {
			break
		}
		b := s.ahead(off, 20)
		if len(b) == 0 {
			break
		}
		if b[0] == '#' { // a second recording joined on
			if n, w, c, ok := amrHeader(b); ok && w == wide && c == channels {
				info.warn(WarnChained)
				off += n
				continue
			}
		}
		size := sizes[b[0]]
		if size == 0 {
			info.warn(WarnForeignData)
			break
		}
		if off += int64(size); off > s.size {
			info.warn(WarnTruncated)
			break
		}
		frames++
	}
	info.Duration, info.Exact = float64(frames/channels)*0.02, true
	return nil
}

// amrHeader reads the magic number and, of the multichannel kind, the channel description.
func amrHeader(b []byte) (size int64, wide bool, channels int, ok bool) {
	for _, h := range []struct {
		magic string
		wide  bool
		multi bool
	}{{"#!AMR\n", false, false}, {"#!AMR-WB\n", true, false}, {"#!AMR_MC1.0\n", false, true}, {"#!AMR-WB_MC1.0\n", true, true}} {
		n := len(h.magic)
		if len(b) < n || string(b[:n]) != h.magic {
			continue
		}
		if !h.multi {
			return int64(n), h.wide, 1, true
		}
		if len(b) < n+4 {
			return 0, false, 0, false
		}
		return int64(n + 4), h.wide, max(int(b[n+3]&15), 1), true
	}
	return 0, false, 0, false
}

// amrRun goes over the frames that follow each other in b and end before limit, and counts them.
func amrRun(b []byte, sizes *[256]uint8, limit int64) (at int64, frames int) {
	most := min(limit, int64(len(b))+61)
	for i := 0; i < len(b); frames++ {
		size := int(sizes[b[i]])
		if size == 0 || int64(i+size) > most {
			break
		}
		i += size
		at = int64(i)
	}
	return at, frames
}

// amrSizes is the size in bytes of a frame by its table-of-contents byte; 0 for a reserved mode.
func amrSizes(wide bool) (sizes [256]uint8) {
	for toc := range sizes {
		sizes[toc] = uint8(amrFrame(byte(toc), wide))
	}
	return sizes
}

func amrFrame(toc byte, wide bool) int {
	mode := toc >> 3 & 15
	if toc&0x83 != 0 {
		return 0 // padding bits must be zero, and storage format never sets F
	}
	if wide {
		return [16]int{18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1}[mode]
	}
	return [16]int{13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1}[mode]
}
