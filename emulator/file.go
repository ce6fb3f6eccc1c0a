package emulator

import (
	"database/sql"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// file is an upload as the platform describes it.
type file struct {
	FileID     string            `json:"fileId"`
	FileURL    string            `json:"fileUrl"`
	Type       string            `json:"type"` // image, video, audio or file
	AccessType string            `json:"accessType"`
	FeedType   string            `json:"feedType,omitempty"`
	Status     string            `json:"status,omitempty"`   // videos only
	VideoURL   map[string]string `json:"videoUrl,omitempty"` // videos only
	CreatedAt  string            `json:"createdAt"`
	UpdatedAt  string            `json:"updatedAt"`
	Attributes attributes        `json:"attributes"`

	owner   string
	created int64
}

type attributes struct {
	Name      string         `json:"name"`
	Extension string         `json:"extension"`
	Size      int64          `json:"size"`
	MimeType  string         `json:"mimeType"`
	AltText   string         `json:"altText,omitempty"`
	Metadata  map[string]any `json:"metadata"`
}

const fileColumns = `f.file_id, f.user_id, f.kind, f.name, f.extension, f.mime_type, f.size, f.width, f.height, f.access_type, f.feed_type, f.alt_text, f.created_at, f.updated_at`

func (c *call) scanFile(row sqlite.Scanner) (file, error) {
	var f file
	var width, height int
	var updated int64
	err := row.Scan(&f.FileID, &f.owner, &f.Type, &f.Attributes.Name, &f.Attributes.Extension, &f.Attributes.MimeType, &f.Attributes.Size,
		&width, &height, &f.AccessType, &f.FeedType, &f.Attributes.AltText, &f.created, &updated)
	if err != nil {
		return f, err
	}
	f.CreatedAt, f.UpdatedAt, f.FileURL = stamp(f.created), stamp(updated), c.fileURL(f.FileID)
	f.Attributes.Metadata = map[string]any{}
	switch f.Type {
	case "image":
		f.Attributes.Metadata = map[string]any{"exif": map[string]any{}, "gps": map[string]any{}, "width": width, "height": height, "isFull": true}
	case "video", "clip":
		// There is no transcoder here: the original is all there is. When it is
		// ready, and whether it ever is, is a knob.
		f.VideoURL = map[string]string{"original": f.FileURL}
		f.Status = c.server.faults.get().videoStatus(f.Attributes.Name, c.now-f.created)
	}
	return f, nil
}

// findFile finds an upload or answers 400400.
func (c *call) findFile(id string) (file, error) {
	f, err := c.scanFile(c.tx.Row("SELECT "+fileColumns+" FROM files f WHERE f.file_id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return f, notFound("file", id)
	}
	return f, err
}

// loadFiles side-loads files in one query.
func (c *call) loadFiles(ids []string) ([]file, error) {
	out := []file{}
	ids = unique(ids)
	if len(ids) == 0 {
		return out, nil
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		f, err := c.scanFile(row)
		out = append(out, f)
		return err
	}, "SELECT "+fileColumns+" FROM json_each(?) j JOIN files f ON f.file_id = j.value", toJSON(ids))
	return out, err
}

// requireImage refuses an avatar that is not an image.
func (c *call) requireImage(id string) error {
	f, err := c.findFile(id)
	if err == nil && f.Type != "image" {
		err = fail(codeForbidden, "file %q is not an image", id)
	}
	return err
}
