package emulator

import (
	"fmt"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// getFile answers GET /api/v3/files/{fileId} with the description. A browser
// that follows the link, as the FAQ's download button does (F35), is sent to
// the bytes.
func getFile(c *call) (any, error) {
	f, err := c.findFile(c.param("fileId"))
	if err != nil {
		return nil, err
	}
	if accept := c.r.Header.Get("Accept"); strings.Contains(accept, "text/html") && !strings.Contains(accept, "application/json") {
		target := f.FileURL
		if c.r.URL.RawQuery != "" {
			target += "?" + c.r.URL.RawQuery
		}
		http.Redirect(c.w, c.r, target, http.StatusFound)
		return nil, nil
	}
	return f, nil
}

// describeFile answers PUT /api/v3/files/{fileId}: what an image shows, for who
// does not see it.
func describeFile(c *call) (any, error) {
	var in struct {
		AltText string `json:"altText"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var v check
	v.text("altText", in.AltText, 0, 1000)
	if err := v.err(); err != nil {
		return nil, err
	}
	f, err := c.ownFile()
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE files SET alt_text = ?, updated_at = ? WHERE file_id = ?", in.AltText, c.now, f.FileID); err != nil {
		return nil, err
	}
	return c.findFile(f.FileID)
}

func (c *call) ownFile() (file, error) {
	f, err := c.findFile(c.param("fileId"))
	if err == nil && f.owner != c.me.UserID && !c.admin {
		err = fail(codeNoPermission, "only the user who uploaded the file may change it")
	}
	return f, err
}

// deleteFile answers DELETE /api/v3/files/{fileId}.
func deleteFile(c *call) (any, error) {
	f, err := c.ownFile()
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("DELETE FROM files WHERE file_id = ?", f.FileID); err != nil {
		return nil, err
	}
	for _, size := range []string{"", ".small", ".medium", ".large"} {
		if err := os.Remove(c.net.bytesOf(f.FileID) + size); err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
	return map[string]string{"fileId": f.FileID}, nil
}

// download answers GET /api/v3/files/{fileId}/download with the bytes: ranges
// and conditional requests included (RFC 9110). size means something for images
// only; without it an image comes in medium size (FAQ F06).
func download(c *call) (any, error) {
	size, err := c.query.oneOf("size", "medium", "small", "large", "full")
	if err != nil {
		return nil, err
	}
	var f file
	err = c.net.db.View(func(tx *sqlite.Tx) error {
		c.tx = tx
		f, err = c.findFile(c.param("fileId"))
		return err
	})
	c.tx = nil
	if err != nil {
		return nil, err
	}
	path := c.net.bytesOf(f.FileID)
	if f.Type == "image" && size != "full" {
		if path, err = c.server.resized(f, path, size); err != nil {
			return nil, err
		}
	} else {
		size = "full"
	}
	body, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil, notFound("file", f.FileID)
	}
	if err != nil {
		return nil, err
	}
	defer body.Close()
	h := c.w.Header()
	h.Set("Content-Type", f.Attributes.MimeType)
	h.Set("Content-Disposition", disposition(f))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, max-age=3600")
	// The bytes behind an id never change, so the id and the size are the tag.
	h.Set("ETag", fmt.Sprintf("%q", f.FileID+"-"+size))
	http.ServeContent(c.w, c.r, "", time.UnixMilli(f.created), body)
	return nil, nil
}

// disposition shows media in place and offers anything else for saving. The
// name is given as RFC 6266 says.
func disposition(f file) string {
	kind := "attachment"
	major, _, _ := strings.Cut(f.Attributes.MimeType, "/")
	if f.Type == "image" || major == "video" || major == "audio" {
		kind = "inline"
	}
	if s := mime.FormatMediaType(kind, map[string]string{"filename": f.Attributes.Name}); s != "" {
		return s
	}
	return kind
}
