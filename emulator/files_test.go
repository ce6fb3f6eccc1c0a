package emulator

import (
	"bytes"
	"fmt"
	"image/png"
	"mime/multipart"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func (w *world) download(user, id, query string, header ...string) reply {
	r := httptest.NewRequest("GET", "/api/v3/files/"+id+"/download"+query, nil)
	r.Header.Set("Authorization", "Bearer "+w.token(user))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return w.do(r)
}

func TestUploadByContent(t *testing.T) { // FAQ F30, F31, F93
	w := newWorld(t)
	picture := smallPNG(t, 4, 4)
	for _, row := range []struct {
		name, route, content string
		status               int
		kind, mime           string
	}{
		{"a.png", "images", string(picture), 200, "image", "image/png"},
		{"lies.gif", "images", string(picture), 200, "image", "image/png"},
		{"a.gif", "images", "GIF89a\x01\x00\x01\x00", 400, "", ""},
		{"lies.png", "images", "GIF89a\x01\x00\x01\x00", 400, "", ""},
		{"a.webp", "images", "RIFF\x00\x00\x00\x00WEBPVP8 ", 400, "", ""},
		{"a.svg", "images", "<svg onload=alert(1)>", 400, "", ""},
		{"cut.png", "images", string(picture[:12]), 400, "", ""},
		{"a.gif", "files", "GIF89a\x01\x00\x01\x00", 200, "file", "image/gif"},
		{"a.html", "files", "<script>alert(1)</script>", 200, "file", "application/octet-stream"},
		{"v.ogg", "files", "OggS\x00\x02............OpusHead", 200, "file", "audio/ogg"},
		{"v.ogg", "audios", "OggS\x00\x02............OpusHead", 200, "audio", "audio/ogg"},
		{"v.txt", "audios", "not sound", 400, "", ""},
		{"m.webm", "videos", "\x1a\x45\xdf\xa3..webm..V_VP8", 200, "video", "video/webm"},
		{"m.mkv", "videos", "\x1a\x45\xdf\xa3..matroska..V_MPEG4", 200, "video", "video/x-matroska"},
		{"m.avi", "videos", "RIFF\x00\x00\x00\x00AVI LIST", 200, "video", "video/x-msvideo"},
		{"m.3gp", "videos", "\x00\x00\x00\x18ftyp3gp4", 200, "video", "video/3gpp"},
		{"m.mov", "videos", "\x00\x00\x00\x18ftypqt  ", 200, "video", "video/quicktime"},
		{"m.flv", "videos", "FLV\x01\x05", 200, "video", "video/x-flv"},
		{"m.wmv", "videos", "\x30\x26\xB2\x75\x8E\x66\xCF\x11", 200, "video", "video/x-ms-wmv"},
		{"m.vob", "videos", "\x00\x00\x01\xBA", 200, "video", "video/mpeg"},
		{"m.ogv", "videos", "OggS..\x80theora", 200, "video", "video/ogg"},
		{"m.mp4", "videos", "text in disguise", 400, "", ""},
		{"a.heic", "videos", "\x00\x00\x00\x18ftypheic", 400, "", ""},
		{"empty", "files", "", 400, "", ""},
	} {
		got := w.upload("u", "/api/v4/"+row.route, row.name, "application/x-anything", []byte(row.content))
		if got.status != row.status {
			t.Errorf("%s to %s: %d %s", row.name, row.route, got.status, got.raw)
			continue
		}
		if row.status != 200 {
			code := 400000
			if row.route == "videos" {
				code = 400002
			}
			got.mustBe(t, row.name, 400, code)
			if strings.HasPrefix(row.content, "GIF") && !strings.Contains(got.text("message"), "JPEG or PNG by its content, not image/gif") {
				t.Errorf("%s: %s", row.name, got.raw)
			}
			continue
		}
		info := w.ok("u", "GET", "/api/v3/files/"+got.fileID(t), nil)
		if info.text("type") != row.kind || info.text("attributes", "mimeType") != row.mime || info.at("attributes", "size") != float64(len(row.content)) {
			t.Errorf("%s to %s: %s", row.name, row.route, info.raw)
		}
	}
	left, _ := filepath.Glob(filepath.Join(w.server.networks[0].uploads, halfUpload+"*"))
	if len(left) != 0 {
		t.Errorf("refused uploads left %v", left)
	}
}

func TestUploadForm(t *testing.T) {
	w := newWorld(t)
	kind, body := formOf(`..\..\etc/pass"wd`, "text/plain; charset=utf-8", []byte("x"), map[string]string{"preferredFilename": "../naïve\r\nname.TXT", "accessType": "network"})
	r := httptest.NewRequest("POST", "/api/v4/files", bytes.NewReader(body))
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Authorization", "Bearer "+w.token("u"))
	info := w.ok("u", "GET", "/api/v3/files/"+w.do(r).fileID(t), nil)
	if info.text("attributes", "name") != "naïvename.TXT" || info.text("attributes", "extension") != "txt" || info.text("accessType") != "network" || info.text("attributes", "mimeType") != "text/plain" {
		t.Errorf("info: %s", info.raw)
	}
	w.refused("u", "POST", "/api/v4/files", `{}`, 400, 400000)
	for name, body := range map[string]string{"no file": "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b--\r\n", "broken off": "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\nhalf"} {
		r := httptest.NewRequest("POST", "/api/v4/files", strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		r.Header.Set("Authorization", "Bearer "+w.token("u"))
		if got := w.do(r); got.status != 400 && got.status != 422 {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	entries, _ := os.ReadDir(w.server.networks[0].uploads)
	if len(entries) != 1 {
		t.Errorf("%d files on disk, want the one that was accepted", len(entries))
	}
	v3 := w.upload("u", "/api/v3/files", "a.txt", "text/plain", []byte("x"))
	if v3.text("status") != "success" || v3.text("data", 0, "fileId") == "" {
		t.Errorf("v3: %s", v3.raw)
	}
}

func TestDownload(t *testing.T) { // FAQ F06, F35
	w := newWorld(t)
	id := w.upload("u", "/api/v4/files", `a "b" ü.txt`, "text/plain", []byte("0123456789")).fileID(t)
	whole := w.download("v", id, "")
	if string(whole.raw) != "0123456789" || whole.header.Get("Content-Type") != "text/plain" || whole.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("whole: %d %v", whole.status, whole.header)
	}
	if d := whole.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; filename") {
		t.Errorf("Content-Disposition: %s", d)
	}
	etag := whole.header.Get("ETag")
	for _, row := range []struct {
		name, header, value string
		status              int
		want                string
	}{
		{"range", "Range", "bytes=2-4", 206, "234"}, {"suffix", "Range", "bytes=-3", 206, "789"}, {"open", "Range", "bytes=8-", 206, "89"},
		{"beyond", "Range", "bytes=50-60", 416, ""}, {"known", "If-None-Match", etag, 304, ""}, {"another", "If-None-Match", `"x"`, 200, "0123456789"},
	} {
		got := w.download("u", id, "", row.header, row.value)
		if got.status != row.status || row.want != "" && string(got.raw) != row.want {
			t.Errorf("%s: %d %q", row.name, got.status, got.raw)
		}
	}
	w.download("u", "nothing", "").mustBe(t, "unknown", 404, 400400)
	w.download("u", "..%2f..%2fetc%2fpasswd", "").mustBe(t, "a path", 404, 400400)
	w.download("u", id, "?size=huge").mustBe(t, "unknown size", 422, 500000)
	for name, prepare := range map[string]func() string{
		"query":  func() string { return "?t=" + w.token("u") },
		"cookie": func() string { return "" },
		"none":   func() string { return "" },
	} {
		r := httptest.NewRequest("GET", "/api/v3/files/"+id+"/download"+prepare(), nil)
		if name == "cookie" {
			r.Header.Set("Cookie", accessCookie+"="+w.token("u"))
		}
		if got := w.do(r); (got.status == 200) == (name == "none") {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	r := httptest.NewRequest("GET", "/api/v3/files/"+id, nil)
	r.Header.Set("Authorization", "Bearer "+w.token("u"))
	r.Header.Set("Accept", "text/html,application/xhtml+xml")
	if got := w.do(r); got.status != 302 || !strings.HasSuffix(got.header.Get("Location"), "/download") {
		t.Errorf("a browser's link: %d %v", got.status, got.header)
	}
	w.refused("v", "DELETE", "/api/v3/files/"+id, nil, 403, 400301)
	if got := w.ok("u", "DELETE", "/api/v3/files/"+id, nil); got.text("fileId") != id {
		t.Errorf("deleted: %s", got.raw)
	}
	w.download("u", id, "").mustBe(t, "deleted", 404, 400400)
	if entries, _ := os.ReadDir(w.server.networks[0].uploads); len(entries) != 0 {
		t.Errorf("%d files left on disk", len(entries))
	}
}

func TestImageSizes(t *testing.T) { // FAQ F06
	w := newWorld(t)
	id := w.upload("u", "/api/v4/images", "wide.png", "image/png", smallPNG(t, 1600, 400)).fileID(t)
	tall := w.upload("u", "/api/v4/images", "tall.png", "image/png", smallPNG(t, 200, 1000)).fileID(t)
	tiny := w.upload("u", "/api/v4/images", "tiny.png", "image/png", smallPNG(t, 30, 20)).fileID(t)
	for _, row := range []struct {
		id, query string
		w, h      int
	}{
		{id, "?size=small", 160, 40}, {id, "?size=medium", 600, 150}, {id, "", 600, 150}, {id, "?size=large", 1500, 375}, {id, "?size=full", 1600, 400},
		{tall, "?size=small", 32, 160}, {tall, "?size=large", 200, 1000}, {tiny, "?size=small", 30, 20}, {id, "?size=small", 160, 40},
	} {
		got := w.download("u", row.id, row.query)
		config, err := png.DecodeConfig(bytes.NewReader(got.raw))
		if err != nil || config.Width != row.w || config.Height != row.h {
			t.Errorf("%s: %dx%d %v, want %dx%d", row.query, config.Width, config.Height, err, row.w, row.h)
		}
		if !strings.HasPrefix(got.header.Get("Content-Disposition"), "inline") {
			t.Errorf("an image is offered as %s", got.header.Get("Content-Disposition"))
		}
	}
	if a, b := w.download("u", id, "?size=small").header.Get("ETag"), w.download("u", id, "?size=full").header.Get("ETag"); a == b {
		t.Error("two sizes have one tag")
	}
}

func TestHugeImageIsNotDecoded(t *testing.T) {
	w := newWorld(t)
	bomb := smallPNG(t, 4, 4)
	copy(bomb[16:], "\x00\x00\xff\xff\x00\x00\xff\xff") // 65535 by 65535, says the header
	fixPNGHeader(bomb)
	id := w.upload("u", "/api/v4/images", "bomb.png", "image/png", bomb).fileID(t)
	if got := w.download("u", id, "?size=small"); !bytes.Equal(got.raw, bomb) {
		t.Errorf("%d, %d bytes", got.status, len(got.raw))
	}
}

func TestWorthResizing(t *testing.T) {
	for _, row := range []struct {
		w, h, bound int
		want        bool
	}{{161, 10, 160, true}, {10, 161, 160, true}, {160, 160, 160, false}, {0, 500, 160, false}, {65535, 65535, 160, false}, {10000, 5000, 160, true}, {10000, 5001, 160, false}} {
		if got := worthResizing(row.w, row.h, row.bound); got != row.want {
			t.Errorf("%+v: %v", row, got)
		}
	}
}

func TestRefusedUploadLeavesNothing(t *testing.T) {
	w := newWorld(t)
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, content := range [][]byte{smallPNG(t, 3, 3), []byte("GIF89a, the second file of the form")} {
		part, err := form.CreateFormFile("files", "a.png")
		if err != nil {
			t.Fatal(err)
		}
		part.Write(content)
	}
	form.Close()
	r := httptest.NewRequest("POST", "/api/v4/images", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Authorization", "Bearer "+w.token("u"))
	w.do(r).mustBe(t, "a good file and a bad one", 400, 400000)
	if entries, _ := os.ReadDir(w.server.networks[0].uploads); len(entries) != 0 {
		t.Errorf("%d files on disk", len(entries))
	}
}

func TestFileURL(t *testing.T) {
	for public, want := range map[string]string{"": "http://example.com/", "https://files.test/base/": "https://files.test/base/"} {
		w := newWorld(t, func(o *Options) { o.PublicURL = public })
		id := w.upload("u", "/api/v4/files", "a", "text/plain", []byte("x")).fileID(t)
		if url := w.ok("u", "GET", "/api/v3/files/"+id, nil).text("fileUrl"); url != fmt.Sprintf("%sapi/v3/files/%s/download", want, id) {
			t.Errorf("public %q: %s", public, url)
		}
	}
}
