package media

// findTS says whether the file is an MPEG transport stream: packets of 188 bytes, 192 with a time code in front
// (M2TS), or 204 with error correction behind, each with a sync byte at its start.
func findTS(s *source) (packet, first int64, ok bool) {
	const proof = 5
	b := s.at(0, 204*(proof+1))
	for _, packet := range [3]int{188, 192, 204} {
		for first := 0; first < packet && first+packet*(proof-1) < len(b); first++ {
			n := 0
			for n < proof && b[first+n*packet] == 0x47 {
				n++
			}
			if n == proof {
				return int64(packet), int64(first), true
			}
		}
	}
	return 0, 0, false
}

// transportStream walks the packets of an MPEG transport stream (ISO/IEC 13818-1, 2.4.3).
type transportStream struct {
	s      *source
	info   *Info
	get    func(off int64, n int) []byte
	packet int64
	first  int64
	maps   map[uint32]bool   // program map tables by packet identifier
	kinds  map[uint32]string // codec by packet identifier
	open   map[uint32]bool   // streams whose current packet carries time
}

func probeMPEGTS(s *source, info *Info, packet, first int64) error {
	info.Kind, info.Container = KindVideo, "mpeg-ts"
	return readMPEG(s, info, &transportStream{
		s: s, info: info, packet: packet, first: first,
		maps: map[uint32]bool{}, kinds: map[uint32]string{}, open: map[uint32]bool{},
	})
}

func (t *transportStream) read(from, to int64, clock *mpegClock) {
	off := t.first
	if from > off {
		off += (from - off) / t.packet * t.packet
	}
	clear(t.open)
	t.get = t.s.stretch(from, to)
	for ; off+188 <= to && t.s.err == nil; off += t.packet {
		b := t.get(off, 188)
		if len(b) < 188 {
			return
		}
		if b[0] != 0x47 {
			next := t.resync(off)
			if next < 0 {
				return
			}
			off = next - t.packet
			continue
		}
		pid := be16(b[1:]) & 0x1FFF
		start, control := b[1]&0x40 != 0, b[3]>>4&3
		body := b[4:]
		if b[1]&0x80 != 0 { // broken on the way
			continue
		}
		if control >= 2 && body[0] >= 7 && body[1]&0x10 != 0 { // program clock reference
			clock.system(pid, int64(be32(body[2:]))<<1|int64(body[6]>>7))
		}
		if control == 0 || control == 2 { // no payload
			continue
		}
		if control == 3 {
			if n := int(body[0]) + 1; n < len(body) {
				body = body[n:]
			} else {
				continue
			}
		}
		switch {
		case pid == 0:
			t.table(body, start, t.programs)
		case t.maps[pid]:
			t.table(body, start, t.streams)
		case pid < 0x1FFF:
			t.payload(pid, body, start, clock)
		}
	}
}

// resync finds two packets in a row behind off; -1 for none.
func (t *transportStream) resync(off int64) int64 {
	for {
		b := t.get(off+1, 4096)
		if int64(len(b)) <= t.packet {
			return -1
		}
		for i := 0; i+int(t.packet) < len(b); i++ {
			if b[i] == 0x47 && b[i+int(t.packet)] == 0x47 {
				return off + 1 + int64(i)
			}
		}
		off += int64(len(b)) - t.packet
	}
}

// table gives f the entries of a table section that fits one packet, as all of ours do.
func (t *transportStream) table(b []byte, start bool, f func([]byte)) {
	if !start || int(b[0])+9 > len(b) {
		return
	}
	b = b[1+int(b[0]):]
	if len(b) < 12 {
		return
	}
	n := int(be16(b[1:]) & 0xFFF)
	f(b[8:max(min(3+n-4, len(b)), 8)])
}

func (t *transportStream) programs(b []byte) {
	for ; len(b) >= 4 && len(t.maps) < mostStreams; b = b[4:] {
		if be16(b) != 0 {
			t.maps[be16(b[2:])&0x1FFF] = true
		}
	}
}

func (t *transportStream) streams(b []byte) {
	if len(b) < 4 {
		return
	}
	b = b[min(4+int(be16(b[2:])&0xFFF), len(b)):]
	for len(b) >= 5 && len(t.kinds) < mostStreams {
		n := min(5+int(be16(b[3:])&0xFFF), len(b))
		kind := tsCodec(b[0], b[5:n])
		if kind == "opus" {
			t.info.audio(opusRate, tsOpusChannels(b[5:n]))
		}
		t.kinds[be16(b[1:])&0x1FFF] = kind
		b = b[n:]
	}
}

// tsCodec maps a stream type (ISO/IEC 13818-1, table 2-34) to our name; "" for what does not play.
func tsCodec(kind byte, descriptors []byte) string {
	switch kind {
	case 0x01:
		return "mpeg1"
	case 0x02:
		return "mpeg2"
	case 0x03, 0x04:
		return "mp2"
	case 0x0F:
		return "aac"
	case 0x11:
		return "aac-latm"
	case 0x10:
		return "mpeg4"
	case 0x1B:
		return "h264"
	case 0x24:
		return "hevc"
	case 0x80:
		return "pcm"
	case 0x81:
		return "ac3"
	case 0x87:
		return "eac3"
	case 0x06: // private: descriptors tell
		for d := descriptors; len(d) >= 2; d = d[min(2+int(d[1]), len(d)):] {
			switch {
			case d[0] == 0x6A:
				return "ac3"
			case d[0] == 0x7A:
				return "eac3"
			case d[0] == 0x05 && len(d) >= 6 && string(d[2:6]) == "Opus":
				return "opus"
			}
		}
		return tsPrivate
	}
	return ""
}

// tsOpusChannels is the number of channels in the descriptor that Opus has for it (ETSI TS 103 491, 5.2); 0 for none.
func tsOpusChannels(descriptors []byte) int {
	for d := descriptors; len(d) >= 2; d = d[min(2+int(d[1]), len(d)):] {
		if d[0] == 0x7F && len(d) >= 4 && d[1] >= 2 && d[2] == 0x80 && d[3] <= 8 {
			return int(d[3])
		}
	}
	return 0
}

// tsPrivate stands for a stream whose descriptors do not say what it is: its first frame may.
const tsPrivate = "private"

func sniffFrame(b []byte) string {
	if _, ok := parseADTS(b); ok {
		return "aac"
	}
	if f, ok := parseMPEGFrame(b); ok {
		return f.codec()
	}
	if size, _ := ac3Frame(b); size > 0 {
		return "ac3"
	}
	return ""
}

func (t *transportStream) payload(pid uint32, body []byte, start bool, clock *mpegClock) {
	codec, listed := t.kinds[pid]
	if listed && codec == "" {
		return
	}
	if !start {
		if s := clock.streams[pid]; s != nil && t.open[pid] {
			s.data(body)
		}
		return
	}
	if len(body) < 9 || body[0] != 0 || body[1] != 0 || body[2] != 1 {
		return
	}
	id := body[3]
	if id != 0xBD && id != 0xFD && (id < 0xC0 || id > 0xEF) {
		return
	}
	pts, size, ok := pesHeader(body)
	if !ok {
		return
	}
	video := id >= 0xE0 && id <= 0xEF
	if !video && (codec == "" || codec == tsPrivate) {
		if codec = sniffFrame(body[min(size, len(body)):]); codec == "" {
			return
		}
	}
	s := clock.stream(pid)
	if s == nil {
		return
	}
	s.video, s.codec = video, codec
	t.open[pid] = true
	if pts >= 0 {
		clock.stamp(s, pts)
	}
	body = body[min(size, len(body)):]
	s.data(body)
	switch {
	case s.video:
		if w, h, rate := mpegSequence(body); w > 0 && (codec == "mpeg1" || codec == "mpeg2") {
			t.info.picture(w, h)
			s.rate = rate
		}
		if codec == "h264" && t.info.Width == 0 {
			t.info.picture(h264Size(body))
		}
	case codec == "aac":
		if f, ok := parseADTS(body); ok {
			t.info.audio(f.rate, f.channels)
		}
	case codec == "ac3":
		if rate, channels := ac3Audio(body); rate > 0 {
			t.info.audio(rate, channels)
		}
	default:
		if f, ok := parseMPEGFrame(body); ok && s.codec == f.codec() {
			t.info.audio(f.rate, f.channels)
		}
	}
}
