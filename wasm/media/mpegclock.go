package media

import (
	"bytes"
	"math"
)

// mpegClock gathers the presentation time stamps of MPEG program and transport streams: 33 bits at 90 kHz that
// wrap after 26 hours and may start again where recordings were joined.
type mpegClock struct {
	streams map[uint32]*mpegStream
	order   []*mpegStream
	total   float64 // of the parts before the last reset
	resets  int
	systems map[uint32]int64 // last system clock reference, by the stream that carries it
}

// mpegStream is one elementary stream.
type mpegStream struct {
	codec string
	video bool
	rate  float64 // frames a second of video, from a sequence header; 0 when none was met
	raw   int64   // last time stamp as written
	wraps int64
	tail  []byte // what follows the last time stamp, for counting frames
	timeline
}

const (
	mpegHz      = 90000
	mpegWrap    = 1 << 33
	mpegReset   = 1.0 // seconds backwards that are not reordering
	mpegTail    = 128 << 10
	mostStreams = 32
)

// stream finds or makes the elementary stream with an identifier; nil when there are too many.
func (c *mpegClock) stream(id uint32) *mpegStream {
	if t := c.streams[id]; t != nil {
		return t
	}
	if len(c.order) >= mostStreams {
		return nil
	}
	t := &mpegStream{}
	if c.streams == nil {
		c.streams = map[uint32]*mpegStream{}
	}
	c.streams[id] = t
	c.order = append(c.order, t)
	return t
}

// system notes a system clock reference: it only grows, so that a step back is a reset, and comes before the
// time stamps that count from it.
func (c *mpegClock) system(id uint32, raw int64) {
	const step = mpegHz / 10
	if c.systems == nil {
		c.systems = map[uint32]int64{}
	}
	last, known := c.systems[id]
	if !known && len(c.systems) >= mostStreams {
		return
	}
	if known && raw < last-step && last-raw < mpegWrap/2 {
		c.reset()
		clear(c.systems)
	}
	c.systems[id] = raw
}

// stamp notes a time stamp in a stream.
func (c *mpegClock) stamp(t *mpegStream, raw int64) {
	if t.seen && raw+mpegWrap/2 < t.raw {
		t.wraps += mpegWrap
	}
	t.raw = raw
	at := float64(raw+t.wraps) / mpegHz
	if n := len(t.recent); n > 0 && at < t.recent[n-1]-mpegReset {
		c.reset()
	}
	t.add(at, 0, 1)
	t.tail = t.tail[:0]
}

// reset closes a part: the clock starts again.
func (c *mpegClock) reset() {
	c.total += c.span()
	c.resets++
	for _, t := range c.order {
		t.timeline, t.tail, t.wraps = timeline{}, t.tail[:0], 0
	}
}

// data keeps what follows a time stamp, where the frames are counted that have none.
func (t *mpegStream) data(b []byte) {
	if t.seen && len(t.tail)+len(b) <= mpegTail {
		t.tail = append(t.tail, b...)
	}
}

// span is the time from the first start to the last end of all streams of the current part.
func (c *mpegClock) span() float64 {
	start, end := math.Inf(1), math.Inf(-1)
	for _, t := range c.order {
		if t.seen && (t.video || t.codec != "") {
			start, end = min(start, t.first), max(end, t.ends())
		}
	}
	return max(end-start, 0)
}

// ends is when the stream has played, what follows the last time stamp included.
func (t *mpegStream) ends() float64 {
	gap, _ := t.gap()
	if t.video && t.rate > 0 {
		// Pictures may go without time stamps; those behind the last one are counted.
		latest := t.recent[len(t.recent)-1]
		return max(t.last+1/t.rate, latest+float64(countPictures(t.tail))/t.rate)
	}
	if d := countFrames(t.codec, t.tail); !t.video && d > 0 {
		return t.recent[len(t.recent)-1] + d
	}
	return t.last + gap
}

// countPictures counts the picture headers of MPEG-1 and -2 video in b.
func countPictures(b []byte) int { return bytes.Count(b, []byte{0, 0, 1, 0}) }

// countFrames is how long the whole audio frames in b play.
func countFrames(codec string, b []byte) float64 {
	var seconds float64
	for len(b) >= 7 {
		size, length := 0, 0.0
		switch codec {
		case "mp1", "mp2", "mp3":
			if f, ok := parseMPEGFrame(b); ok {
				size, length = f.size, float64(f.samples)/float64(f.rate)
			}
		case "aac":
			if f, ok := parseADTS(b); ok {
				size, length = f.size, float64(f.samples)/float64(f.rate)
			}
		case "ac3":
			size, length = ac3Frame(b)
		case "opus":
			size, length = opusAccessUnit(b)
		default:
			return 0
		}
		switch {
		case size == 0 && seconds > 0:
			return seconds
		case size == 0: // the time stamp is that of the first frame that begins behind it
			b = b[1:]
		case size > len(b):
			return seconds
		default:
			seconds += length
			b = b[size:]
		}
	}
	return seconds
}

// ac3Frame reads size and length of an AC-3 frame (ATSC A/52, 5.3.1 and table 5.18).
func ac3Frame(b []byte) (int, float64) {
	kbit := [19]int{32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640}
	if len(b) < 5 || b[0] != 0x0B || b[1] != 0x77 || b[4]>>6 == 3 || int(b[4]&63)>>1 >= len(kbit) {
		return 0, 0
	}
	rate := [3]int{48000, 44100, 32000}[b[4]>>6]
	words := 1536 * kbit[b[4]&63>>1] * 1000 / 8 / rate / 2
	if rate == 44100 {
		words += int(b[4] & 1)
	}
	return words * 2, 1536 / float64(rate)
}

// ac3Audio reads rate and channels of the first AC-3 frame that begins in b (ATSC A/52, 5.3.1 and 5.3.2); 0 for none.
func ac3Audio(b []byte) (rate, channels int) {
	for ; len(b) >= 8; b = b[1:] {
		size, length := ac3Frame(b)
		if size == 0 || b[5]>>3 > 10 { // later kinds have other headers
			continue
		}
		mode := b[6] >> 5
		channels = [8]int{2, 1, 2, 3, 3, 4, 4, 5}[mode]
		low := 4 // the bit that says whether there is a channel for low frequencies: behind the levels that the mode has
		if mode&1 == 1 && mode != 1 {
			low -= 2
		}
		if mode&4 != 0 {
			low -= 2
		}
		if mode == 2 {
			low -= 2
		}
		return int(1536/length + 0.5), channels + int(b[6]>>low&1)
	}
	return 0, 0
}

// mpegSequence finds a sequence header (ISO/IEC 13818-2, 6.2.2.1) in b.
func mpegSequence(b []byte) (width, height int, rate float64) {
	for i := 0; i+8 <= len(b); i++ {
		if b[i] == 0 && b[i+1] == 0 && b[i+2] == 1 && b[i+3] == 0xB3 {
			size := be24(b[i+4:])
			rates := [9]float64{0, 24000.0 / 1001, 24, 25, 30000.0 / 1001, 30, 50, 60000.0 / 1001, 60}
			if n := b[i+7] & 15; int(n) < len(rates) {
				rate = rates[n]
			}
			return int(size >> 12), int(size & 0xFFF), rate
		}
	}
	return 0, 0, 0
}

// pesHeader reads the header of a packetised elementary stream at the start of b (ISO/IEC 13818-1, 2.4.3.6, and
// ISO/IEC 11172-1, 2.4.3.3): the presentation time stamp, -1 when there is none, and the header's length.
func pesHeader(b []byte) (pts int64, size int, ok bool) {
	pts = -1
	if len(b) < 9 {
		return pts, 0, false
	}
	if b[6]&0xC0 == 0x80 { // MPEG-2
		size = 9 + int(b[8])
		if b[7]&0x80 != 0 && len(b) >= 14 {
			pts = timeStamp(b[9:])
		}
		return pts, size, true
	}
	at := 6
	for at < len(b) && b[at] == 0xFF && at < 6+16 { // stuffing
		at++
	}
	if at+1 < len(b) && b[at]&0xC0 == 0x40 { // buffer size
		at += 2
	}
	switch {
	case at+5 <= len(b) && b[at]&0xF0 == 0x20:
		return timeStamp(b[at:]), at + 5, true
	case at+10 <= len(b) && b[at]&0xF0 == 0x30:
		return timeStamp(b[at:]), at + 10, true
	case at < len(b) && b[at] == 0x0F:
		return pts, at + 1, true
	}
	return pts, at, false
}

func timeStamp(b []byte) int64 {
	if b[0]&1 == 0 || b[2]&1 == 0 || b[4]&1 == 0 { // marker bits
		return -1
	}
	return int64(b[0]>>1&7)<<30 | int64(be16(b[1:])>>1)<<15 | int64(be16(b[3:])>>1)
}
