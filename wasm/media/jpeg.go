package media

// probeJPEG reads width and height from the first frame header (ITU-T T.81, B.2.2), as shown: a phone held upright
// stores pictures on their side and says so in EXIF, which browsers heed.
func probeJPEG(s *source, info *Info) error {
	info.Kind, info.Container = KindImage, "jpeg"
	info.codec("jpeg")
	off, turned := int64(2), false
	for range 4096 {
		b := s.hop(off, 9)
		if len(b) < 4 || b[0] != 0xFF {
			break
		}
		marker, next := b[1], off+2+int64(max(be16(b[2:]), 2))
		switch {
		case marker == 0xFF: // fill
			off++
			continue
		case marker == 0x01 || marker >= 0xD0 && marker <= 0xD8: // no segment follows
			off += 2
			continue
		case marker == 0xE1:
			turned = turned || s.exifTurned(off+4, next)
		case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			if len(b) == 9 {
				width, height := int(be16(b[7:])), int(be16(b[5:]))
				if turned {
					width, height = height, width
				}
				info.picture(width, height)
			}
			return nil
		case marker == 0xD9 || marker == 0xDA:
			return nil
		}
		off = next
	}
	info.warn(WarnTruncated)
	return nil
}

// exifTurned says whether the orientation in an EXIF segment (CIPA DC-008, 4.6.4) is one of those that swap width and
// height: 5 to 8.
func (s *source) exifTurned(off, end int64) bool {
	const header = "Exif\x00\x00"
	b := s.hop(off, len(header)+8)
	if len(b) < len(header)+8 || string(b[:len(header)]) != header {
		return false
	}
	tiff := off + int64(len(header))
	b = b[len(header):]
	short, long := be16, be32
	if string(b[:2]) == "II" {
		short, long = le16, le32
	}
	entries := tiff + int64(long(b[4:]))
	if b = s.hop(entries, 2); len(b) < 2 {
		return false
	}
	for i := range int64(min(short(b), 64)) {
		at := entries + 2 + 12*i
		if b = s.hop(at, 12); len(b) < 12 || at+12 > end {
			return false
		}
		if short(b) == 0x0112 {
			orientation := short(b[8:])
			return orientation >= 5 && orientation <= 8
		}
	}
	return false
}
