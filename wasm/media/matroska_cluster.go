package media

// walk reads Segment children from off, which must be a Cluster, to the end.
func (m *matroska) walk(off int64) {
	for off < m.segment.end {
		e, ok := m.s.element(off, m.segment.end)
		if !ok || !isTopLevel(e.id) && e.id != idVoid && e.id != idCRC32 {
			m.info.warn(WarnForeignData)
			if off = m.nextCluster(off + 1); off < 0 {
				return
			}
			continue
		}
		m.cut = m.cut || e.cut
		if e.id == idCluster {
			off = m.cluster(e)
			continue
		}
		if e.unknown {
			return
		}
		off = e.end
	}
}

const (
	idVoid  = 0xEC
	idCRC32 = 0xBF
)

// isTopLevel says whether an identifier ends a Cluster of unknown size (RFC 8794, 6.2).
func isTopLevel(id uint32) bool {
	switch id {
	case idCluster, idCues, idTags, idInfo, idTracks, idSeekHead, idChapters, idAttachments, idSegment, idEBML:
		return true
	}
	return false
}

// cluster reads the blocks of one Cluster and returns the offset behind it.
func (m *matroska) cluster(c element) int64 {
	time := 0.0
	off := c.data
	for off < c.end {
		e, ok := m.s.element(off, c.end)
		if !ok {
			break
		}
		if c.unknown && isTopLevel(e.id) {
			return off
		}
		switch e.id {
		case idTimestamp:
			time = float64(m.s.unsigned(e)) * m.scale
		case idSimpleBlock:
			m.block(e, time, 0, 0)
		case idBlockGroup:
			m.group(e, time)
		}
		m.cut = m.cut || e.cut
		if e.unknown {
			break
		}
		off = e.end
	}
	if !c.unknown {
		return c.end
	}
	return max(off, c.data)
}

func (m *matroska) group(g element, time float64) {
	var block element
	var length, discard float64
	m.s.children(g, func(e element) bool {
		switch e.id {
		case idBlock:
			block = e
		case idBlockDuration:
			length = float64(m.s.unsigned(e)) * m.scale
		case idDiscardPadding:
			discard = float64(m.s.signed(e)) / 1e9
		}
		return true
	})
	if block.id != 0 {
		m.block(block, time, length, max(discard, 0))
	}
}

// block notes one Block or SimpleBlock (RFC 9559, 10). A block that the end of the file cuts is left out, as a
// decoder leaves it out.
func (m *matroska) block(e element, cluster, length, discard float64) {
	b := m.s.hop(e.data, int(min(e.end-e.data, 64)))
	number, n := vint(b, 8, false)
	if n == 0 || len(b) < n+3 || e.cut {
		return
	}
	t := m.track(number)
	if t == nil {
		return
	}
	start := cluster + float64(int16(be16(b[n:])))*m.scale
	size := e.end - e.data - int64(n+3)
	lacing := b[n+2] >> 1 & 3
	body := b[n+3:]
	frames := 1
	if lacing != 0 && len(body) > 0 {
		frames = int(body[0]) + 1
		sizes := laceSizes(body[1:], lacing, frames)
		size -= int64(1 + sizes)
		if t.codec != "pcm" {
			size /= int64(frames)
		}
		body = body[min(1+sizes, len(body)):]
	}
	each := t.frameLength(body, size)
	if lacing != 0 && t.codec == "pcm" {
		each /= float64(frames)
	}
	total := each * float64(frames)
	if total == 0 {
		total = length
	}
	t.add(start, max(total-discard, 0), frames)
}

// laceSizes is how many bytes the sizes of the laced frames take; the first frame begins behind them.
func laceSizes(b []byte, lacing byte, frames int) int {
	n := 0
	switch lacing {
	case 1: // Xiph: each size but the last is a run of 255s and a rest
		for range frames - 1 {
			for n < len(b) && b[n] == 255 {
				n++
			}
			n++
		}
	case 3: // EBML: one size, then differences
		for range frames - 1 {
			if n >= len(b) {
				return n
			}
			_, m := vint(b[n:], 8, false)
			n += max(m, 1)
		}
	}
	return n
}

func (m *matroska) track(number uint64) *mkvTrack {
	for _, t := range m.tracks {
		if t.number == number && (t.kind == mkvAudio || t.kind == mkvVideo) {
			return t
		}
	}
	return nil
}
