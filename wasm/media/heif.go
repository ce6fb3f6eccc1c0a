package media

// probeHEIF reads HEIC and AVIF pictures. Their size is that of the largest ispe property (ISO/IEC 23008-12,
// 6.5.3): tiles and thumbnails, which have properties of their own, are smaller than the picture.
func probeHEIF(s *source, info *Info, container string) error {
	info.Kind, info.Container = KindImage, container
	if container == "avif" {
		info.codec("av1")
	} else {
		info.codec("hevc")
	}
	var width, height int
	turned := false
	var read func(x box) bool
	read = func(x box) bool {
		switch x.kind {
		case "meta":
			s.boxes(x.data+4, x, read)
		case "iprp", "ipco":
			s.boxes(x.data, x, read)
		case "irot": // by quarters; camera, tiles and thumbnail turn together
			b := s.body(x, 1)
			turned = len(b) == 1 && b[0]&1 == 1
		case "ispe":
			if b := s.body(x, 12); len(b) == 12 {
				w, h := int(min(be32(b[4:]), 1<<24)), int(min(be32(b[8:]), 1<<24))
				if w*h > width*height {
					width, height = w, h
				}
			}
		}
		return true
	}
	s.boxes(0, box{end: s.size}, func(x box) bool {
		if x.kind == "meta" {
			read(x)
			return false
		}
		return true
	})
	if width == 0 {
		info.warn(WarnTruncated)
	}
	if turned {
		width, height = height, width
	}
	info.picture(width, height)
	return nil
}

// heifByBrands decides by the compatible brands where the major brand only says that it is a picture.
func heifByBrands(s *source) string {
	first, ok := s.box(0, s.size)
	if !ok {
		return "heic"
	}
	for b := s.body(first, 256); len(b) >= 4; b = b[4:] {
		if brand := string(b[:4]); brand == "avif" || brand == "avis" {
			return "avif"
		}
	}
	return "heic"
}
