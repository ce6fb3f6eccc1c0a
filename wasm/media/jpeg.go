package media

// probeJPEG reads width and height from the first frame header (ITU-T T.81, B.2.2).
func probeJPEG(s *source, info *Info) error {
	info.Kind, info.Container = KindImage, "jpeg"
	info.codec("jpeg")
	off := int64(2)
	for range 4096 {
		b := s.hop(off, 9)
		if len(b) < 4 || b[0] != 0xFF {
			break
		}
		marker := b[1]
		switch {
		case marker == 0xFF: // fill
			off++
			continue
		case marker == 0x01 || marker >= 0xD0 && marker <= 0xD8: // no segment follows
			off += 2
			continue
		case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			if len(b) == 9 {
				info.picture(int(be16(b[7:])), int(be16(b[5:])))
			}
			return nil
		case marker == 0xD9 || marker == 0xDA:
			return nil
		}
		off += 2 + max(int64(be16(b[2:])), 2)
	}
	info.warn(WarnTruncated)
	return nil
}
