package media

// format is one row of the table of containers: how its first bytes look and who reads it.
type format struct {
	match func(b []byte) bool
	probe func(s *source, info *Info) error
}

// formats is in order of certainty: long magic numbers first, sync words of a few bits last.
func formats() []format {
	return []format{
		{magic("\x1A\x45\xDF\xA3"), probeMatroska},
		{magic("OggS"), probeOgg},
		{magic("fLaC"), probeFLAC},
		{form("RIFF", "WAVE"), probeWAV},
		{form("RF64", "WAVE"), probeWAV},
		{form("BW64", "WAVE"), probeWAV},
		{form("RIFF", "AVI "), probeAVI},
		{form("RIFF", "WEBP"), probeWebP},
		{magic(w64RIFF), probeW64},
		{form("FORM", "AIFF"), probeAIFF},
		{form("FORM", "AIFC"), probeAIFF},
		{magic(".snd"), probeAU},
		{magic("caff"), probeCAF},
		{magic("#!AMR"), probeAMR},
		{magic("FLV\x01"), probeFLV},
		{magic(asfHeader), probeASF},
		{magic("\xFF\xD8\xFF"), probeJPEG},
		{magic("\x89PNG\r\n\x1A\n"), probePNG},
		{magic("GIF87a"), probeGIF},
		{magic("GIF89a"), probeGIF},
		{isBoxFile, probeISO},
	}
}

// identify finds the container by content and has it read. Containers that begin anywhere (MPEG streams of
// frames or packets) are looked for behind ID3 tags and a little foreign data.
func identify(s *source, info *Info) error {
	first := s.at(0, 64)
	for _, f := range formats() {
		if f.match(first) {
			return f.probe(s, info)
		}
	}
	// The time code in front of an M2TS packet may look like a program stream's start code: packets first.
	if packet, at, ok := findTS(s); ok {
		return probeMPEGTS(s, info, packet, at)
	}
	if magic("\x00\x00\x01\xBA")(first) {
		return probeMPEGPS(s, info)
	}
	start := skipID3(s, 0)
	if start > 0 {
		if string(s.at(start, 4)) == "fLaC" {
			return probeFLAC(s, info)
		}
		if start >= s.size {
			info.Kind, info.Container = KindAudio, "mp3"
			info.warn(WarnTruncated)
			return errTruncated("mp3")
		}
	}
	return probeFrames(s, info, start)
}

func magic(prefix string) func([]byte) bool {
	return func(b []byte) bool { return len(b) >= len(prefix) && string(b[:len(prefix)]) == prefix }
}

// form matches an IFF-like header: an identifier, four bytes of size, a form type.
func form(id, kind string) func([]byte) bool {
	return func(b []byte) bool { return len(b) >= 12 && string(b[:4]) == id && string(b[8:12]) == kind }
}
