package media

// oggStream is one logical stream of one link.
type oggStream struct {
	serial   uint32
	codec    string
	video    bool
	rate     float64 // granules a second; for Theora frames a second
	hears    int
	channels int
	width    int
	height   int
	preSkip  int64
	shift    uint // Theora: bits of the granule that count from the key frame
	vorbis   *vorbisModes

	started bool
	first   int64 // granule at which playing begins
	last    int64 // largest granule
	dated   bool
}

// oggStreamOf reads the first packet of a logical stream; nil for streams that do not play.
func oggStreamOf(serial uint32, b []byte) *oggStream {
	t := &oggStream{serial: serial}
	switch {
	case len(b) >= 19 && string(b[:8]) == "OpusHead": // RFC 7845, 5.1
		t.codec, t.rate, t.channels = "opus", opusRate, int(b[9])
		t.preSkip = int64(le16(b[10:]))
	case len(b) >= 30 && string(b[:7]) == "\x01vorbis":
		t.codec, t.channels, t.rate = "vorbis", int(b[11]), float64(le32(b[12:]))
		t.vorbis = &vorbisModes{}
		t.vorbis.identification(b)
	case len(b) >= 80 && string(b[:8]) == "Speex   ":
		t.codec, t.rate, t.channels = "speex", float64(le32(b[36:])), int(le32(b[48:]))
	case len(b) >= 51 && string(b[:5]) == "\x7FFLAC":
		info, ok := parseStreamInfo(b[17:])
		if !ok {
			return nil
		}
		t.codec, t.rate, t.channels = "flac", float64(info.rate), info.channels
	case len(b) >= 42 && string(b[:7]) == "\x80theora":
		t.codec, t.video = "theora", true
		t.width, t.height = int(be24(b[14:])), int(be24(b[17:]))
		if n, d := be32(b[22:]), be32(b[26:]); d > 0 {
			t.rate = float64(n) / float64(d)
		}
		t.shift = uint(b[40]&3)<<3 | uint(b[41]>>5)
	case len(b) >= 26 && string(b[:6]) == "OVP80\x01":
		t.codec, t.video = "vp8", true
		t.width, t.height = int(be16(b[8:])), int(be16(b[10:]))
		if n, d := be32(b[18:]), be32(b[22:]); d > 0 {
			t.rate = float64(n) / float64(d)
		}
	default:
		return nil
	}
	if !(t.rate > 0 && t.rate < 1e7) {
		return nil
	}
	t.hears = int(t.rate)
	return t
}

// granule turns a granule position into a count of samples or frames.
func (t *oggStream) granule(g int64) int64 {
	switch t.codec {
	case "theora":
		return g>>t.shift + g&(1<<t.shift-1)
	case "vp8": // behind the count: distance to the key frame, hidden frames
		return g >> 32
	}
	return g
}

// page notes the granule of a page with data. The first one says where playing begins: its granule less what
// its packets hold (RFC 7845, 4.5; a cut from a live stream does not begin at 0).
func (t *oggStream) page(s *source, p oggPage) {
	if p.granule < 0 || p.granule == 0 && !t.started {
		return // header pages, or no packet ends here
	}
	g := t.granule(p.granule)
	if !t.started {
		t.started = true
		t.begin(s, p, g)
	}
	if !t.dated || g > t.last {
		t.last, t.dated = g, true
	}
}

func (t *oggStream) begin(s *source, p oggPage, g int64) {
	const near = 2 // seconds: what a page can hold without its packets being counted
	if p.eos {
		return // the only page: its granule may be cut short by the end
	}
	var held int64
	switch t.codec {
	case "opus":
		s.packets(p, 2, func(b []byte, _ int64) { held += opusSamples(b) })
	case "vorbis":
		s.packets(p, 8, func(b []byte, _ int64) { held += t.vorbis.packet(b) })
	default:
		held = g
		if float64(g) > 60*t.rate {
			held = 0
		}
	}
	if first := g - held; first > int64(near*t.rate) || t.codec == "opus" && first > 0 {
		t.first = first
	}
}

// seconds is the playing time of the stream.
func (t *oggStream) seconds() float64 {
	if !t.dated {
		return 0
	}
	return max(float64(t.last-t.first-t.preSkip)/t.rate, 0)
}
