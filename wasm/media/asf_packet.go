package media

const asfTailPackets = 64 // packets read at the end of a large file

// packets reads the first packets, for where time begins, and the last ones, for where it ends.
func (a *asf) packets() {
	if a.packet == 0 || a.data == 0 {
		return
	}
	count := (a.dataEnd - a.data) / a.packet
	first := min(count, max(window/a.packet/2, 4))
	for i := range first {
		a.readPacket(a.data + i*a.packet)
	}
	tail := max(count-min(asfTailPackets, max(window/a.packet, 4)), first)
	if a.s.size <= 1<<20 {
		tail = first
	}
	for i := tail; i < count; i++ {
		a.readPacket(a.data + i*a.packet)
	}
}

// reader reads the little-endian fields of a packet whose widths are given by two bits each.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.bad = true
		return make([]byte, 8)[:min(max(n, 0), 8)]
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) field(kind byte) int64 {
	switch kind & 3 {
	case 1:
		return int64(r.take(1)[0])
	case 2:
		return int64(le16(r.take(2)))
	case 3:
		return int64(le32(r.take(4)))
	}
	return 0
}

// readPacket reads the payload headers of a data packet (ASF 1.20, 5.2).
func (a *asf) readPacket(off int64) {
	r := &reader{b: a.s.at(off, int(a.packet))}
	if len(r.b) == 0 {
		return
	}
	if r.b[0]&0x80 != 0 {
		r.take(1 + int(r.b[0]&15)) // error correction data
	}
	lengths, properties := r.take(1)[0], r.take(1)[0]
	r.field(lengths >> 5) // packet length
	r.field(lengths >> 1) // sequence
	padding := r.field(lengths >> 3)
	r.take(6) // send time and duration
	if r.bad || padding > int64(len(r.b)) {
		return
	}
	r.b = r.b[:len(r.b)-int(padding)]
	payloads, width := 1, byte(0)
	if lengths&1 != 0 {
		flags := r.take(1)[0]
		payloads, width = int(flags&63), flags>>6
	}
	for range payloads {
		if r.bad || len(r.b) == 0 {
			return
		}
		a.payload(r, properties, lengths&1 != 0, width)
	}
}

func (a *asf) payload(r *reader, properties byte, several bool, width byte) {
	number := r.take(1)[0] & 127
	r.field(properties >> 4) // media object number
	offset := r.field(properties >> 2)
	replicated := r.take(int(r.field(properties)))
	var size, stamp int64
	switch {
	case len(replicated) >= 8:
		size, stamp = int64(le32(replicated)), int64(le32(replicated[4:]))
	case len(replicated) == 1: // compressed payload: the offset is the time
		stamp = offset
		offset = 0
	default:
		offset = 1 // a later part of an object: no time of its own
	}
	length := len(r.b)
	if several {
		length = int(r.field(width))
	}
	r.take(length)
	t := a.tracks[number]
	if r.bad || t == nil || offset != 0 {
		return
	}
	if size == 0 {
		size = int64(length)
	}
	start := float64(stamp)/1000 - a.preroll
	lasts := t.frame
	if !t.video {
		lasts = 0
		if t.byteRate > 0 {
			lasts = float64(size) / t.byteRate
		}
	}
	t.add(start, lasts, 1)
}
