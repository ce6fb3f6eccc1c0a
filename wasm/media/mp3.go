package media

import "math"

// mp3WalkCap is the size up to which every frame is looked at. Beyond it, 40 hours at 64 kbit/s, evenly spread
// samples give an estimate.
const mp3WalkCap = 1 << 30

// probeMP3 reads MPEG audio from its first frame at off up to end, where tags begin. A Xing, Info or VBRI
// header is believed when its byte count fits the file; else all frame headers are read.
func probeMP3(s *source, info *Info, off, end int64) error {
	first, _ := parseMPEGFrame(s.ahead(off, 4))
	w := mp3Walk{s: s, first: first}
	return w.probe(info, off, end, mpegKind, w.run)
}

func (w *mp3Walk) probe(info *Info, off, end int64, kind frameKind, run frameRun) error {
	s, first := w.s, w.first
	info.Kind, info.Container, info.Exact = KindAudio, first.codec(), true
	info.codec(first.codec())
	info.audio(first.rate, first.channels)
	x := readXing(s, off, first)
	if x.frames > 0 && x.fits(end-off, first) {
		if n := w.others(off, end, kind, run); n == x.frames-1 {
			x.frames = n
		}
		info.Duration = x.seconds(first)
		return nil
	}
	if x.found {
		off += int64(first.size)
	}
	if end-off > mp3WalkCap {
		info.Duration = w.sample(off, end, kind)
		info.estimate(WarnEstimate)
		return nil
	}
	info.warn(s.walkFrames(off, end, kind, run, w.frame))
	if x.frames > 0 {
		info.warn(WarnHeaderWrong)
	}
	switch {
	case w.joined > 0:
		// Delay and padding in the middle of a file are played by every decoder, and so are they here.
		info.warn(WarnChained)
	case x.bytes > end-off+int64(first.size):
		info.warn(WarnTruncated)
		w.trim(x.delay, first) // the padding at the end is gone
	default:
		w.trim(x.delay+x.padding, first)
	}
	info.Duration = w.seconds
	return nil
}

// others counts the frames behind the header frame at off, where all of them are there already: some writers count the
// header, too, which plays nothing. It returns 0 where that cannot be said.
func (w *mp3Walk) others(off, end int64, kind frameKind, run frameRun) int64 {
	if b, _ := w.s.cached(off, int(min(end-off, scanWindow))); int64(len(b)) < end-off {
		return 0
	}
	warning := w.s.walkFrames(off+int64(w.first.size), end, kind, run, w.frame)
	n := math.Round(w.seconds * float64(w.first.rate) / float64(w.first.samples))
	if warning != "" || w.joined > 0 {
		n = 0
	}
	w.seconds, w.joined = 0, 0
	return int64(n)
}

// mp3Walk counts frames.
type mp3Walk struct {
	s       *source
	first   mpegFrame
	seconds float64
	joined  int // further files behind the first

	mpegRun // of the frames that run is at
}

func (w *mp3Walk) frame(b []byte, off int64, size int) {
	f, ok := parseMPEGFrame(b)
	if !ok {
		f = w.first // of a free format
	}
	if f.layer == 3 && readXing(w.s, off, f).found {
		w.joined++ // the header frame of a file that was joined on holds no sound
		return
	}
	w.seconds += float64(f.samples) / float64(f.rate)
}

// run is a frameRun. It leaves to frame what may be the header of a file that was joined on.
func (w *mp3Walk) run(b []byte, limit int64, stream uint32) int64 {
	const look = 64 // bytes of a frame that tell what it is
	if stream != w.key {
		w.mpegRun = newMPEGRun(stream)
	}
	most := int(min(limit, int64(len(b))+1<<13))
	at, frames := 0, 0
	for at+look <= len(b) {
		h := (*[look]byte)(b[at:])
		size := int(w.sizes[h[2]])
		if h[0] != 0xFF || h[1]|1 != w.second || h[3]&3 == 2 || size == 0 || at+size > most {
			break
		}
		if w.mayCount {
			place := w.places[h[3]>>6]
			a, b := h[place%look], h[(place+2)%look] // behind a checksum
			if h[4+32] == 'V' || a == 'X' || a == 'I' || h[1]&1 == 0 && (b == 'X' || b == 'I') {
				break
			}
		}
		at += size
		frames++
	}
	w.seconds += float64(frames) * w.each
	return int64(at)
}

// trim takes samples of delay and padding off, but never the last frame.
func (w *mp3Walk) trim(samples int, f mpegFrame) {
	rate := float64(f.rate)
	w.seconds = max(w.seconds-float64(samples)/rate, min(w.seconds, float64(f.samples)/rate))
}

// sample estimates from the frames in windows spread over the file.
func (w *mp3Walk) sample(off, end int64, kind frameKind) float64 {
	const places = 64
	var bytes int64
	_, stream, _ := kind(w.s.ahead(off, 4))
	for i := range int64(places) {
		at := w.s.resync(off+(end-off)/places*i, end, kind, &stream)
		if at < 0 {
			break
		}
		w.s.walkFrames(at, min(at+window, end), kind, nil, func(b []byte, off int64, size int) {
			w.frame(b, off, size)
			bytes += int64(size)
		})
	}
	if bytes == 0 {
		return 0
	}
	return w.seconds * float64(end-off) / float64(bytes)
}
