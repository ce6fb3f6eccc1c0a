package media

import "strings"

// Identifiers of Matroska elements (RFC 9559, 5), as far as time needs them.
const (
	idEBML            = 0x1A45DFA3
	idDocType         = 0x4282
	idSegment         = 0x18538067
	idSeekHead        = 0x114D9B74
	idSeek            = 0x4DBB
	idSeekID          = 0x53AB
	idSeekPosition    = 0x53AC
	idInfo            = 0x1549A966
	idTimestampScale  = 0x2AD7B1
	idDuration        = 0x4489
	idTracks          = 0x1654AE6B
	idCluster         = 0x1F43B675
	idTimestamp       = 0xE7
	idSimpleBlock     = 0xA3
	idBlockGroup      = 0xA0
	idBlock           = 0xA1
	idBlockDuration   = 0x9B
	idDiscardPadding  = 0x75A2
	idCues            = 0x1C53BB6B
	idChapters        = 0x1043A770
	idTags            = 0x1254C367
	idAttachments     = 0x1941A469
	matroskaWalkAll   = 1 << 20 // files up to this size are walked from end to end
	matroskaTailReach = 1 << 20 // how far back the last Cluster is looked for
)

// matroska is one Segment under the reader.
type matroska struct {
	s       *source
	info    *Info
	scale   float64 // seconds a tick
	claimed float64 // the Duration element in ticks; 0 when it says nothing
	tracks  []*mkvTrack
	segment element
	first   int64 // offset of the first Cluster; 0 when there is none
	cues    int64 // offset of the Cues, as the SeekHead says; 0 when it does not
	cut     bool  // an element ran past the end of the file
	partial bool  // some Clusters were not looked at
	closing bool  // but the last one was
}

// probeMatroska reads Matroska and WebM. The Duration element alone is not believed: recorders leave it out,
// write 0 or NaN, or state the time of the last block without its length (Chromium). The last blocks decide.
func probeMatroska(s *source, info *Info) error {
	m := &matroska{s: s, info: info, scale: 1e-3}
	info.Container = "matroska"
	off := int64(0)
	for off < s.size {
		e, ok := s.element(off, s.size)
		if !ok {
			break
		}
		if e.id == idEBML {
			s.children(e, func(c element) bool {
				if c.id == idDocType && strings.TrimRight(string(s.payload(c, 16)), "\x00") == "webm" {
					info.Container = "webm"
				}
				return true
			})
		}
		if e.id == idSegment {
			m.segment = e
			break
		}
		if e.unknown || e.cut {
			break
		}
		off = e.end
	}
	if m.segment.id == 0 {
		info.Kind = KindVideo
		return errTruncated(info.Container)
	}
	m.cut = m.segment.cut
	m.heads()
	m.describe()
	if m.first == 0 {
		if m.cut || s.size < 4096 {
			info.warn(WarnTruncated)
		}
		return m.conclude()
	}
	if s.size-m.first <= matroskaWalkAll {
		m.walk(m.first)
	} else {
		m.tail()
	}
	return m.conclude()
}

// heads reads what stands before the first Cluster and, when Info or Tracks are not there, what the SeekHead
// points to.
func (m *matroska) heads() {
	var seeks []int64
	seen := map[uint32]bool{}
	take := func(e element) {
		seen[e.id] = true
		switch e.id {
		case idInfo:
			m.readInfo(e)
		case idTracks:
			m.readTracks(e)
		case idSeekHead:
			seeks = append(seeks, m.readSeekHead(e)...)
		}
	}
	m.s.children(m.segment, func(e element) bool {
		if e.id == idCluster {
			m.first = e.at
			return false
		}
		m.cut = m.cut || e.cut
		take(e)
		return !e.unknown
	})
	for i, at := range seeks {
		e, ok := m.s.element(m.segment.data+at, m.segment.end)
		if !ok || i >= 16 {
			continue
		}
		switch {
		case (e.id == idInfo || e.id == idTracks) && !seen[e.id]:
			take(e)
		case e.id == idCues:
			m.cues = e.at
		}
	}
}

func (m *matroska) readSeekHead(head element) []int64 {
	var at []int64
	m.s.children(head, func(seek element) bool {
		if seek.id != idSeek {
			return true
		}
		m.s.children(seek, func(e element) bool {
			if e.id == idSeekPosition && len(at) < 64 {
				at = append(at, size64(m.s.unsigned(e)))
			}
			return true
		})
		return true
	})
	return at
}

func (m *matroska) readInfo(info element) {
	m.s.children(info, func(e element) bool {
		switch e.id {
		case idTimestampScale:
			if ns := m.s.unsigned(e); ns > 0 && ns <= 1e12 {
				m.scale = float64(ns) / 1e9
			}
		case idDuration:
			m.claimed = max(m.s.float(e), 0)
		}
		return true
	})
}

// describe fills in kind, codecs and sizes from the tracks.
func (m *matroska) describe() {
	for _, t := range m.tracks {
		switch t.kind {
		case mkvVideo:
			m.info.Kind = KindVideo
			m.info.picture(t.width, t.height)
		case mkvAudio:
			if m.info.Kind == KindOther {
				m.info.Kind = KindAudio
			}
			m.info.audio(t.hears, t.channels)
		default:
			continue
		}
		m.info.codec(t.codec)
	}
	if m.info.Kind == KindOther {
		m.info.Kind = KindVideo
		m.info.warn(WarnUnknownTracks)
	}
}
