package media

import "math"

// probeCAF reads Apple's Core Audio Format. Codecs with packets of uneven size count in the pakt chunk, which
// also says what the decoder throws away at both ends.
func probeCAF(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "caf"
	var rate float64
	var perPacket, packetSize, valid, packets, primed, size int64
	sound := false
	off := int64(8)
	for n := 0; n < mostChildren; n++ {
		b := s.hop(off, 12)
		if len(b) < 12 {
			break
		}
		kind, length := string(b[:4]), int64(be64(b[4:]))
		data := off + 12
		switch kind {
		case "desc":
			if b := s.hop(data, 32); len(b) == 32 {
				rate = math.Float64frombits(be64(b))
				packetSize, perPacket = int64(be32(b[16:])), int64(be32(b[20:]))
				info.codec(cafCodec(string(b[8:12])))
				if rate >= 1 && rate < 1e7 {
					info.audio(int(rate), int(min(be32(b[24:]), 1<<16)))
				}
			}
		case "pakt":
			if b := s.hop(data, 24); len(b) == 24 {
				packets, valid = size64(be64(b)), size64(be64(b[8:]))
				primed = int64(int32(be32(b[16:]))) + int64(int32(be32(b[20:])))
			}
		case "data":
			sound = true
			size = length - 4 // behind an edit count
			if rest := s.size - data; length < 0 {
				size = rest - 4
				info.warn(WarnOpenSize)
			} else if length > rest {
				size = rest - 4
				info.warn(WarnTruncated)
			}
		}
		if length < 0 || length > s.size-data {
			break
		}
		off = data + length
	}
	if !sound || size <= 0 {
		return errTruncated("caf")
	}
	if !(rate >= 1 && rate < 1e7) {
		return errNoDuration("caf")
	}
	info.Exact = true
	switch {
	case packetSize > 0 && perPacket > 0:
		info.Duration = float64(size/packetSize*perPacket) / rate
	case valid > 0:
		info.Duration = float64(valid) / rate
	case packets > 0 && perPacket > 0:
		info.Duration = float64(packets*perPacket-primed) / rate
	}
	return nil
}

func cafCodec(id string) string {
	switch id {
	case "lpcm":
		return "pcm"
	case "ima4":
		return "adpcm-ima"
	case "aac ", "aach", "aacl", "aacp":
		return "aac"
	case "alac":
		return "alac"
	case "opus":
		return "opus"
	case "ulaw":
		return "pcm-mulaw"
	case "alaw":
		return "pcm-alaw"
	case ".mp3":
		return "mp3"
	case "flac":
		return "flac"
	}
	return printable(id)
}
