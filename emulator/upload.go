package emulator

import (
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // dimensions of uploads
	_ "image/png"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// The emulator's own limits of an upload.
const (
	maxFieldBytes   = 8 << 10
	maxUploadFields = 20
)

// received is one file of an upload, already on disk under its id.
type received struct {
	file   file
	width  int
	height int
}

func uploadImages(c *call) (any, error) { return c.upload("image") }
func uploadFiles(c *call) (any, error)  { return c.upload("file") }
func uploadVideos(c *call) (any, error) { return c.upload("video") }
func uploadClips(c *call) (any, error)  { return c.upload("clip") }
func uploadAudios(c *call) (any, error) { return c.upload("audio") }

// uploadV3 answers POST /api/v3/files, which wraps what v4 answers bare.
func uploadV3(c *call) (any, error) {
	list, err := c.upload("file")
	if err != nil {
		return nil, err
	}
	return map[string]any{"status": "success", "data": list}, nil
}

// upload streams a multipart form to disk, then records its files in one
// transaction. No transaction is open while the client sends.
func (c *call) upload(kind string) (_ any, err error) {
	form, err := c.r.MultipartReader()
	if err != nil {
		return nil, fail(codeBadRequest, "the body must be multipart/form-data")
	}
	var got []received
	defer func() {
		if err != nil { // nothing of a refused upload stays
			for _, r := range got {
				os.Remove(c.net.bytesOf(r.file.FileID))
			}
		}
	}()
	fields := map[string]string{}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, uploadError(err)
		}
		switch name := part.FormName(); {
		case name == "files" || name == "file" || name == "files[]":
			if len(got) == maxUploadFiles {
				return nil, invalid(fmt.Sprintf(`"files" must have at most %d items`, maxUploadFiles))
			}
			r, err := c.receive(part, kind)
			if err != nil {
				return nil, err
			}
			got = append(got, r)
		case len(fields) < maxUploadFields:
			b, err := io.ReadAll(io.LimitReader(part, maxFieldBytes+1))
			if err != nil || len(b) > maxFieldBytes {
				return nil, invalid(fmt.Sprintf("%q must have at most %d bytes", clip(name, 40), maxFieldBytes))
			}
			fields[name] = string(b)
		default:
			return nil, invalid(fmt.Sprintf("the form must have at most %d fields", maxUploadFields))
		}
	}
	if len(got) == 0 {
		return nil, invalid(`"files" is required`)
	}
	return c.record(got, fields)
}

func uploadError(err error) error {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return tooLarge("file", maxFileBytes)
	}
	return fail(codeBadRequest, "the upload broke off or is not well-formed multipart")
}

// receive writes one part to disk and tells by its content what it is.
func (c *call) receive(part *multipart.Part, kind string) (received, error) {
	id := c.newID("file")
	tmp, err := os.CreateTemp(c.net.uploads, halfUpload+"*")
	if err != nil {
		return received{}, err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	size, err := io.Copy(tmp, io.LimitReader(part, maxFileBytes+1))
	if err != nil {
		return received{}, uploadError(err)
	}
	if size > maxFileBytes {
		return received{}, tooLarge("file", maxFileBytes)
	}
	if size == 0 {
		return received{}, fail(codeBadRequest, "the file is empty")
	}
	head := make([]byte, sniffBytes)
	n, err := tmp.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return received{}, err
	}
	r := received{file: file{FileID: id, Type: kind}}
	what := sniff(head[:n])
	if err := accept(kind, what); err != nil {
		return received{}, err
	}
	r.file.Attributes = attributes{Name: baseName(part.FileName()), Size: size, MimeType: mimeOf(what, part.Header.Get("Content-Type"))}
	if kind == "image" {
		if r.width, r.height, err = dimensions(tmp); err != nil {
			return received{}, err
		}
	}
	if err := tmp.Close(); err != nil {
		return received{}, err
	}
	return r, os.Rename(tmp.Name(), c.net.bytesOf(id))
}

// accept holds content to the route it came by.
func accept(kind string, what format) error {
	switch {
	case kind == "image" && !slices.Contains(imageTypes, what.mime):
		return fail(codeBadRequest, "an image must be JPEG or PNG by its content%s", notThis(what))
	case (kind == "video" || kind == "clip") && !slices.Contains(videoTypes, what.mime):
		return fail(codeBadVideo, "the content is not a supported video format%s", notThis(what))
	case kind == "audio" && what.kind != "audio" && what.kind != "video": // an MP4 of sound alone begins like a video
		return fail(codeBadRequest, "the content is not a supported audio format%s", notThis(what))
	}
	return nil
}

func notThis(what format) string {
	if what.mime == "" {
		return ""
	}
	return ", not " + what.mime
}

// mimeOf prefers what the content says. What the sender says is only believed
// when it is a plain type, and never one a browser would run.
func mimeOf(what format, declared string) string {
	base, _, _ := strings.Cut(declared, ";")
	base = strings.ToLower(strings.TrimSpace(base))
	if base == "audio/mp4" && what.mime == "video/mp4" {
		return base // the same container; only its sender knows that no picture is in it
	}
	if what.mime != "" {
		return what.mime
	}
	switch base {
	case "text/plain", "text/csv", "text/markdown", "application/json", "application/pdf", "application/zip":
		return base
	}
	return "application/octet-stream"
}

func dimensions(f *os.File) (w, h int, err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, 0, err
	}
	config, _, err := image.DecodeConfig(f)
	if err != nil {
		return 0, 0, fail(codeBadRequest, "the image is damaged")
	}
	return config.Width, config.Height, nil
}

// baseName is a file name without path and control characters.
func baseName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 255 {
		name = string(runes[:255])
	}
	if name == "" || name == "." || name == ".." {
		return "file"
	}
	return name
}

func (c *call) record(got []received, fields map[string]string) (any, error) {
	access := fields["accessType"]
	if access == "" {
		access = "public"
	}
	var v check
	v.word("accessType", access, "public", "network")
	v.text("preferredFilename", fields["preferredFilename"], 0, 1024)
	if err := v.err(); err != nil {
		return nil, err
	}
	out := []file{}
	err := c.net.db.Update(func(tx *sqlite.Tx) error {
		c.tx = tx
		for _, r := range got {
			a := r.file.Attributes
			if p := fields["preferredFilename"]; p != "" && len(got) == 1 {
				a.Name = baseName(p)
			}
			a.Extension = strings.TrimPrefix(strings.ToLower(filepath.Ext(a.Name)), ".")
			_, err := tx.Exec(`INSERT INTO files(file_id, user_id, kind, name, extension, mime_type, size, width, height, access_type, feed_type, created_at, updated_at)
			  VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.file.FileID, c.me.UserID, r.file.Type, a.Name, a.Extension, a.MimeType, a.Size, r.width, r.height,
				access, fields["feedType"], c.now, c.now)
			if err != nil {
				return err
			}
			f, err := c.findFile(r.file.FileID)
			if err != nil {
				return err
			}
			if err := c.moderateFile(f); err != nil {
				return err
			}
			out = append(out, f)
		}
		return nil
	})
	c.tx = nil
	return out, err
}

// halfUpload starts the names of files that are still being received.
const halfUpload = "receiving-"

func (net *network) bytesOf(fileID string) string { return filepath.Join(net.uploads, fileID) }

// removeHalfUploads clears what a killed process was receiving: no client was
// told that it is there.
func (net *network) removeHalfUploads() error {
	left, err := filepath.Glob(filepath.Join(net.uploads, halfUpload+"*"))
	if err != nil {
		return err
	}
	for _, path := range left {
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("remove a half upload: %w", err)
		}
	}
	return nil
}
