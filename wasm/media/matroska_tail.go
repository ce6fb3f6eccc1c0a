package media

import "bytes"

const clusterMagic = "\x1F\x43\xB6\x75"

// tail reads the first Cluster for where time begins and the last one for where it ends.
func (m *matroska) tail() {
	m.partial = true
	if e, ok := m.s.element(m.first, m.segment.end); ok {
		m.opening(e)
	}
	if m.closing = m.lastByCues(); m.closing {
		return
	}
	found := m.s.searchBack(m.s.size, m.reach(), []byte(clusterMagic), m.lastCluster)
	if !found && m.claimed == 0 {
		// No Cluster begins near the end and no header tells: go from Cluster to Cluster.
		m.partial = false
		m.walk(m.first)
	}
}

// reach is how far back a Cluster is looked for: one window when the header states a duration to fall back on.
func (m *matroska) reach() int64 {
	if m.claimed > 0 {
		return window
	}
	return matroskaTailReach
}

// opening notes the first blocks of the file, as far as one window shows them.
func (m *matroska) opening(c element) {
	c.end = min(c.end, c.at+window/2)
	c.unknown = true // so that a Cluster that ends within the window ends the walk, too
	cut := m.cut
	m.cluster(c)
	m.cut = cut
}

// lastCluster reads what begins at off as a Cluster and everything behind it, and says whether it was one: its
// first child must be a Timestamp, where every writer puts it, and a block of a known track must follow.
func (m *matroska) lastCluster(off int64) bool {
	e, ok := m.s.element(off, m.segment.end)
	if !ok || e.id != idCluster {
		return false
	}
	child, ok := m.s.element(e.data, e.end)
	if ok && child.id == idCRC32 {
		child, ok = m.s.element(child.end, e.end)
	}
	if !ok || child.id != idTimestamp || child.end-child.data > 8 {
		return false
	}
	before := m.frames()
	m.walk(off)
	m.closing = m.frames() > before
	return m.closing
}

func (m *matroska) frames() int {
	n := 0
	for _, t := range m.tracks {
		n += t.frames
	}
	return n
}

// nextCluster finds the next Cluster from off on where the structure was lost; -1 when there is none.
func (m *matroska) nextCluster(off int64) int64 {
	for off < m.segment.end {
		b := m.s.ahead(off, window)
		if len(b) < len(clusterMagic) {
			return -1
		}
		if i := bytes.Index(b, []byte(clusterMagic)); i >= 0 {
			return off + int64(i)
		}
		off += int64(len(b) - len(clusterMagic) + 1)
	}
	return -1
}
