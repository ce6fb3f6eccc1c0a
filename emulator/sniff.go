package emulator

import (
	"bytes"
	"strings"
)

// sniffBytes is how much of a file is looked at to tell what it is.
const sniffBytes = 512

// format is what a file is by its first bytes, whatever its name says.
type format struct {
	kind string // image, video, audio; "" for anything else
	mime string
}

type magic struct {
	at     int
	prefix string
	format format
}

var magics = []magic{
	{0, "\xFF\xD8\xFF", format{"image", "image/jpeg"}},
	{0, "\x89PNG\r\n\x1a\n", format{"image", "image/png"}},
	{0, "GIF87a", format{"", "image/gif"}},
	{0, "GIF89a", format{"", "image/gif"}},
	{8, "WEBP", format{"", "image/webp"}},
	{8, "WAVE", format{"audio", "audio/wav"}},
	{8, "AVI ", format{"video", "video/x-msvideo"}},
	{0, "FLV\x01", format{"video", "video/x-flv"}},
	{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", format{"video", "video/x-ms-wmv"}},
	{0, "\x00\x00\x01\xBA", format{"video", "video/mpeg"}},
	{0, "fLaC", format{"audio", "audio/flac"}},
	{0, "ID3", format{"audio", "audio/mpeg"}},
	{0, "#!AMR", format{"audio", "audio/amr"}},
	{0, "%PDF-", format{"", "application/pdf"}},
	{0, "PK\x03\x04", format{"", "application/zip"}},
}

// sniff recognises the formats the platform takes (FAQ F30, F31, F93).
func sniff(head []byte) format {
	for _, m := range magics {
		if len(head) >= m.at+len(m.prefix) && string(head[m.at:m.at+len(m.prefix)]) == m.prefix {
			if m.at == 8 && !bytes.HasPrefix(head, []byte("RIFF")) {
				continue
			}
			return m.format
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("OggS")):
		return sniffOgg(head)
	case bytes.HasPrefix(head, []byte("\x1A\x45\xDF\xA3")):
		return sniffEBML(head)
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return sniffISO(head)
	case len(head) >= 8 && (string(head[4:8]) == "moov" || string(head[4:8]) == "mdat" || string(head[4:8]) == "wide"):
		return format{"video", "video/quicktime"}
	case len(head) >= 2 && head[0] == 0xFF && head[1]&0xF6 == 0xF0:
		return format{"audio", "audio/aac"}
	case len(head) >= 2 && head[0] == 0xFF && head[1]&0xE0 == 0xE0 && head[1]&0x06 != 0:
		return format{"audio", "audio/mpeg"}
	}
	return format{}
}

// sniffOgg tells video from audio by the codec of the first pages (RFC 3533).
func sniffOgg(head []byte) format {
	if bytes.Contains(head, []byte("\x80theora")) || bytes.Contains(head, []byte("fishead\x00")) {
		return format{"video", "video/ogg"}
	}
	return format{"audio", "audio/ogg"}
}

// sniffEBML tells WebM from Matroska by the DocType, and sound from pictures by
// the codec ids of the first tracks: A_OPUS without any V_ is what a browser's
// recorder writes.
func sniffEBML(head []byte) format {
	sound := bytes.Contains(head, []byte("A_")) && !bytes.Contains(head, []byte("V_"))
	switch webm := bytes.Contains(head, []byte("webm")); {
	case webm && sound:
		return format{"audio", "audio/webm"}
	case webm:
		return format{"video", "video/webm"}
	}
	return format{"video", "video/x-matroska"}
}

// sniffISO reads the major brand of an ISO base media file (ISO/IEC 14496-12).
func sniffISO(head []byte) format {
	brand := string(head[8:12])
	switch {
	case brand == "M4A " || brand == "M4B " || brand == "F4A ":
		return format{"audio", "audio/mp4"}
	case strings.HasPrefix(brand, "3gp"):
		return format{"video", "video/3gpp"}
	case strings.HasPrefix(brand, "3g2"):
		return format{"video", "video/3gpp2"}
	case brand == "qt  ":
		return format{"video", "video/quicktime"}
	case brand == "heic" || brand == "heix" || brand == "mif1" || brand == "hevc":
		return format{"", "image/heic"}
	case brand == "avif" || brand == "avis":
		return format{"", "image/avif"}
	}
	return format{"video", "video/mp4"}
}
