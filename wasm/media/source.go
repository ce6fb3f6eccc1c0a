package media

import (
	"bytes"
	"context"
	"io"
)

// Read sizes. Reading a Blob costs about 0.6 ms a read up to 64 KiB, and is fastest per byte from 256 KiB on.
const (
	window     = 64 << 10  // headers, jumps into the unknown, tails
	scanWindow = 512 << 10 // walks over every frame
	hopWindow  = 512       // walks from header to header over bodies that are skipped
	slots      = 4         // windows kept
	scanSlack  = 16 << 10  // a walk that goes on this close to the end of its window slides it
	denseGap   = 4 << 10   // headers closer than this are read together
	mostHops   = 2000      // after so many small reads, large ones are quicker
)

// source is the one reader under every parser: it caches windows, counts bytes, stops when the context is done
// and turns the end of the file into short slices, never into panics.
//
// A slice that at, hop or ahead returned is valid until three further windows were read; a parser that keeps
// bytes longer copies them.
type source struct {
	r        io.ReaderAt
	size     int64
	ctx      context.Context
	progress func(read, size int64)

	views    [slots]view
	scan     view
	clock    int
	hops     int
	horizon  int64 // where ahead stops reading more than it was asked for; 0 for nowhere
	lastEnd  int64 // where the last fetched window ended
	read     int64
	reported int64
	short    bool   // the reader ended before the size it was announced with
	beyond   bool   // a parser followed a length past the end
	err      *Error // the first failure; after it every read gives nothing
}

type view struct {
	off  int64
	data []byte
	used int
}

func newSource(r io.ReaderAt, size int64, opts []Option) *source {
	s := &source{r: r, size: size, ctx: context.Background(), lastEnd: -1}
	for _, o := range opts {
		o(s)
	}
	return s
}

// at returns n bytes (at most one window) from off, fewer at the end of the file, reading a whole window ahead.
func (s *source) at(off int64, n int) []byte { return s.get(off, n, window) }

// hop returns n bytes from off where the caller jumps from header to header: bodies in between stay unread
// unless the headers turn out to be close together or very many.
func (s *source) hop(off int64, n int) []byte {
	if b, ok := s.cached(off, n); ok {
		return b
	}
	gap := off - s.lastEnd
	if s.hops >= mostHops && gap >= 0 && gap < scanWindow {
		return s.ahead(off, n)
	}
	s.hops++
	want := hopWindow
	if gap >= -denseGap && gap < denseGap {
		want = window
	}
	return s.get(off, n, want)
}

// ahead returns n bytes from off where the caller walks through everything: one large window slides forward. Its reads
// follow each other without a gap, so that a reader may hold the next one ready.
func (s *source) ahead(off int64, n int) []byte {
	if b, ok := s.cached(off, n); ok {
		return b
	}
	off, n = s.clamp(off, min(n, scanWindow))
	if n == 0 {
		return nil
	}
	v := &s.scan
	from, keep := off, 0
	end := v.off + int64(len(v.data))
	if len(v.data) > 0 && off > v.off && off-end >= -scanSlack && off-end <= scanSlack {
		from, keep = end, int(max(end-off, 0))
	}
	s.fetch(v, from, keep, max(s.scanned(from), int(off-from)+n))
	return head(s.rest(off), n)
}

// scanned is how much a walk reads from off in one go.
func (s *source) scanned(off int64) int {
	if left := s.horizon - off; left > 0 {
		return int(min(left, scanWindow))
	}
	return scanWindow
}

// rest returns what is there of the window of a walk from off on, without reading.
func (s *source) rest(off int64) []byte {
	if from := off - s.scan.off; from >= 0 && from < int64(len(s.scan.data)) {
		return s.scan.data[from:]
	}
	return nil
}

// stretch is the way to read everything between two offsets: at for a short stretch, ahead for a long one.
func (s *source) stretch(from, to int64) func(off int64, n int) []byte {
	if to-from <= window {
		return s.at
	}
	s.horizon = to
	return s.ahead
}

func (s *source) get(off int64, n, want int) []byte {
	if b, ok := s.cached(off, n); ok {
		return b
	}
	off, n = s.clamp(off, min(n, window))
	if n == 0 {
		return nil
	}
	oldest := &s.views[0]
	for i := range s.views {
		if s.views[i].used < oldest.used {
			oldest = &s.views[i]
		}
	}
	s.fetch(oldest, off, 0, max(n, want))
	return head(oldest.data, n)
}

func (s *source) cached(off int64, n int) ([]byte, bool) {
	if off < 0 || off >= s.size || s.err != nil {
		s.beyond = s.beyond || off > s.size
		return nil, true
	}
	if left := s.size - off; int64(n) > left {
		n = int(left)
	}
	if n <= 0 {
		return nil, true
	}
	if b, ok := s.scan.slice(off, n); ok {
		return b, true
	}
	for i := range s.views {
		if b, ok := s.views[i].slice(off, n); ok {
			s.clock++
			s.views[i].used = s.clock
			return b, true
		}
	}
	return nil, false
}

func (v *view) slice(off int64, n int) ([]byte, bool) {
	if from := off - v.off; from >= 0 && from+int64(n) <= int64(len(v.data)) {
		return v.data[from : from+int64(n)], true
	}
	return nil, false
}

func (s *source) clamp(off int64, n int) (int64, int) {
	if left := s.size - off; int64(n) > left {
		n = int(max(left, 0))
	}
	return off, n
}

// fetch fills v with up to want bytes from off, behind the last keep bytes that it holds.
func (s *source) fetch(v *view, off int64, keep, want int) {
	off, want = s.clamp(off, want)
	if err := s.ctx.Err(); err != nil {
		s.err = &Error{Code: CodeAborted, Message: "reading was stopped", Hint: "the caller's signal or deadline asked for it", Cause: err}
		v.data = nil
		return
	}
	kept := v.data[len(v.data)-keep:]
	if cap(v.data) < keep+want {
		room := keep + want
		if room >= scanWindow { // of a walk: it slides
			room = scanWindow + scanSlack
		}
		v.data = make([]byte, max(room, keep+want))
	}
	v.data = v.data[:keep+want]
	copy(v.data, kept)
	v.off = off - int64(keep)
	s.clock++
	v.used = s.clock
	n, err := s.r.ReadAt(v.data[keep:], off)
	n = min(max(n, 0), want)
	v.data = v.data[:keep+n]
	s.read += int64(n)
	s.lastEnd = off + int64(n)
	if n < want {
		if err != nil && err != io.EOF {
			s.err = &Error{Code: CodeRead, Message: "the source could not be read", Hint: "a File whose content changed on disk cannot be read any more: choose it again", Cause: err}
			v.data = nil
			return
		}
		s.size, s.short = off+int64(n), true
	}
	if s.progress != nil && s.read-s.reported >= 256<<10 {
		s.reported = s.read
		s.progress(min(s.read, s.size), s.size) // places that are read again count once more
	}
}

// searchBack looks for pattern in the limit bytes before end, the last occurrence first, until try accepts one.
func (s *source) searchBack(end, limit int64, pattern []byte, try func(off int64) bool) bool {
	const mostTries = 4096 // a tail made of nothing but patterns must not cost a parse for each
	stop := max(end-limit, 0)
	tries := 0
	for end > stop {
		from := max(end-window, stop)
		n := int(end - from)
		for n > 0 {
			i := bytes.LastIndex(head(s.at(from, int(end-from)), n), pattern)
			if i < 0 {
				break
			}
			if tries++; tries > mostTries || s.err != nil {
				return false
			}
			if try(from + int64(i)) {
				return true
			}
			n = i + len(pattern) - 1
		}
		if from == stop {
			break
		}
		end = from + int64(len(pattern)) - 1 // an occurrence may lie across two windows
	}
	return false
}

func head(b []byte, n int) []byte {
	if len(b) > n {
		return b[:n]
	}
	return b
}
