package media

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"
)

// What a walk found out, in the tight loops or without them.
type walked struct {
	seconds float64
	joined  int
	blocks  int64
	warning string
}

func walkMP3(data []byte, tight bool) (r walked) {
	s := newSource(bytes.NewReader(data), int64(len(data)), nil)
	w := mp3Walk{s: s}
	var run frameRun
	if tight {
		run = w.run
	}
	r.warning = s.walkFrames(0, s.size, mpegKind, run, w.frame)
	r.seconds, r.joined = w.seconds, w.joined
	return r
}

func walkADTS(data []byte, tight bool) (r walked) {
	s := newSource(bytes.NewReader(data), int64(len(data)), nil)
	var w adtsWalk
	var run frameRun
	if tight {
		run = w.run
	}
	r.warning = s.walkFrames(0, s.size, adtsKind, run, w.frame)
	r.blocks = w.blocks
	return r
}

// walkAMR is probeAMR one frame at a time, of the narrow kind.
func walkAMR(data []byte) (frames int, warnings string) {
	for off := 6; off < len(data); frames++ {
		for bytes.HasPrefix(data[off:], []byte("#!AMR\n")) {
			off += 6
		}
		if off >= len(data) {
			break
		}
		size := amrFrame(data[off], false)
		if size == 0 || off+size > len(data) {
			return frames, map[bool]string{true: WarnForeignData, false: WarnTruncated}[size == 0]
		}
		off += size
	}
	return frames, ""
}

func sameWalks(t *testing.T, data []byte) {
	for _, walk := range []func([]byte, bool) walked{walkMP3, walkADTS} {
		want, got := walk(data, false), walk(data, true)
		if math.Abs(want.seconds-got.seconds) > 1e-6*(1+want.seconds) {
			t.Errorf("frame by frame %v s, in runs %v s", want.seconds, got.seconds)
		}
		got.seconds = want.seconds
		if want != got {
			t.Errorf("frame by frame %+v, in runs %+v", want, got)
		}
	}
	recording := append([]byte("#!AMR\n"), data...)
	info := Info{}
	if err := probeAMR(newSource(bytes.NewReader(recording), int64(len(recording)), nil), &info); err != nil {
		t.Error(err)
	}
	frames, warning := walkAMR(recording)
	if want := float64(frames) * 0.02; math.Abs(info.Duration-want) > 1e-6 || warning != "" && !info.warned(warning) {
		t.Errorf("AMR: %v s with %v, want %v s with %q", info.Duration, info.Warnings, want, warning)
	}
}

// The tight loops say what the loop from frame to frame says, whatever stands between the frames.
func TestRunsAgreeWithFrames(t *testing.T) {
	for seed := range uint64(200) {
		sameWalks(t, mixedStream(rand.New(rand.NewPCG(seed, 7))))
	}
}

func FuzzRuns(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(mixedStream(rand.New(rand.NewPCG(seed, 7)))[:4000])
	}
	f.Fuzz(sameWalks)
}

// mixedStream is frames of one or a few streams, some with checksums, of other channels or with the header that a
// joined file begins with, with foreign bytes in between and a cut last frame.
func mixedStream(r *rand.Rand) []byte {
	var b []byte
	second, rate := []byte{0xFB, 0xF3, 0xE3, 0xFD, 0xFF}[r.IntN(5)], byte(r.IntN(3))<<2
	for len(b) < 100_000 {
		switch r.IntN(60) {
		case 0:
			b = append(b, make([]byte, r.IntN(700))...)
		case 1:
			second, rate = []byte{0xFB, 0xF3, 0xFB}[r.IntN(3)], byte(r.IntN(3))<<2
		case 2:
			b = append(b, "ID3\x03\x00\x00\x00\x00\x00\x20"...)
			b = append(b, make([]byte, 32)...)
		case 3:
			b = append(b, "#!AMR\n"...)
		case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13:
			frame := adtsBytes(7 + r.IntN(600))
			frame[6] |= byte(r.IntN(4))
			b = append(b, frame...)
			for range r.IntN(20) {
				b = append(b, frame...)
			}
		case 14, 15, 16:
			for range r.IntN(30) {
				frame := make([]byte, 32)
				frame[0] = byte(r.IntN(10))<<3 | 4
				b = append(b, frame[:max(amrFrame(frame[0], false), 1)]...)
			}
		default:
			h := []byte{0xFF, second &^ byte(r.IntN(2)), byte(1+r.IntN(14))<<4 | rate, byte(r.IntN(4)) << 6}
			f, ok := parseMPEGFrame(h)
			if !ok {
				continue
			}
			frame := append(h, make([]byte, max(f.size-4, 0))...)
			for i := 4; i < len(frame); i++ {
				frame[i] = byte(r.IntN(256))
			}
			if at := f.sideInfo(); r.IntN(12) == 0 && len(frame) > at+8 {
				copy(frame[at:], []string{"Xing", "Info", "X", "VBRI"}[r.IntN(4)])
			}
			b = append(b, frame...)
		}
	}
	return b[:100_000-r.IntN(300)]
}

// A walk reads every byte once, in reads that follow each other.
func TestWalkReadsOnce(t *testing.T) {
	data := bytes.Repeat(append(mp3Frame(9), mp3Frame(5)...), 8000)
	c := &counting{ReaderAt: bytes.NewReader(data)}
	gaps := 0
	c.hook = func(off int64) {
		if c.calls > 2 && off != c.last { // the first two look at head and tail
			gaps++
		}
	}
	info, err := Probe(c, int64(len(data)))
	if err != nil || math.Abs(info.Duration-float64(16_000)*1152/44_100) > 1e-6 {
		t.Fatal(info, err)
	}
	if gaps > 1 || c.bytes > int64(len(data))+2*window {
		t.Errorf("%d gaps, %d bytes read of %d", gaps, c.bytes, len(data))
	}
}
