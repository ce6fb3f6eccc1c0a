package gateway

import (
	"bytes"
	"mime"
	"strings"
)

// content is what a file is by its first bytes, as far as the platform's rules
// for uploads ask (FAQ F30, F31, F93).
type content struct {
	kind string // image, video, audio, or other; "" for unknown
	name string // of the format
	mime string
}

// signatures are first bytes at an offset.
var signatures = []struct {
	at    int
	bytes string
	content
}{
	{0, "\xff\xd8\xff", content{"image", "jpeg", "image/jpeg"}},
	{0, "\x89PNG\r\n\x1a\n", content{"image", "png", "image/png"}},
	{0, "GIF8", content{"image", "gif", "image/gif"}},
	{0, "BM", content{"image", "bmp", "image/bmp"}},
	{0, "II*\x00", content{"image", "tiff", "image/tiff"}},
	{0, "MM\x00*", content{"image", "tiff", "image/tiff"}},
	{8, "WEBP", content{"image", "webp", "image/webp"}},
	{8, "WAVE", content{"audio", "wav", "audio/wav"}},
	{8, "AVI ", content{"video", "avi", "video/x-msvideo"}},
	{0, "FLV\x01", content{"video", "flv", "video/x-flv"}},
	{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", content{"video", "wmv", "video/x-ms-wmv"}},
	{0, "\x00\x00\x01\xba", content{"video", "vob", "video/mpeg"}},
	{0, "OggS", content{"video", "ogg", "application/ogg"}},
	{0, "\x1a\x45\xdf\xa3", content{"video", "matroska", "video/x-matroska"}},
	{0, "fLaC", content{"audio", "flac", "audio/flac"}},
	{0, "ID3", content{"audio", "mp3", "audio/mpeg"}},
	{0, "#!AMR", content{"audio", "amr", "audio/amr"}},
	{0, "caff", content{"audio", "caf", "audio/x-caf"}},
	{0, "%PDF-", content{"other", "pdf", "application/pdf"}},
	{0, "PK\x03\x04", content{"other", "zip", "application/zip"}},
	{0, "\x1f\x8b", content{"other", "gzip", "application/gzip"}},
	{0, "MZ", content{"other", "program", "application/octet-stream"}},
	{0, "\x7fELF", content{"other", "program", "application/octet-stream"}},
	{0, "<", content{"other", "markup", "text/plain"}},
}

func sniff(head []byte) content {
	for _, s := range signatures {
		if len(head) < s.at+len(s.bytes) || string(head[s.at:s.at+len(s.bytes)]) != s.bytes || s.at == 8 && !bytes.HasPrefix(head, []byte("RIFF")) {
			continue
		}
		return s.content
	}
	if len(head) < 12 {
		return content{}
	}
	switch string(head[4:8]) {
	case "ftyp":
		return isoBrand(string(head[8:12]))
	case "moov", "mdat", "wide", "free", "skip":
		return content{"video", "mov", "video/quicktime"}
	}
	if head[0] == 0xff && head[1]&0xe0 == 0xe0 { // MPEG audio or ADTS
		return content{"audio", "mp3", "audio/mpeg"}
	}
	return content{}
}

// isoBrand tells the family of ISO media by the brand (ISO/IEC 14496-12).
func isoBrand(brand string) content {
	switch strings.TrimRight(brand, " ") {
	case "avif", "avis":
		return content{"image", "avif", "image/avif"}
	case "heic", "heix", "hevc", "mif1", "msf1":
		return content{"image", "heic", "image/heic"}
	case "M4A", "M4B", "F4A":
		return content{"audio", "m4a", "audio/mp4"}
	case "qt":
		return content{"video", "mov", "video/quicktime"}
	}
	return content{"video", "mp4", "video/mp4"}
}

// checkContent holds a file to what it is to become. What is not recognised by
// its beginning is the platform's to judge, except for images, of which it takes
// two formats.
func checkContent(as string, head []byte) *Problem {
	c := sniff(head)
	bad := problem("bad-file-kind")
	switch {
	case as == "image" && c.name == "gif":
		return bad.with("the platform takes no GIF as an image: send it with as=file, or its first frame as PNG (FAQ F93)")
	case as == "image" && c.name != "jpeg" && c.name != "png":
		return bad.with("an image is JPEG or PNG by its content, whatever its name says (FAQ F30); " + c.said())
	case as == "video" && (c.kind == "image" || c.kind == "audio" || c.kind == "other"):
		return bad.with("a video is one of the platform's thirteen formats by its content (FAQ F31); " + c.said())
	case as == "audio" && (c.kind == "image" || c.kind == "other"):
		return bad.with("this is no sound by its content (FAQ F15); " + c.said())
	}
	return nil
}

func (c content) said() string {
	if c.name == "" {
		return "this is of no known format; as=file takes anything"
	}
	return "this is " + c.name + "; as=file takes anything"
}

// fileHead finds the beginning of the file in the beginning of a form (RFC 7578);
// nil when other fields fill what there is, or it is no form. It only ever looks:
// what it finds decides whether the form goes on, not what is sent.
func fileHead(head []byte, boundary string) []byte {
	mark := []byte("--" + boundary + "\r\n")
	for range 16 {
		_, rest, found := bytes.Cut(head, mark)
		if !found {
			return nil
		}
		fields, content, found := bytes.Cut(rest, []byte("\r\n\r\n"))
		if !found {
			return nil
		}
		if isFile(string(fields)) {
			content, _, _ = bytes.Cut(content, []byte("\r\n--"+boundary))
			return content[:min(len(content), 512)]
		}
		head = content
	}
	return nil
}

// isFile looks for the field that the platform takes files in.
func isFile(fields string) bool {
	for _, line := range strings.Split(fields, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Disposition") {
			continue
		}
		_, params, err := mime.ParseMediaType(value)
		return err == nil && (params["name"] == "files" || params["name"] == "file")
	}
	return false
}
