package media

import "math"

// fragmentTimes is what the fragments of a track say, in its ticks.
type fragmentTimes struct {
	seen   bool
	first  uint64 // base decode time of the first fragment read
	end    uint64 // largest base decode time + durations
	sum    uint64 // of all durations read
	dated  bool   // base decode times were written
	count  int64  // samples read
	before uint32 // duration of the last sample but one
	last   uint32 // and of the last
	uneven bool   // durations differ before the last: they were taken from a wall clock
	packet int64  // samples at 48 kHz of the first Opus packet met, by its own header; 0 when none was looked at
}

// fragments reads the movie fragments: all of a small file; of a large one the first, for where time begins,
// and those in the tail. Where fragments carry no time of their own all must be added up.
func (m *mp4) fragments() {
	m.fragmented = true
	if m.firstMoof == 0 {
		return
	}
	if m.s.size-m.firstMoof <= mp4WalkAll {
		m.walkFragments(m.firstMoof, m.s.size, math.MaxInt)
		return
	}
	if m.walkFragments(m.firstMoof, m.s.size, 16) {
		return
	}
	if m.allDated() && m.lastFragments() {
		m.partial = true
		return
	}
	for _, t := range m.tracks {
		t.fragments = fragmentTimes{}
	}
	m.walkFragments(m.firstMoof, m.s.size, math.MaxInt)
}

func (m *mp4) allDated() bool {
	for _, t := range m.tracks {
		if t.fragments.seen && !t.fragments.dated {
			return false
		}
	}
	return true
}

// walkFragments goes from box to box, at most most of them, and says whether it came to the end.
func (m *mp4) walkFragments(off, end int64, most int) bool {
	for n := 0; off < end; n++ {
		if n == most {
			return false
		}
		x, ok := m.s.box(off, end)
		if !ok {
			m.cut = true
			return true
		}
		m.cut = m.cut || x.cut
		if x.kind == "moof" {
			m.moof(x)
		}
		off = x.end
	}
	return true
}

// lastFragments finds the last moof of the file and reads on from there. Tracks may take turns, one a
// fragment, so the search goes back until each track that the file began with was met again.
func (m *mp4) lastFragments() bool {
	waiting := map[uint32]bool{}
	for _, t := range m.tracks {
		if m.plays(t) {
			waiting[t.id] = true
		}
	}
	found := false
	m.s.searchBack(m.s.size, mp4TailReach, []byte("moof"), func(off int64) bool {
		x, ok := m.s.box(off-4, m.s.size)
		if !ok || off < 4 || x.open {
			return false
		}
		if child, ok := m.s.box(x.data, x.end); !ok || child.kind != "mfhd" {
			return false
		}
		if !found {
			m.tailCut(x.end)
		}
		found = true
		for _, id := range m.moof(x) {
			delete(waiting, id)
		}
		return len(waiting) == 0
	})
	return found
}

// tailCut notes whether the last fragment's data run past the end.
func (m *mp4) tailCut(off int64) {
	for off < m.s.size {
		x, ok := m.s.box(off, m.s.size)
		if !ok || x.cut {
			m.cut = true
			return
		}
		off = x.end
	}
}

// moof reads a fragment and returns the identifiers of its tracks.
func (m *mp4) moof(moof box) []uint32 {
	var ids []uint32
	m.s.boxes(moof.data, moof, func(traf box) bool {
		if traf.kind != "traf" || len(ids) >= mostTracks {
			return true
		}
		var t *mp4Track
		var base, sum uint64
		var each uint32
		var at, limit int64
		dated := false
		m.s.boxes(traf.data, traf, func(x box) bool {
			switch x.kind {
			case "tfhd":
				if b := m.s.body(x, 28); len(b) >= 8 {
					t = m.track(be32(b[4:]))
					each = tfhdDuration(b, t.trexDuration)
					at, limit = m.dataLimit(b, moof)
				}
			case "tfdt":
				b := m.s.body(x, 12)
				switch {
				case len(b) >= 12 && b[0] == 1:
					base, dated = be64(b[4:]), true
				case len(b) >= 8 && b[0] == 0:
					base, dated = uint64(be32(b[4:])), true
				}
			case "trun":
				if t != nil {
					sum += m.trun(x, t, each, at, limit)
				}
			}
			return true
		})
		if t != nil {
			ids = append(ids, t.id)
			t.fragments.add(base, sum, dated)
		}
		return true
	})
	return ids
}

// tfhdDuration is default_sample_duration, from tfhd where its flag is set, else from trex.
func tfhdDuration(b []byte, fallback uint32) uint32 {
	flags, at := be24(b[1:]), 8
	if flags&1 != 0 {
		at += 8
	}
	if flags&2 != 0 {
		at += 4
	}
	if flags&8 != 0 && len(b) >= at+4 {
		return be32(b[at:])
	}
	return fallback
}

// dataLimit is where the samples of a fragment are counted from, 0 when that is not its own beginning, and where
// those end that a cut file still has, 0 for a file that is whole here.
func (m *mp4) dataLimit(tfhd []byte, moof box) (at, limit int64) {
	if tfhd[3]&1 != 0 || tfhd[1]&2 == 0 {
		return 0, 0
	}
	x, ok := m.s.box(moof.end, m.s.size)
	if ok && !x.cut {
		return moof.at, 0
	}
	m.cut = true
	return moof.at, m.s.size
}

// trun adds up the sample durations of a track run (ISO/IEC 14496-12, 8.8.8), its count held to the box.
func (m *mp4) trun(x box, t *mp4Track, each uint32, at, limit int64) uint64 {
	b := m.s.body(x, 8)
	if len(b) < 8 {
		return 0
	}
	flags, count := be24(b[1:]), int64(be32(b[4:]))
	row := x.data + 8
	if flags&0x1 != 0 {
		if b := m.s.hop(row, 4); len(b) == 4 {
			at += int64(int32(be32(b)))
		}
		row += 4
		if f := &t.fragments; t.codec == "opus" && f.packet == 0 && at > x.end {
			f.packet = opusSamples(m.s.hop(at, 2))
		}
	} else {
		limit = 0
	}
	if flags&0x4 != 0 {
		row += 4
	}
	width := 0
	column := [4]int{} // of duration, size, flags, composition offset
	for i, f := range [4]uint32{0x100, 0x200, 0x400, 0x800} {
		if flags&f != 0 {
			column[i] = width
			width += 4
		}
	}
	f := &t.fragments
	if width > 0 {
		count = max(min(count, (x.end-row)/int64(width)), 0)
	}
	if flags&0x100 == 0 && (limit == 0 || flags&0x200 == 0) {
		if b := m.s.hop(row, width); flags&0x800 != 0 && len(b) == width && !f.seen {
			t.delay = plausibleDelay(be32(b[column[3]:]), t.scale)
		}
		f.noteAll(each, count)
		// Without a row for each sample nothing bounds the count: no fragment plays for more than a day.
		return min(uint64(count)*uint64(each), uint64(t.scale)*86400)
	}
	var sum uint64
	for i := range count {
		b := m.s.hop(row+i*int64(width), width)
		if len(b) < width {
			break
		}
		if flags&0x200 != 0 && limit > 0 {
			if at += int64(be32(b[column[1]:])); at > limit {
				break
			}
		}
		if flags&0x800 != 0 && i == 0 && !f.seen {
			t.delay = plausibleDelay(be32(b[column[3]:]), t.scale)
		}
		d := each
		if flags&0x100 != 0 {
			d = be32(b[column[0]:])
		}
		f.note(d)
		sum += uint64(d)
	}
	return sum
}

// noteAll notes a run of samples of one duration.
func (f *fragmentTimes) noteAll(d uint32, n int64) {
	for range min(n, 3) {
		f.note(d)
	}
	f.count += max(n-3, 0)
}

// note keeps what the durations of the samples look like.
func (f *fragmentTimes) note(d uint32) {
	if f.count > 1 && f.last != f.before {
		f.uneven = true
	}
	f.before, f.last = f.last, d
	f.count++
}

func (f *fragmentTimes) add(base, sum uint64, dated bool) {
	if !dated {
		base = f.end
	}
	if !f.seen || base < f.first {
		f.first = base
	}
	f.seen, f.dated = true, f.dated || dated
	f.end = max(f.end, base+sum)
	f.sum += sum
}
