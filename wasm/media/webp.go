package media

// probeWebP reads width and height from the first chunk: simple lossy, lossless or extended (RFC 9649, 2).
func probeWebP(s *source, info *Info) error {
	info.Kind, info.Container = KindImage, "webp"
	info.codec("webp")
	b := s.at(12, 18)
	if len(b) < 18 {
		info.warn(WarnTruncated)
		return nil
	}
	switch string(b[:4]) {
	case "VP8X":
		info.picture(int(le24(b[12:]))+1, int(le24(b[15:]))+1)
	case "VP8L":
		v := le32(b[9:])
		info.picture(int(v&0x3FFF)+1, int(v>>14&0x3FFF)+1)
	case "VP8 ":
		if b := s.at(26, 4); len(b) == 4 {
			info.picture(int(le16(b)&0x3FFF), int(le16(b[2:])&0x3FFF))
		}
	}
	return nil
}
