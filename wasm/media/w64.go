package media

const (
	w64RIFF = "riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00"
	w64Size = 24 // sixteen bytes of GUID, eight of size that count themselves
)

// probeW64 reads Sony Wave64: RIFF with GUIDs, 64-bit sizes and chunks aligned to 8 bytes.
func probeW64(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "w64"
	var w wave
	off := int64(w64Size + 16)
	for n := 0; n < mostChildren; n++ {
		b := s.hop(off, w64Size)
		if len(b) < w64Size {
			break
		}
		size := size64(le64(b[16:]))
		data := off + w64Size
		switch string(b[:4]) {
		case "fmt ":
			w.format, _ = parseWaveFormat(s.hop(data, int(min(max(size-w64Size, 0), 40))))
		case "fact":
			if b := s.hop(data, 8); len(b) == 8 {
				w.fact = size64(le64(b))
			}
		case "data":
			w.offset, w.present, w.size = data, true, size-w64Size
			if rest := s.size - data; w.size <= 0 || w.size > rest {
				if w.size > 0 && size < 1<<59 {
					info.warn(WarnTruncated)
				} else {
					info.warn(WarnOpenSize)
				}
				w.size = rest
			}
			return w.conclude(s, info)
		}
		if size < w64Size {
			break
		}
		off += (size + 7) &^ 7
	}
	return w.conclude(s, info)
}
