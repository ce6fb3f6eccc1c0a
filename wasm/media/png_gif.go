package media

// probePNG reads width and height from IHDR, which comes first (W3C PNG, 11.2.2).
func probePNG(s *source, info *Info) error {
	info.Kind, info.Container = KindImage, "png"
	info.codec("png")
	b := s.at(8, 16)
	if len(b) < 16 || string(b[4:8]) != "IHDR" {
		info.warn(WarnTruncated)
		return nil
	}
	info.picture(int(min(be32(b[8:]), 1<<30)), int(min(be32(b[12:]), 1<<30)))
	return nil
}

// probeGIF reads the logical screen's size (GIF89a, 18).
func probeGIF(s *source, info *Info) error {
	info.Kind, info.Container = KindImage, "gif"
	info.codec("gif")
	b := s.at(6, 4)
	if len(b) < 4 {
		info.warn(WarnTruncated)
		return nil
	}
	info.picture(int(le16(b)), int(le16(b[2:])))
	return nil
}
