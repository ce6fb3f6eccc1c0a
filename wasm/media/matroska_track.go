package media

import "strings"

// Track types (RFC 9559, 5.1.4.1.3).
const (
	mkvVideo = 1
	mkvAudio = 2
)

// mkvTrack is a TrackEntry and what its blocks said so far. Times are in seconds.
type mkvTrack struct {
	number     uint64
	kind       uint64
	codecID    string
	codec      string
	delay      float64 // CodecDelay: decoded first and thrown away
	fixed      float64 // DefaultDuration; 0 when not written
	rate       float64 // sampling frequency of the decoder
	hears      int     // of the output
	channels   int
	bitDepth   int
	width      int
	height     int
	stripped   []byte // bytes that header-stripping compression took from the start of each frame
	private    []byte
	vorbis     *vorbisModes
	aacSamples int
	timeline
}

const mostTracks = 64

func (m *matroska) readTracks(tracks element) {
	m.s.children(tracks, func(e element) bool {
		const idTrackEntry = 0xAE
		if e.id == idTrackEntry && len(m.tracks) < mostTracks {
			t := m.readTrack(e)
			t.prepare()
			m.tracks = append(m.tracks, t)
		}
		return true
	})
}

func (m *matroska) readTrack(entry element) *mkvTrack {
	const (
		idTrackNumber      = 0xD7
		idTrackType        = 0x83
		idCodecID          = 0x86
		idCodecPrivate     = 0x63A2
		idDefaultDuration  = 0x23E383
		idCodecDelay       = 0x56AA
		idAudio            = 0xE1
		idSamplingFreq     = 0xB5
		idOutputFreq       = 0x78B5
		idChannels         = 0x9F
		idBitDepth         = 0x6264
		idVideo            = 0xE0
		idPixelWidth       = 0xB0
		idPixelHeight      = 0xBA
		idContentEncodings = 0x6D80
		idContentEncoding  = 0x6240
		idCompression      = 0x5034
		idCompSettings     = 0x4255
	)
	s, t := m.s, &mkvTrack{}
	var read func(e element) bool
	read = func(e element) bool {
		switch e.id {
		case idTrackNumber:
			t.number = s.unsigned(e)
		case idTrackType:
			t.kind = s.unsigned(e)
		case idCodecID:
			t.codecID = strings.TrimRight(string(s.payload(e, 64)), "\x00") // padding (RFC 8794, 7.4)
		case idCodecPrivate:
			t.private = append([]byte(nil), s.payload(e, 32<<10)...)
		case idDefaultDuration:
			if ns := s.unsigned(e); ns < 60e9 {
				t.fixed = float64(ns) / 1e9
			}
		case idCodecDelay:
			if ns := s.unsigned(e); ns < 10e9 {
				t.delay = float64(ns) / 1e9
			}
		case idSamplingFreq:
			t.rate = s.float(e)
		case idOutputFreq:
			t.hears = int(min(max(s.float(e), 0), 1e7))
		case idChannels:
			t.channels = int(min(s.unsigned(e), 1024))
		case idBitDepth:
			t.bitDepth = int(min(s.unsigned(e), 64))
		case idPixelWidth:
			t.width = int(min(s.unsigned(e), 1<<24))
		case idPixelHeight:
			t.height = int(min(s.unsigned(e), 1<<24))
		case idCompSettings:
			t.stripped = append([]byte(nil), s.payload(e, 64)...)
		case idAudio, idVideo, idContentEncodings, idContentEncoding, idCompression:
			s.children(e, read)
		}
		return true
	}
	s.children(entry, read)
	return t
}

// mkvCodecs maps the start of a codec identifier (RFC 9559 leaves them to matroska.org/codec_specs) to our name.
func mkvCodecs() [][2]string {
	return [][2]string{
		{"A_OPUS", "opus"}, {"A_VORBIS", "vorbis"}, {"A_AAC", "aac"}, {"A_MPEG/L3", "mp3"}, {"A_MPEG/L2", "mp2"},
		{"A_MPEG/L1", "mp1"}, {"A_FLAC", "flac"}, {"A_PCM", "pcm"}, {"A_AC3", "ac3"}, {"A_EAC3", "eac3"}, {"A_DTS", "dts"},
		{"A_ALAC", "alac"}, {"A_TRUEHD", "truehd"}, {"A_MS/ACM", "acm"}, {"V_VP8", "vp8"}, {"V_VP9", "vp9"}, {"V_AV1", "av1"},
		{"V_MPEG4/ISO/AVC", "h264"}, {"V_MPEGH/ISO/HEVC", "hevc"}, {"V_MPEG4/ISO", "mpeg4"}, {"V_MPEG2", "mpeg2"},
		{"V_MPEG1", "mpeg1"}, {"V_THEORA", "theora"}, {"V_MJPEG", "mjpeg"}, {"V_PRORES", "prores"}, {"V_MS/VFW", "vfw"},
	}
}

// prepare works out what a frame's length needs once for the track.
func (t *mkvTrack) prepare() {
	for _, c := range mkvCodecs() {
		if strings.HasPrefix(t.codecID, c[0]) {
			t.codec = c[1]
			break
		}
	}
	if t.codec == "" {
		t.codec = strings.ToLower(t.codecID)
	}
	if t.rate <= 0 || t.rate > 1e7 {
		t.rate = 8000 // the default of SamplingFrequency
	}
	switch t.codec {
	case "opus":
		t.rate = opusRate
	case "vorbis":
		t.vorbis = vorbisFromPrivate(t.private)
	case "aac":
		t.aacSamples = 1024
		if c, ok := parseAudioSpecificConfig(&bits{b: t.private}); ok {
			t.aacSamples, t.rate = c.frame, float64(c.rate)
			t.hears = max(t.hears, c.output)
		}
	}
	if t.channels == 0 {
		t.channels = 1 // the default of Channels
	}
	if t.hears == 0 {
		t.hears = int(t.rate)
	}
}

// frameLength is how long the frame that begins with data plays, in seconds; size is that of the whole frame.
// 0 means that neither the frame nor the track says.
func (t *mkvTrack) frameLength(data []byte, size int64) float64 {
	if len(t.stripped) > 0 {
		data = append(append([]byte(nil), t.stripped...), data...)
		size += int64(len(t.stripped))
	}
	var samples int64
	switch t.codec {
	case "opus":
		samples = opusSamples(data)
	case "vorbis":
		samples = t.vorbis.packet(data)
	case "aac":
		samples = int64(t.aacSamples)
	case "mp3", "mp2", "mp1":
		if f, ok := parseMPEGFrame(data); ok {
			return float64(f.samples) / float64(f.rate)
		}
	case "flac":
		if f, ok := parseFLACFrame(data, nil); ok {
			samples = f.samples
		}
	case "ac3":
		samples = 1536
	case "pcm":
		if align := int64(t.channels * (t.bitDepth / 8)); align > 0 {
			samples = size / align
		}
	}
	if samples > 0 {
		return float64(samples) / t.rate
	}
	return t.fixed
}
