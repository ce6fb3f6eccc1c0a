package media

// aviStream is a strl list of an AVI file, and what its chunks add up to.
type aviStream struct {
	kind       string // "vids", "auds", …
	codec      string
	unit       float64 // seconds a frame or sample: scale by rate
	start      int64
	length     int64 // as the header says, in units
	sampleSize int64 // 0: a chunk is a unit
	chunks     int64
	bytes      int64
}

// avi is an AVI file under the reader.
type avi struct {
	s       *source
	info    *Info
	streams []*aviStream
	movi    chunk
	more    []chunk // movi lists of further RIFF chunks (OpenDML)
	index   chunk
	open    bool // sizes were left open: header fields were never gone back to
	cut     bool
}

// probeAVI reads AVI (RIFF MCI specification; OpenDML). Stream headers are believed when they state a length
// and the file is whole; else the index is counted, else the chunks themselves.
func probeAVI(s *source, info *Info) error {
	info.Kind, info.Container = KindVideo, "avi"
	a := &avi{s: s, info: info}
	a.riff()
	sound, moving := a.describe()
	if sound && !moving {
		info.Kind = KindAudio
	}
	if a.cut {
		info.warn(WarnTruncated)
	}
	info.Exact = true
	if d := a.duration(func(t *aviStream) int64 { return t.length }); d > 0 && !a.cut && !a.open {
		info.Duration = d
		return nil
	}
	a.count()
	info.Duration = a.duration((*aviStream).counted)
	return nil
}

// riff goes over the RIFF chunks: AVI, and AVIX where the file is longer than one may be.
func (a *avi) riff() {
	off := int64(0)
	for n := 0; n < 1024; n++ {
		c, ok := a.s.chunk(off, a.s.size, le32)
		if !ok || c.kind != "RIFF" {
			return
		}
		open := c.size == 0 || c.size >= 0x7FFFFFFF && c.cut
		if open {
			c.end = a.s.size
			a.open = true
			a.info.warn(WarnOpenSize)
		}
		a.cut = a.cut || c.cut && !open
		a.s.chunks(c.data+4, c.end, le32, func(l chunk) bool {
			switch a.listKind(l) {
			case "hdrl":
				a.header(l)
			case "movi":
				if l.size == 0 || l.size >= 0x7FFFFFFF && l.cut {
					l.end = c.end
				} else if l.cut {
					a.cut = true
				}
				if a.movi.kind == "" {
					a.movi = l
				} else if len(a.more) < 1024 {
					a.more = append(a.more, l)
				}
				return l.size > 4
			case "idx1":
				a.index = l
			}
			return true
		})
		if open || c.cut {
			return
		}
		off = c.next()
	}
}

// listKind is the type of a LIST, or the letters of another chunk.
func (a *avi) listKind(c chunk) string {
	if c.kind != "LIST" {
		return c.kind
	}
	return string(a.s.content(c, 4))
}

func (a *avi) header(hdrl chunk) {
	a.s.chunks(hdrl.data+4, hdrl.end, le32, func(l chunk) bool {
		if a.listKind(l) != "strl" || len(a.streams) >= mostTracks {
			return true
		}
		t := &aviStream{}
		a.streams = append(a.streams, t)
		a.s.chunks(l.data+4, l.end, le32, func(c chunk) bool {
			switch c.kind {
			case "strh":
				if b := a.s.content(c, 48); len(b) == 48 {
					t.kind = string(b[:4])
					if scale, rate := le32(b[20:]), le32(b[24:]); rate > 0 {
						t.unit = float64(scale) / float64(rate)
					}
					t.start, t.length, t.sampleSize = int64(le32(b[28:])), int64(le32(b[32:])), int64(le32(b[44:]))
				}
			case "strf":
				a.streamFormat(t, a.s.content(c, 40))
			}
			return true
		})
		return true
	})
}

func (a *avi) streamFormat(t *aviStream, b []byte) {
	switch t.kind {
	case "vids":
		if len(b) >= 20 {
			height := int(int32(le32(b[8:])))
			a.info.picture(int(int32(le32(b[4:]))), max(height, -height)) // negative: stored top down
			t.codec = fourCC(string(b[16:20]))
		}
	case "auds":
		if f, ok := parseWaveFormat(b); ok {
			t.codec = f.codec()
			a.info.audio(f.rate, f.channels)
		}
	}
}

func (a *avi) describe() (sound, moving bool) {
	for _, t := range a.streams {
		sound = sound || t.kind == "auds"
		moving = moving || t.kind == "vids"
		a.info.codec(t.codec)
	}
	return sound, moving
}

// duration is the end of the longest stream, with units of each stream as given.
func (a *avi) duration(units func(*aviStream) int64) float64 {
	var longest float64
	for _, t := range a.streams {
		if n := units(t); n > 0 && (t.kind == "vids" || t.kind == "auds") {
			longest = max(longest, float64(n+t.start)*t.unit)
		}
	}
	return longest
}

func (t *aviStream) counted() int64 {
	if t.sampleSize > 0 {
		return t.bytes / t.sampleSize
	}
	return t.chunks
}
