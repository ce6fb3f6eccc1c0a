package media

import "strings"

// mp4Codecs maps the type of a sample entry to our name (mp4ra.org).
func mp4Codecs(kind string) string {
	switch kind {
	case "mp4a":
		return "aac"
	case ".mp3", "ms\x00\x55":
		return "mp3"
	case "Opus":
		return "opus"
	case "fLaC":
		return "flac"
	case "samr":
		return "amr-nb"
	case "sawb":
		return "amr-wb"
	case "sowt", "twos", "lpcm", "ipcm", "fpcm", "raw ", "in24", "in32", "fl32", "fl64", "NONE":
		return "pcm"
	case "ulaw":
		return "pcm-mulaw"
	case "alaw":
		return "pcm-alaw"
	case "ima4":
		return "adpcm-ima"
	case "ac-3":
		return "ac3"
	case "ec-3":
		return "eac3"
	case "avc1", "avc2", "avc3", "avc4":
		return "h264"
	case "hvc1", "hev1", "dvh1", "dvhe":
		return "hevc"
	case "vp08":
		return "vp8"
	case "vp09":
		return "vp9"
	case "av01":
		return "av1"
	case "mp4v":
		return "mpeg4"
	case "s263", "h263", "H263":
		return "h263"
	case "jpeg", "mjpa", "mjpb":
		return "mjpeg"
	}
	return strings.ToLower(strings.TrimSpace(kind))
}

// stsd reads the first sample entry.
func (t *mp4Track) stsd(s *source, x box) {
	e, ok := s.box(x.data+8, x.end)
	if !ok {
		return
	}
	t.codec = mp4Codecs(e.kind)
	switch e.kind {
	case "encv":
		t.original(s, e, 78)
	case "enca":
		t.original(s, e, 28)
	}
	b := s.body(e, 64)
	switch {
	case t.handler == "vide" && len(b) >= 28:
		if w, h := int(be16(b[24:])), int(be16(b[26:])); w > 0 && h > 0 {
			t.width, t.height = w, h
		}
	case t.handler == "soun" && len(b) >= 28:
		t.channels = int(be16(b[16:]))
		t.rate = int(be16(b[24:]))
		t.audioEntry(s, e, be16(b[8:]))
		switch t.codec { // 3GPP TS 26.244, 6.5: the fields are fixed and say nothing
		case "amr-nb":
			t.rate, t.channels = 8000, 1
		case "amr-wb":
			t.rate, t.channels = 16000, 1
		}
	}
}

// audioEntry reads what stands behind the fixed part of an audio sample entry: QuickTime's versions 1 and 2
// lengthen that part, and QuickTime wraps the codec's box in wave.
func (t *mp4Track) audioEntry(s *source, e box, version uint32) {
	off := e.data + 28
	switch version {
	case 1:
		off += 16
	case 2:
		off += 36
	}
	var read func(x box) bool
	read = func(x box) bool {
		switch x.kind {
		case "wave":
			s.boxes(x.data, x, func(y box) bool { return y.kind != "wave" && read(y) })
		case "esds":
			t.esds(s.body(x, 512))
		case "dOps": // Opus in ISOBMFF, 4.3.2: big-endian, unlike OpusHead
			if b := s.body(x, 8); len(b) == 8 {
				t.rate, t.channels, t.preSkip = opusRate, int(b[1]), int(be16(b[2:]))
				if b[6] == 0 && b[7] == 0 && le32(b[4:]) != 0 { // GStreamer's, an input rate of 48000 the wrong way round
					t.preSkip = int(le16(b[2:]))
				}
			}
		case "dfLa":
			if b := s.body(x, 42); len(b) >= 42 {
				if info, ok := parseStreamInfo(b[8:]); ok {
					t.rate, t.channels = info.rate, info.channels
				}
			}
		case "alac":
			if b := s.body(x, 28); len(b) == 28 {
				t.rate, t.channels = int(be32(b[24:])), int(b[13])
			}
		}
		return true
	}
	s.boxes(off, e, read)
}

// original takes the format of an encrypted track from the protection scheme (ISO/IEC 14496-12, 8.12) that stands
// behind the fixed bytes of its sample entry.
func (t *mp4Track) original(s *source, entry box, fixed int64) {
	t.encrypted = true
	s.boxes(entry.data+fixed, entry, func(x box) bool {
		if x.kind == "sinf" {
			s.boxes(x.data, x, func(x box) bool {
				if b := s.body(x, 4); x.kind == "frma" && len(b) == 4 {
					t.codec = mp4Codecs(string(b))
				}
				return true
			})
		}
		return true
	})
}

// esds reads the object type and, for AAC, the AudioSpecificConfig (ISO/IEC 14496-1, 7.2.6).
func (t *mp4Track) esds(b []byte) {
	if len(b) < 4 {
		return
	}
	b = b[4:]
	for len(b) > 2 {
		tag := b[0]
		n := 1
		for n < 5 && n < len(b) && b[n]&0x80 != 0 {
			n++
		}
		b = b[min(n+1, len(b)):]
		switch {
		case tag == 3 && len(b) >= 3: // ES_Descriptor
			skip, flags := 3, b[2]
			if flags&0x80 != 0 {
				skip += 2
			}
			if flags&0x40 != 0 && len(b) > skip {
				skip += 1 + int(b[skip])
			}
			if flags&0x20 != 0 {
				skip += 2
			}
			b = b[min(skip, len(b)):]
		case tag == 4 && len(b) >= 13: // DecoderConfigDescriptor
			switch b[0] {
			case 0x69, 0x6B:
				t.codec = "mp3"
			case 0xDD:
				t.codec = "vorbis"
			case 0xA5:
				t.codec = "ac3"
			case 0xA9:
				t.codec = "dts"
			}
			b = b[13:]
		case tag == 5: // DecoderSpecificInfo
			if t.codec == "aac" {
				if c, ok := parseAudioSpecificConfig(&bits{b: b}); ok {
					t.rate = c.output
					if c.channels > 0 {
						t.channels = c.channels
					}
				}
			}
			return
		default:
			return
		}
	}
}
