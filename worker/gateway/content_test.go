package gateway

import (
	"bytes"
	"mime/multipart"
	"strings"
	"testing"
)

// What fileHead finds is what the standard library's reader of forms finds.
func TestFileHead(t *testing.T) {
	const file = "\x89PNG\r\n\x1a\n\r\n\r\nrest"
	for name, write := range map[string]func(*multipart.Writer){
		"the file alone": func(m *multipart.Writer) { w, _ := m.CreateFormFile("files", `a"b.png`); _, _ = w.Write([]byte(file)) },
		"after fields": func(m *multipart.Writer) {
			_ = m.WriteField("accessType", "public\r\n\r\nname=\"files\"")
			w, _ := m.CreateFormFile("file", "é.png")
			_, _ = w.Write([]byte(file))
			_ = m.WriteField("more", "x")
		},
	} {
		var form bytes.Buffer
		m := multipart.NewWriter(&form)
		write(m)
		_ = m.Close()
		if got := fileHead(form.Bytes(), m.Boundary()); string(got) != file {
			t.Errorf("%s: %q", name, got)
		}
		if got := fileHead(form.Bytes()[:len(form.Bytes())-60], m.Boundary()); got == nil && name == "the file alone" {
			t.Errorf("%s, cut: nothing found", name)
		}
	}
	for _, head := range []string{"", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n", "nonsense", "--b\r\nContent-Disposition: form-data; name=files"} {
		if got := fileHead([]byte(head), "b"); got != nil {
			t.Errorf("%q: %q", head, got)
		}
	}
}

func TestCheckContent(t *testing.T) {
	for name, c := range map[string]struct {
		head string
		good string // what it may be sent as
	}{
		"jpeg":    {"\xff\xd8\xff\xe0", "image file"},
		"png":     {"\x89PNG\r\n\x1a\n", "image file"},
		"gif":     {"GIF89a", "file"},
		"webp":    {"RIFF\x00\x00\x00\x00WEBPVP8 ", "file"},
		"avif":    {"\x00\x00\x00\x1cftypavif", "file"},
		"mp4":     {"\x00\x00\x00\x1cftypisom", "video audio file"},
		"webm":    {"\x1a\x45\xdf\xa3", "video audio file"},
		"avi":     {"RIFF\x00\x00\x00\x00AVI LIST", "video audio file"},
		"m4a":     {"\x00\x00\x00\x1cftypM4A ", "audio file"},
		"mp3":     {"ID3\x04", "audio file"},
		"pdf":     {"%PDF-1.7", "file"},
		"page":    {"<!doctype html>", "file"},
		"program": {"\x7fELF\x02", "file"},
		"unknown": {"just some words that are long", "video audio file"},
		"nothing": {"", "video audio file"},
	} {
		for _, as := range []string{"image", "video", "audio", "file"} {
			if bad := checkContent(as, []byte(c.head)); (bad == nil) != strings.Contains(c.good, as) {
				t.Errorf("%s as %s: %v", name, as, bad)
			}
		}
	}
}

func FuzzFileHead(f *testing.F) {
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\nx\r\n--b--\r\n"), "b")
	f.Fuzz(func(t *testing.T, head []byte, boundary string) {
		if got := fileHead(head, boundary); len(got) > 512 || !bytes.Contains(head, got) {
			t.Errorf("%q", got)
		}
		_ = checkContent("image", head)
	})
}
