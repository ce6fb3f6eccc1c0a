package media

// box is a box of the ISO base media file format (ISO/IEC 14496-12, 4.2) or an atom of QuickTime.
type box struct {
	kind string
	at   int64
	data int64 // offset of the payload
	end  int64 // at most the parent's end
	open bool  // size 0: to the end of the file
	cut  bool  // the written size runs past the parent
}

// box reads the header at off. It reports false at the end and for sizes smaller than the header.
func (s *source) box(off, parent int64) (box, bool) {
	b := s.hop(off, 16)
	if left := parent - off; int64(len(b)) > left {
		b = b[:max(left, 0)]
	}
	if len(b) < 8 {
		return box{}, false
	}
	size := int64(be32(b))
	x := box{kind: string(b[4:8]), at: off, data: off + 8}
	switch {
	case size == 0:
		x.open, x.end = true, parent
		return x, true
	case size == 1:
		if len(b) < 16 {
			return box{}, false
		}
		size = size64(be64(b[8:]))
		x.data = off + 16
	}
	x.end = off + size
	if x.end < x.data {
		return box{}, false
	}
	if x.end > parent {
		x.end, x.cut = parent, true
	}
	return x, true
}

// boxes calls f for each child of parent from off on, until f returns false.
func (s *source) boxes(off int64, parent box, f func(box) bool) {
	for n := 0; off < parent.end && n < mostChildren; n++ {
		x, ok := s.box(off, parent.end)
		if !ok || !f(x) {
			return
		}
		off = x.end
	}
}

// body returns at most most bytes of the payload.
func (s *source) body(x box, most int64) []byte {
	return s.hop(x.data, int(min(x.end-x.data, most)))
}

// isBoxFile says whether the bytes begin with a box that begins files.
func isBoxFile(b []byte) bool {
	if len(b) < 8 {
		return false
	}
	switch string(b[4:8]) {
	case "ftyp", "styp":
		return be32(b) >= 8 && be32(b) < 4096 || be32(b) == 0
	case "moov", "moof", "mdat", "free", "skip", "wide", "pnot", "sidx", "uuid":
		return be32(b) >= 8 || be32(b) <= 1
	}
	return false
}

// brandOf reads the major brand of ftyp; "" for a QuickTime file that has none.
func brandOf(s *source) string {
	b := s.at(0, 12)
	if len(b) == 12 && (string(b[4:8]) == "ftyp" || string(b[4:8]) == "styp") {
		return string(b[8:12])
	}
	return ""
}

// probeISO tells pictures (HEIF, AVIF) from films and sound by the major brand.
func probeISO(s *source, info *Info) error {
	brand := brandOf(s)
	switch brand {
	case "avif", "avis":
		return probeHEIF(s, info, "avif")
	case "heic", "heix", "heim", "heis", "hevc", "hevx":
		return probeHEIF(s, info, "heic")
	case "mif1", "msf1", "miaf":
		return probeHEIF(s, info, heifByBrands(s))
	}
	info.Container = "mp4"
	switch {
	case brand == "" || brand == "qt  ":
		info.Container = "mov"
	case len(brand) == 4 && brand[:3] == "3gp" || brand == "3gg6" || brand == "3ge6":
		info.Container = "3gp"
	case len(brand) == 4 && brand[:3] == "3g2":
		info.Container = "3g2"
	}
	return probeMP4(s, info)
}
