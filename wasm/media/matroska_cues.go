package media

// mostCues bounds the index that is read: one window, some 3,000 cue points.
const mostCues = window

// lastByCues reads the end of the last Cluster that the Cues know of. Films have Clusters of megabytes, whose
// beginning lies far from the end: the index has the way to it.
func (m *matroska) lastByCues() bool {
	e, ok := m.s.element(m.cues, m.segment.end)
	if !ok || m.cues == 0 || e.id != idCues || e.cut || e.unknown || e.end-e.data > mostCues {
		return false
	}
	const (
		idCuePoint          = 0xBB
		idCueTrackPositions = 0xB7
		idClusterPosition   = 0xF1
	)
	var last int64
	var read func(e element) bool
	read = func(e element) bool {
		switch e.id {
		case idCuePoint, idCueTrackPositions:
			m.s.children(e, read)
		case idClusterPosition:
			last = max(last, size64(m.s.unsigned(e)))
		}
		return true
	}
	m.s.children(e, read)
	c, ok := m.s.element(m.segment.data+last, m.segment.end)
	if !ok || last == 0 || c.id != idCluster || c.cut || c.unknown {
		return false
	}
	if next, ok := m.s.element(c.end, m.segment.end); ok && next.id == idCluster {
		return false // Clusters follow that the index does not know
	}
	child, ok := m.s.element(c.data, c.end)
	if ok && child.id == idCRC32 {
		child, ok = m.s.element(child.end, c.end)
	}
	if !ok || child.id != idTimestamp {
		return false
	}
	time := float64(m.s.unsigned(child)) * m.scale
	return m.lastBlocks(child.end, c.end, time)
}

// lastBlocks reads the blocks in the last window before end. Where the first of them begins is found by trying:
// from a true beginning, elements follow each other up to the very end.
func (m *matroska) lastBlocks(from, end int64, time float64) bool {
	from = max(from, end-window)
	b := append([]byte(nil), m.s.at(from, int(end-from))...)
	if int64(len(b)) < end-from {
		return false
	}
	for i := range b {
		if b[i] != idSimpleBlock && b[i] != idBlockGroup {
			continue
		}
		starts := blockChain(b, i)
		if len(starts) == 0 {
			continue
		}
		if i > 0 && len(starts) > 2 {
			starts = starts[1:] // the first may be a frame's bytes that happen to lead to a boundary
		}
		before := m.frames()
		for _, at := range starts {
			e, _ := m.s.element(from+int64(at), end)
			if e.id == idSimpleBlock {
				m.block(e, time, 0, 0)
			} else {
				m.group(e, time)
			}
		}
		return m.frames() > before
	}
	return false
}

// blockChain lists the offsets of the blocks from i on that fill b to its end; none when they do not.
func blockChain(b []byte, i int) []int {
	var starts []int
	for i < len(b) {
		e, ok := parseElement(b[i:], int64(i), int64(len(b)))
		if !ok || e.cut || e.unknown || e.id != idSimpleBlock && e.id != idBlockGroup && e.id != idVoid {
			return nil
		}
		if e.id != idVoid {
			starts = append(starts, i)
		}
		i = int(e.end)
	}
	return starts
}
