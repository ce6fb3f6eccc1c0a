package media

// sampleTables are the boxes that say where samples lie, unread until a cut file asks for them.
type sampleTables struct{ stts, stsc, stsz, stco box }

// mostSamples bounds the samples walked to find the last whole one of a cut file: 13 hours of AAC.
const mostSamples = 1 << 21

// playable is how many seconds of a track lie within a file whose media data were cut: samples are walked
// chunk by chunk until one ends behind the end of the file.
func (m *mp4) playable(t *mp4Track) (float64, bool) {
	s, x := m.s, t.tables
	sizes := s.body(x.stsz, 12)
	if x.stts.kind == "" || x.stsc.kind == "" || x.stco.kind == "" || len(sizes) < 12 || t.scale == 0 {
		return 0, false
	}
	fixed, samples := int64(be32(sizes[4:])), min(int64(be32(sizes[8:])), mostSamples)
	wide := int64(4)
	if x.stco.kind == "co64" {
		wide = 8
	}
	chunks := (x.stco.end - x.stco.data - 8) / wide
	perChunk := runs{s: s, x: x.stsc, width: 12}
	durations := runs{s: s, x: x.stts, width: 8}
	var sample int64
	var ticks uint64
	for chunk := range chunks {
		b := s.at(x.stco.data+8+chunk*wide, int(wide))
		if len(b) < int(wide) {
			break
		}
		at := int64(be32(b))
		if wide == 8 {
			at = size64(be64(b))
		}
		for range perChunk.perChunk(chunk + 1) {
			size := fixed
			if fixed == 0 {
				b := s.at(x.stsz.data+12+4*sample, 4)
				if len(b) < 4 || x.stsz.data+16+4*sample > x.stsz.end {
					return float64(ticks) / float64(t.scale), true
				}
				size = int64(be32(b))
			}
			at += size
			if at > s.size || sample >= samples {
				return float64(ticks) / float64(t.scale), true
			}
			ticks += uint64(durations.duration())
			sample++
		}
	}
	return float64(ticks) / float64(t.scale), true
}

// runs reads a run-length table forwards, one entry at a time.
type runs struct {
	s     *source
	x     box
	width int64
	entry int64
	left  uint32
	value uint32
}

func (r *runs) row(i int64) []byte {
	at := r.x.data + 8 + i*r.width
	if at+r.width > r.x.end {
		return nil
	}
	b := r.s.at(at, int(r.width))
	if len(b) < int(r.width) {
		return nil
	}
	return b
}

// perChunk is the number of samples in a chunk, counted from 1, by stsc.
func (r *runs) perChunk(chunk int64) uint32 {
	if b := r.row(r.entry); b != nil && int64(be32(b)) <= chunk {
		r.value = be32(b[4:])
		r.entry++
	}
	return min(r.value, mostSamples)
}

// duration is that of the next sample, by stts.
func (r *runs) duration() uint32 {
	for n := 0; r.left == 0 && n < 1024; n++ {
		b := r.row(r.entry)
		if b == nil {
			return 0
		}
		r.left, r.value = be32(b), be32(b[4:])
		r.entry++
	}
	if r.left == 0 {
		return 0
	}
	r.left--
	return r.value
}
