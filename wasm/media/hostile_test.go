package media

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// check probes bytes that may be anything and holds the answer to what Probe promises of every input.
func check(t testing.TB, data []byte) (Info, error) {
	t.Helper()
	c := &counting{ReaderAt: bytes.NewReader(data)}
	info, err := Probe(c, int64(len(data)))
	codes := []string{CodeEmpty, CodeUnknownContainer, CodeTruncated, CodeNoDuration}
	warnings := []string{WarnTruncated, WarnHeaderWrong, WarnEstimate, WarnLastFrame, WarnChained, WarnReset, WarnLeadingData,
		WarnForeignData, WarnOpenSize, WarnUnverified, WarnEncrypted, WarnUnknownTracks}
	var e *Error
	switch {
	case err != nil && (!errors.As(err, &e) || !slices.Contains(codes, e.Code) || e.Message == "" || e.Hint == ""):
		t.Fatalf("error %#v", err)
	case err != nil && (info.Duration != 0 || info.Exact):
		t.Fatalf("%v s beside %v", info.Duration, err)
	case err == nil && !slices.Contains([]string{KindAudio, KindVideo, KindImage}, info.Kind):
		t.Fatalf("kind %q", info.Kind)
	case err == nil && info.Container == "":
		t.Fatal("no container")
	case err == nil && info.Kind == KindImage && info.Duration != 0:
		t.Fatalf("a picture of %v s", info.Duration)
	case err == nil && info.Kind != KindImage && !(info.Duration > 0 && info.Duration <= longest):
		t.Fatalf("%v s", info.Duration)
	}
	for i, w := range info.Warnings {
		if !slices.Contains(warnings, w) || slices.Contains(info.Warnings[:i], w) {
			t.Fatalf("warnings %v", info.Warnings)
		}
	}
	if info.Exact && (info.warned(WarnTruncated) || info.warned(WarnEstimate) || info.warned(WarnUnverified) || info.warned(WarnLastFrame)) {
		t.Fatalf("exact with %v", info.Warnings)
	}
	if info.SampleRate < 0 || info.Channels < 0 || info.Width < 0 || info.Height < 0 || math.IsNaN(info.Duration) {
		t.Fatalf("%+v", info)
	}
	// Everything may be read, and read again from where a chain broke, but not time after time.
	if limit := int64(8*len(data) + 16*window); c.bytes > limit || info.BytesRead != c.bytes {
		t.Fatalf("%d bytes read of %d, %d reported: %+v", c.bytes, len(data), info.BytesRead, info)
	}
	if c.largest > scanWindow {
		t.Fatalf("a read of %d bytes", c.largest)
	}
	return info, err
}

func readFixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every fixture, cut short: at every length near its beginning, where headers are, and at 200 lengths beyond.
func TestTruncated(t *testing.T) {
	for _, f := range fixtures(t) {
		data := readFixture(t, f.File)
		for n := 0; n < len(data); n++ {
			if n > 256 {
				n += len(data) / 200
			}
			if n >= len(data) {
				break
			}
			info, err := check(t, data[:n])
			if err != nil || f.Seconds == nil || info.Kind == KindImage {
				continue
			}
			// A part plays no longer than the whole, but for what the end of a file says of what to trim.
			whole := slices.Max(append(f.Also, *f.Seconds, f.Claims))
			if info.Duration > whole+0.3 {
				t.Errorf("%s cut to %d of %d bytes: %v s of %v", f.File, n, len(data), info.Duration, whole)
			}
		}
	}
}

// Single bits and bytes turned over, where they hurt and anywhere.
func TestFlipped(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for _, f := range fixtures(t) {
		data := readFixture(t, f.File)
		if len(data) == 0 {
			continue
		}
		mutated := bytes.Clone(data)
		for i := range 300 {
			copy(mutated, data)
			for range 1 + i%4 {
				at := random.IntN(len(data))
				if i%2 == 0 {
					at = random.IntN(min(len(data), 600))
				}
				mutated[at] ^= byte(1 << random.IntN(8))
			}
			check(t, mutated)
		}
	}
}

// Four bytes at each place of the headers replaced by the sizes that parsers trip over.
func TestLyingSizes(t *testing.T) {
	lies := [][]byte{{0xFF, 0xFF, 0xFF, 0xFF}, {0x7F, 0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF, 0x7F}, {0x80, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 1}, {1, 0, 0, 0}}
	done := map[string]int{}
	for _, f := range fixtures(t) {
		if done[f.Container]++; done[f.Container] > 4 {
			continue
		}
		data := readFixture(t, f.File)
		mutated := bytes.Clone(data)
		for at := 0; at+4 <= min(len(data), 1500); at++ {
			copy(mutated, data)
			copy(mutated[at:], lies[at%len(lies)])
			check(t, mutated)
		}
	}
}

// Bytes that are nothing must be told so, however long they are.
func TestGarbage(t *testing.T) {
	random := make([]byte, 3<<20)
	rand.NewChaCha8([32]byte{7}).Read(random)
	for name, data := range map[string][]byte{
		"random":             random,
		"zeros":              make([]byte, 1<<20),
		"ones":               bytes.Repeat([]byte{0xFF}, 1<<20),
		"sync words of MP3":  bytes.Repeat([]byte{0xFF, 0xFB}, 1<<19),
		"sync bytes of TS":   bytes.Repeat([]byte{0x47, 0}, 1<<19)[:1<<19-1],
		"sync words of LOAS": bytes.Repeat([]byte{0x56, 0xE0}, 1<<19),
		"text":               bytes.Repeat([]byte("<!doctype html><title>502</title>\n"), 1000),
		"one byte":           {0},
	} {
		t.Run(name, func(t *testing.T) {
			info, err := check(t, data)
			if err == nil {
				t.Errorf("%+v", info)
			}
			if info.BytesRead > 1<<20 {
				t.Errorf("%d bytes read to find nothing", info.BytesRead)
			}
		})
	}
}

// Headers that promise the world, in few bytes.
func TestBombs(t *testing.T) {
	deep := []byte{}
	for range 2000 {
		deep = isoBox("moov", deep)
	}
	lists := []byte("movi")
	for range 500 {
		lists = join([]byte("movi"), []byte("LIST"), l32(uint32(len(lists))), lists)
	}
	for name, data := range map[string][]byte{
		"nested moov":  join(isoBox("ftyp", []byte("isom")), deep),
		"nested lists": join([]byte("RIFF"), l32(uint32(12+len(lists))), []byte("AVI LIST"), l32(uint32(len(lists))), lists),
		"boxes of 8":   join(isoBox("ftyp", []byte("isom")), bytes.Repeat(isoBox("free"), 300_000)),
		"traks":        join(isoBox("ftyp", []byte("isom")), isoBox("moov", bytes.Repeat(isoBox("trak", isoBox("tkhd", make([]byte, 84))), 5000))),
		"elements":     join(ebml(idEBML), ebmlOpen(idSegment, bytes.Repeat([]byte{0xEC, 0x80}, 500_000))),
		"clusters":     join(ebml(idEBML), ebmlOpen(idSegment, bytes.Repeat(ebmlOpen(idCluster), 300_000))),
		"tracks":       join(ebml(idEBML), ebmlOpen(idSegment, ebml(idTracks, bytes.Repeat(ebml(0xAE, ebml(0xD7, []byte{1})), 20_000)))),
		"ID3 tags":     bytes.Repeat([]byte("ID3\x04\x00\x00\x00\x00\x00\x00"), 100_000),
		"stts of 2^32": isoBox("moov", isoBox("mvhd", u32(0), u64(0), u32(1), u32(1), make([]byte, 80)), isoBox("trak", isoBox("tkhd", u32(0), u64(0), u32(1), make([]byte, 68)), isoBox("mdia", isoBox("mdhd", u32(0), u64(0), u32(1), u32(0)), isoBox("hdlr", u64(0), []byte("soun")), isoBox("minf", isoBox("stbl", isoBox("stts", u32(0), u32(1<<32-1), u32(1<<32-1), u32(1<<32-1))))))),
		"JPEG fill":    join([]byte{0xFF, 0xD8}, bytes.Repeat([]byte{0xFF}, 1<<20)),
		"RIFF chunks":  join([]byte("RIFF\x00\x00\x00\x00WAVE"), bytes.Repeat([]byte("junk\x00\x00\x00\x00"), 200_000)),
	} {
		t.Run(name, func(t *testing.T) {
			info, err := check(t, data)
			if err == nil && info.Kind != KindImage && name != "stts of 2^32" {
				t.Errorf("%+v", info)
			}
		})
	}
}
