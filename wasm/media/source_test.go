package media

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
)

// counting is a source that notes what was asked of it.
type counting struct {
	io.ReaderAt
	bytes, calls int64
	largest      int
	last         int64 // end of the last read
	hook         func(off int64)
}

func (c *counting) ReadAt(p []byte, off int64) (int, error) {
	if c.hook != nil {
		c.hook(off)
	}
	n, err := c.ReaderAt.ReadAt(p, off)
	c.bytes += int64(n)
	c.calls++
	c.largest = max(c.largest, len(p))
	c.last = off + int64(n)
	return n, err
}

func TestSourceReadsWindowsOnce(t *testing.T) {
	data := make([]byte, 300_000)
	for i := range data {
		data[i] = byte(i * 7)
	}
	c := &counting{ReaderAt: bytes.NewReader(data)}
	s := newSource(c, int64(len(data)), nil)
	for off := 0; off < window; off += 100 {
		n := min(16, window-off)
		if got := s.at(int64(off), n); !bytes.Equal(got, data[off:off+n]) {
			t.Fatalf("at %d: % x", off, got)
		}
	}
	if c.calls != 1 || s.read != window {
		t.Errorf("%d reads of %d bytes for one window", c.calls, s.read)
	}
	for _, off := range []int64{100_000, 200_000, 299_990, 100_000, 200_000, 299_990, 5} {
		if got := s.hop(off, 8); !bytes.Equal(got, data[off:off+8]) {
			t.Fatalf("hop %d: % x", off, got)
		}
	}
	if c.calls != 4 || s.read != window+2*hopWindow+10 {
		t.Errorf("%d reads, %d bytes: a hop read too much, or again", c.calls, s.read)
	}
	if s.read != c.bytes {
		t.Errorf("counted %d bytes, read %d", s.read, c.bytes)
	}
}

func TestSourceEnds(t *testing.T) {
	s := newSource(bytes.NewReader([]byte("0123456789")), 10, nil)
	for _, c := range []struct {
		off  int64
		n    int
		want string
	}{{0, 4, "0123"}, {8, 4, "89"}, {10, 4, ""}, {11, 1, ""}, {-1, 4, ""}, {1 << 60, 4, ""}, {3, 0, ""}, {3, -1, ""}} {
		for name, read := range map[string]func(int64, int) []byte{"at": s.at, "hop": s.hop, "ahead": s.ahead} {
			if got := string(read(c.off, c.n)); got != c.want {
				t.Errorf("%s(%d, %d) = %q, want %q", name, c.off, c.n, got, c.want)
			}
		}
	}
}

// A source that is shorter than announced ends where it ends, and the warning says so.
func TestSourceShort(t *testing.T) {
	data, err := io.ReadAll(io.LimitReader(wavOf(8000), 4000))
	if err != nil {
		t.Fatal(err)
	}
	info, err := Probe(bytes.NewReader(data), 9000)
	if err != nil || !info.warned(WarnShortSource) || info.Exact {
		t.Errorf("%+v, %v", info, err)
	}
	if want := float64(4000-44) / 8000; info.Duration != want {
		t.Errorf("%v s, want %v", info.Duration, want)
	}
}

func TestSourceFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	c := &counting{ReaderAt: failing{broken}}
	_, err := Probe(c, 1000)
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeRead || !errors.Is(err, broken) || e.Hint == "" {
		t.Errorf("error %v", err)
	}
	if c.calls != 1 {
		t.Errorf("asked %d times", c.calls)
	}
	for _, bad := range []struct {
		r    io.ReaderAt
		size int64
		code string
	}{{nil, 10, CodeRead}, {bytes.NewReader(nil), -1, CodeRead}, {bytes.NewReader(nil), 0, CodeEmpty}} {
		if _, err := Probe(bad.r, bad.size); !errors.As(err, &e) || e.Code != bad.code {
			t.Errorf("error %v, want %s", err, bad.code)
		}
	}
}

type failing struct{ err error }

func (f failing) ReadAt([]byte, int64) (int, error) { return 0, f.err }

// wild breaks the contract of ReaderAt in every way a foreign reader may.
type wild struct{ n int }

func (w wild) ReadAt([]byte, int64) (int, error) { return w.n, nil }

func TestSourceBreaksItsContract(t *testing.T) {
	for _, n := range []int{-1, 0, 1, 1 << 30} {
		if _, err := Probe(wild{n}, 1<<20); err == nil {
			t.Errorf("n = %d: no error", n)
		}
	}
}

// Abort in the middle of a walk: the next read must not happen.
func TestContext(t *testing.T) {
	data := bytes.Repeat(mp3Frame(9), 20_000)
	ctx, cancel := context.WithCancel(context.Background())
	c := &counting{ReaderAt: bytes.NewReader(data)}
	var after int64
	c.hook = func(off int64) {
		if ctx.Err() != nil {
			after++
		}
		if c.bytes > int64(len(data))/2 {
			cancel()
		}
	}
	info, err := Probe(c, int64(len(data)), WithContext(ctx))
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeAborted || !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if after > 0 || info.BytesRead >= int64(len(data)) || info.BytesRead != c.bytes {
		t.Errorf("%d reads after the end, %d of %d bytes", after, info.BytesRead, len(data))
	}
	if info.Duration != 0 || info.Exact {
		t.Errorf("a stopped walk gave %v s", info.Duration)
	}
}

func TestProgress(t *testing.T) {
	data := bytes.Repeat(mp3Frame(9), 20_000)
	var calls int
	var last int64
	info, err := Probe(bytes.NewReader(data), int64(len(data)), WithProgress(func(read, size int64) {
		calls++
		if read <= last || read > size || size != int64(len(data)) {
			t.Errorf("progress %d of %d after %d", read, size, last)
		}
		last = read
	}))
	if err != nil {
		t.Fatal(err)
	}
	if calls < 5 || int64(calls) > info.BytesRead/(256<<10) {
		t.Errorf("%d calls for %d bytes", calls, info.BytesRead)
	}
}

func TestSearchBack(t *testing.T) {
	data := make([]byte, 200_000)
	places := []int64{199_996, window + 3, window - 2, 70_000, 12}
	for _, at := range places {
		copy(data[at:], "mark")
	}
	s := newSource(bytes.NewReader(data), int64(len(data)), nil)
	var found []int64
	s.searchBack(s.size, s.size, []byte("mark"), func(off int64) bool {
		found = append(found, off)
		return false
	})
	want := []int64{199_996, 70_000, window + 3, window - 2, 12}
	if len(found) != len(want) {
		t.Fatalf("found %v, want %v", found, want)
	}
	for i := range want {
		if found[i] != want[i] {
			t.Errorf("found %v, want %v", found, want)
		}
	}
	if s.searchBack(s.size, 100, []byte("mark"), func(off int64) bool { return off < 199_000 }) {
		t.Error("searched further back than its limit")
	}
}

// A tail of nothing but patterns costs a bounded number of tries.
func TestSearchBackGivesUp(t *testing.T) {
	data := bytes.Repeat([]byte("OggS"), 1<<18)
	s := newSource(bytes.NewReader(data), int64(len(data)), nil)
	tries := 0
	if s.searchBack(s.size, s.size, []byte("OggS"), func(int64) bool { tries++; return false }) || tries > 5000 {
		t.Errorf("%d tries", tries)
	}
}
