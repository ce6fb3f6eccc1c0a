package media

// count adds up what each stream holds, from the index or from the chunks.
func (a *avi) count() {
	if a.index.kind != "" && !a.index.cut && len(a.more) == 0 {
		for off := a.index.data; off+16 <= a.index.end; off += 16 {
			b := a.s.ahead(off, 16)
			if len(b) < 16 {
				break
			}
			a.add(b[:4], int64(le32(b[12:])))
		}
		if a.duration((*aviStream).counted) > 0 {
			return
		}
	}
	if a.movi.kind == "" {
		return
	}
	a.walk(a.movi, 0)
	for _, m := range a.more {
		a.walk(m, 0)
	}
}

// walk goes over the chunks of a movi or rec list.
func (a *avi) walk(list chunk, depth int) {
	off := list.data + 4
	for off < list.end {
		c, ok := a.s.chunk(off, list.end, le32)
		if !ok {
			return
		}
		switch {
		case c.kind == "LIST" && depth < 2:
			a.walk(c, depth+1)
		case c.kind == "idx1" || c.kind == "RIFF":
			return // the list's own size was left open
		case c.cut:
			a.info.warn(WarnTruncated)
		default:
			a.add([]byte(c.kind), int64(c.size))
		}
		off = c.next()
	}
}

// add notes a chunk named by stream number and kind: 00dc, 01wb.
func (a *avi) add(name []byte, size int64) {
	if name[0] < '0' || name[0] > '9' || name[1] < '0' || name[1] > '9' {
		return
	}
	i := int(name[0]-'0')*10 + int(name[1]-'0')
	if i >= len(a.streams) {
		return
	}
	switch string(name[2:4]) {
	case "dc", "db", "wb":
		a.streams[i].chunks++
		a.streams[i].bytes += size
	}
}

// fourCC maps the compression of a BITMAPINFOHEADER to our name.
func fourCC(code string) string {
	switch code {
	case "FMP4", "MP4V", "mp4v", "XVID", "xvid", "DIVX", "divx", "DX50", "MP4S", "M4S2":
		return "mpeg4"
	case "H264", "h264", "X264", "x264", "AVC1", "avc1":
		return "h264"
	case "HEVC", "hevc", "H265", "hvc1":
		return "hevc"
	case "MJPG", "mjpg":
		return "mjpeg"
	case "DIV3", "div3", "MP43", "mp43":
		return "msmpeg4"
	case "WMV1":
		return "wmv1"
	case "WMV2":
		return "wmv2"
	case "WMV3":
		return "wmv3"
	case "WVC1":
		return "vc1"
	case "mpg1", "MPG1":
		return "mpeg1"
	case "mpg2", "MPG2":
		return "mpeg2"
	case "VP80":
		return "vp8"
	case "VP90":
		return "vp9"
	case "H263", "h263", "S263", "s263":
		return "h263"
	case "\x00\x00\x00\x00":
		return "rawvideo"
	}
	return printable(code)
}

// printable lowers a code of four letters and drops what is not a letter or digit.
func printable(code string) string {
	var b []byte
	for i := range len(code) {
		switch c := code[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b = append(b, c)
		}
	}
	return string(b)
}
