package media

// mp4Track is a trak box and what fragments added to it. Ticks count in scale.
type mp4Track struct {
	id            uint32
	handler       string // "soun", "vide", "text", …
	scale         uint32
	header        uint64 // mdhd's duration
	samples       uint64 // stts: number of samples
	ticks         uint64 // stts: their durations added up
	counted       bool   // stts was read to its end
	edits         []edit
	edited        bool
	codec         string
	encrypted     bool
	rate          int
	channels      int
	width, height int
	turned        bool  // shown on its side: a phone held upright stores pictures so
	delay         int64 // composition offset of the first sample, in ticks
	preSkip       int   // Opus samples at 48 kHz that a decoder throws away
	tables        sampleTables

	trexDuration uint32
	fragments    fragmentTimes
}

// edit is an entry of elst: length in movie ticks, start in track ticks, -1 for an empty edit, and how fast it plays.
type edit struct {
	length uint64
	start  int64
	rate   float64
}

func (m *mp4) trak(trak box) {
	var t *mp4Track
	var later []box
	m.s.boxes(trak.data, trak, func(x box) bool {
		switch x.kind {
		case "tkhd":
			b := m.s.body(x, 96)
			at := 12
			if len(b) > 0 && b[0] == 1 {
				at = 20
			}
			if len(b) >= at+4 {
				t = m.track(be32(b[at:]))
				if at += 64; len(b) >= at+8 { // width and height are 16.16 fixed point
					t.width, t.height = int(be16(b[at:])), int(be16(b[at+4:]))
					t.turned = quarterTurn(b[at-36:])
				}
			}
		case "edts", "mdia", "tref":
			if len(later) < 16 {
				later = append(later, x)
			}
		}
		return true
	})
	if t == nil {
		return
	}
	for _, x := range later {
		switch x.kind {
		case "edts":
			m.s.boxes(x.data, x, func(x box) bool {
				if x.kind == "elst" {
					t.elst(m.s, x)
				}
				return true
			})
		case "tref":
			m.s.boxes(x.data, x, func(x box) bool {
				if x.kind == "chap" {
					for b := m.s.body(x, 4*mostTracks); len(b) >= 4; b = b[4:] {
						m.chapters[be32(b)] = true
					}
				}
				return true
			})
		case "mdia":
			t.mdia(m.s, x)
		}
	}
}

// quarterTurn says whether a matrix (ISO/IEC 14496-12, 6.2.2) turns pictures by 90 degrees to either side: nothing of
// x stays in x, nor of y in y.
func quarterTurn(matrix []byte) bool {
	const a, b, c, d = 0, 4, 12, 16
	return be32(matrix[a:]) == 0 && be32(matrix[d:]) == 0 && be32(matrix[b:]) != 0 && be32(matrix[c:]) != 0
}

func (t *mp4Track) elst(s *source, x box) {
	b := s.body(x, 8)
	if len(b) < 8 {
		return
	}
	t.edited = true
	entry, count := int64(12), int64(be32(b[4:]))
	long := b[0] == 1
	if long {
		entry = 20
	}
	for i := range min(count, 4096) {
		at := x.data + 8 + i*entry
		b := s.hop(at, int(entry))
		if len(b) < int(entry) || at+entry > x.end {
			return
		}
		e := edit{length: uint64(be32(b)), start: int64(int32(be32(b[4:])))}
		if long {
			e = edit{length: be64(b), start: int64(be64(b[8:]))}
		}
		e.rate = float64(max(int32(be32(b[entry-4:])), 0)) / (1 << 16)
		t.edits = append(t.edits, e)
	}
}

func (t *mp4Track) mdia(s *source, mdia box) {
	s.boxes(mdia.data, mdia, func(x box) bool {
		switch x.kind {
		case "mdhd":
			t.scale, t.header = s.timing(x)
		case "hdlr":
			if b := s.body(x, 12); len(b) == 12 {
				t.handler = string(b[8:12])
			}
		case "minf":
			s.boxes(x.data, x, func(x box) bool {
				if x.kind == "stbl" {
					t.stbl(s, x)
				}
				return true
			})
		}
		return true
	})
}

func (t *mp4Track) stbl(s *source, stbl box) {
	s.boxes(stbl.data, stbl, func(x box) bool {
		switch x.kind {
		case "stsd":
			t.stsd(s, x)
		case "stts":
			t.stts(s, x)
		case "ctts":
			if b := s.body(x, 16); len(b) == 16 {
				t.delay = plausibleDelay(be32(b[12:]), t.scale)
			}
		case "stsc":
			t.tables.stsc = x
		case "stsz":
			t.tables.stsz = x
		case "stco", "co64":
			t.tables.stco = x
		}
		return true
	})
}

// stts adds up the sample durations (ISO/IEC 14496-12, 8.6.1.2). Its count is held to the size of the box; a
// table of a long film with uneven frames is left unread beyond a window, and mdhd stands in.
func (t *mp4Track) stts(s *source, x box) {
	b := s.body(x, 8)
	if len(b) < 8 {
		return
	}
	const mostEntries = window / 8
	count := min(int64(be32(b[4:])), (x.end-x.data-8)/8)
	t.counted = count <= mostEntries || t.header == 0
	if !t.counted {
		return
	}
	for i := range count {
		b := s.hop(x.data+8+8*i, 8)
		if len(b) < 8 {
			return
		}
		n, each := uint64(be32(b)), uint64(be32(b[4:]))
		t.samples += n
		t.ticks += n * each
		if t.ticks > 1<<62 || t.samples > 1<<40 {
			t.ticks, t.samples, t.counted = 0, 0, false
			return
		}
	}
	t.tables.stts = x
}

// plausibleDelay is a composition offset in ticks when it is positive and at most two seconds; else 0. Without
// an edit list a film begins with it: frames are stored ahead of those that refer to them.
func plausibleDelay(offset, scale uint32) int64 {
	if d := int64(int32(offset)); d > 0 && d <= 2*int64(scale) {
		return d
	}
	return 0
}
