package media

// mp3WalkCap is the size up to which every frame is looked at. Beyond it, 40 hours at 64 kbit/s, evenly spread
// samples give an estimate.
const mp3WalkCap = 1 << 30

// probeMP3 reads MPEG audio from its first frame at off up to end, where tags begin. A Xing, Info or VBRI
// header is believed when its byte count fits the file; else all frame headers are read.
func probeMP3(s *source, info *Info, off, end int64) error {
	first, _ := parseMPEGFrame(s.ahead(off, 4))
	info.Kind, info.Container, info.Exact = KindAudio, first.codec(), true
	info.codec(first.codec())
	info.audio(first.rate, first.channels)
	x := readXing(s, off, first)
	if x.frames > 0 && x.fits(end-off, first) {
		info.Duration = x.seconds(first)
		return nil
	}
	w := mp3Walk{s: s, first: first, header: x}
	if x.found {
		w.trim(x)
		off += int64(first.size)
	}
	if end-off > mp3WalkCap {
		info.Duration = w.sample(off, end)
		info.estimate(WarnEstimate)
		return nil
	}
	lost := s.walkFrames(off, end, mpegKind, w.frame)
	if lost {
		info.warn(WarnForeignData)
	}
	if x.frames > 0 {
		info.warn(WarnHeaderWrong)
	}
	if w.joined > 0 {
		info.warn(WarnChained)
	}
	if x.bytes > end-off+int64(first.size) && w.joined == 0 {
		info.warn(WarnTruncated)
		w.keepPadding()
	}
	info.Duration = w.seconds()
	return nil
}

// mp3Walk counts frames.
type mp3Walk struct {
	s       *source
	first   mpegFrame
	header  xing
	samples int64
	trimmed int64 // delay and padding that headers state
	joined  int   // further files behind the first
}

func (w *mp3Walk) frame(b []byte, off int64, size int) {
	f, _ := parseMPEGFrame(b)
	if f.layer == 3 && off > 0 {
		if x := readXing(w.s, off, f); x.found {
			w.joined++ // a header frame of a file that was joined on holds no sound
			w.trim(x)
			return
		}
	}
	w.samples += int64(f.samples)
}

func (w *mp3Walk) trim(x xing) {
	w.trimmed += int64(x.delay + x.padding)
}

// keepPadding takes back the padding at the end that a cut file no longer has.
func (w *mp3Walk) keepPadding() { w.trimmed -= int64(w.header.padding) }

func (w *mp3Walk) seconds() float64 {
	return float64(max(w.samples-w.trimmed, min(w.samples, int64(w.first.samples)))) / float64(w.first.rate)
}

// sample estimates from the frames in windows spread over the file.
func (w *mp3Walk) sample(off, end int64) float64 {
	const places = 64
	var bytes int64
	for i := range int64(places) {
		at := w.s.resync(off+(end-off)/places*i+1, end, mpegKind, streamKey(w.first))
		if at < 0 {
			break
		}
		stop := min(at+window, end)
		w.s.walkFrames(at, stop, mpegKind, func(b []byte, off int64, size int) {
			w.frame(b, off, size)
			bytes += int64(size)
		})
	}
	if bytes == 0 {
		return 0
	}
	return float64(w.samples) / float64(w.first.rate) * float64(end-off) / float64(bytes)
}

func streamKey(f mpegFrame) uint32 {
	return uint32(f.version)<<28 | uint32(f.layer)<<24 | uint32(f.rate)
}
