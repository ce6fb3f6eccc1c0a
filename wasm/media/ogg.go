package media

const (
	oggWalkAll   = 1 << 20 // files up to this size are walked from end to end
	oggTailReach = 1 << 20 // how far back the last page is looked for
	oggProbes    = 7       // places between at which a large file is asked whether it is still the same link
)

// ogg is a physical stream: links of logical streams that follow each other.
type ogg struct {
	s       *source
	info    *Info
	streams []*oggStream // of the current link
	unknown map[uint32]bool
	data    bool // the current link is past its beginning pages
	total   float64
	links   int
	cut     bool
}

// probeOgg reads Ogg with Opus, Vorbis, Speex, FLAC, Theora or VP8 in it. Time is the last granule of each link less
// the granule at which it begins, less pre-skip; links are added up.
func probeOgg(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "ogg"
	o := &ogg{s: s, info: info, unknown: map[uint32]bool{}}
	if s.size <= oggWalkAll || !o.quick() {
		*o = ogg{s: s, info: info, unknown: map[uint32]bool{}}
		o.walk()
	}
	o.finishLink()
	if o.links > 1 {
		info.warn(WarnChained)
	}
	info.Duration, info.Exact = o.total, !o.cut
	if o.cut {
		info.warn(WarnTruncated)
	}
	return nil
}

// walk goes over all pages; those with a wrong checksum are no pages.
func (o *ogg) walk() {
	small := o.s.size <= oggWalkAll
	for off := int64(0); ; {
		p, ok := o.s.nextPage(off)
		if !ok {
			return
		}
		if p.cut {
			if o.s.size-p.at < 65307 { // the largest page there is
				o.cut = true
			}
			off = p.at + 1
			continue
		}
		if p.at > off {
			o.info.warn(WarnForeignData)
		}
		if small && !o.s.whole(p) {
			o.info.warn(WarnForeignData)
			off = p.at + 1
			continue
		}
		off = p.end
		o.page(p)
	}
}

// page takes a page into the current link, or begins the next one with it.
func (o *ogg) page(p oggPage) {
	if p.bos {
		if o.data {
			o.finishLink()
		}
		var first []byte
		o.s.packets(p, 256, func(b []byte, _ int64) {
			if first == nil {
				first = append([]byte{}, b...)
			}
		})
		if t := oggStreamOf(p.serial, first); t != nil && len(o.streams) < mostTracks {
			o.streams = append(o.streams, t)
			o.describe(t)
		} else if len(o.unknown) < mostTracks {
			o.unknown[p.serial] = true
		}
		return
	}
	o.data = true
	t := o.stream(p.serial)
	if t == nil {
		return
	}
	if t.vorbis != nil && !t.started && p.granule <= 0 {
		t.vorbis.headerPage(o.s, p)
	}
	t.page(o.s, p)
}

func (o *ogg) describe(t *oggStream) {
	if t.video {
		o.info.Kind = KindVideo
		o.info.picture(t.width, t.height)
	} else {
		o.info.audio(t.hears, t.channels)
	}
	o.info.codec(t.codec)
}

func (o *ogg) stream(serial uint32) *oggStream {
	for _, t := range o.streams {
		if t.serial == serial {
			return t
		}
	}
	return nil
}

// finishLink adds the longest stream of the link to the total.
func (o *ogg) finishLink() {
	var longest float64
	for _, t := range o.streams {
		longest = max(longest, t.seconds())
	}
	if longest > 0 {
		o.links++
		o.total += longest
	}
	o.streams, o.data = nil, false
	clear(o.unknown)
}

// quick reads the beginning and the last pages. It gives up — and all pages are walked — when the file turns
// out to be chained.
func (o *ogg) quick() bool {
	off := int64(0)
	for off < window && !o.allStarted() {
		p, ok := o.s.nextPage(off)
		if !ok || p.cut {
			return false
		}
		if p.bos && o.data {
			return false
		}
		o.page(p)
		off = p.end
	}
	for i := int64(1); i <= oggProbes; i++ {
		if !o.sameLink(off + (o.s.size-off)/(oggProbes+1)*i) {
			return false
		}
	}
	return o.tail()
}

func (o *ogg) allStarted() bool {
	for _, t := range o.streams {
		if !t.started {
			return false
		}
	}
	return len(o.streams) > 0
}

// sameLink says whether the next page behind off belongs to a stream of this link and lies later in time.
func (o *ogg) sameLink(off int64) bool {
	b := o.s.get(off, 16<<10, 16<<10)
	for i := 0; i+27 < len(b); i++ {
		if string(b[i:i+4]) != oggMagic || b[i+4] != 0 {
			continue
		}
		serial, g := le32(b[i+14:]), int64(le64(b[i+6:]))
		t := o.stream(serial)
		if t == nil {
			return o.unknown[serial]
		}
		if g < 0 {
			continue
		}
		if t.granule(g) < t.last {
			return false
		}
		t.last = t.granule(g)
		return true
	}
	return true // a page of 64 KB, or foreign data: the tail decides
}

// tail takes the last page of each stream.
func (o *ogg) tail() bool {
	waiting := map[uint32]bool{}
	for _, t := range o.streams {
		waiting[t.serial] = true
	}
	chained, any := false, false
	o.s.searchBack(o.s.size, oggTailReach, []byte(oggMagic), func(off int64) bool {
		p, ok := o.s.oggPage(off)
		if !ok {
			return false
		}
		if p.cut {
			o.cut = true
			return false
		}
		if !o.s.whole(p) {
			return false
		}
		t := o.stream(p.serial)
		if t == nil {
			chained = chained || !o.unknown[p.serial]
			return chained
		}
		if p.granule < 0 {
			return false
		}
		if t.granule(p.granule) < t.last {
			chained = true
			return true
		}
		t.last, any = t.granule(p.granule), true
		delete(waiting, p.serial)
		return len(waiting) == 0
	})
	return any && !chained
}
