package media

import (
	"testing"
)

// fuzzContainer has its parser run over mutations of the fixtures of one container; check says what must hold.
func fuzzContainer(f *testing.F, containers ...string) {
	f.Helper()
	seeds := 0
	for _, x := range fixtures(f) {
		for _, c := range containers {
			if x.Container == c {
				f.Add(readFixture(f, x.File))
				seeds++
			}
		}
	}
	if seeds == 0 {
		f.Fatalf("no fixture of %v", containers)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<20 {
			t.Skip("longer than any fixture: nothing new in it")
		}
		check(t, data)
	})
}

func FuzzMatroska(f *testing.F)  { fuzzContainer(f, "webm", "matroska") }
func FuzzMP4(f *testing.F)       { fuzzContainer(f, "mp4", "mov", "3gp", "3g2", "avif") }
func FuzzOgg(f *testing.F)       { fuzzContainer(f, "ogg") }
func FuzzMPEGAudio(f *testing.F) { fuzzContainer(f, "mp3", "aac", "loas") }
func FuzzWAV(f *testing.F)       { fuzzContainer(f, "wav", "w64") }
func FuzzAIFF(f *testing.F)      { fuzzContainer(f, "aiff", "au", "caf") }
func FuzzFLAC(f *testing.F)      { fuzzContainer(f, "flac") }
func FuzzAMR(f *testing.F)       { fuzzContainer(f, "amr") }
func FuzzAVI(f *testing.F)       { fuzzContainer(f, "avi") }
func FuzzFLV(f *testing.F)       { fuzzContainer(f, "flv") }
func FuzzASF(f *testing.F)       { fuzzContainer(f, "asf") }
func FuzzMPEG(f *testing.F)      { fuzzContainer(f, "mpeg-ps", "mpeg-ts") }
func FuzzImages(f *testing.F)    { fuzzContainer(f, "jpeg", "png", "gif", "webp", "avif") }
