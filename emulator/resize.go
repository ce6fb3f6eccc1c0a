package emulator

import (
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"
)

// maxPixels bounds the memory one resampling takes (4 bytes a pixel). A larger
// image is served as it is.
const maxPixels = 50_000_000

// resized is the path of an image in a smaller size, made on first use and kept
// beside the original. An image that is small enough is its own smaller size.
func (s *Server) resized(f file, original, size string) (string, error) {
	w, _ := f.Attributes.Metadata["width"].(int)
	h, _ := f.Attributes.Metadata["height"].(int)
	bound := maxEdges[size]
	if !worthResizing(w, h, bound) {
		return original, nil
	}
	path := original + "." + size
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	s.resample <- struct{}{} // memory is bounded by the number of resamplings
	defer func() { <-s.resample }()
	src, format, err := decodeImage(original)
	if err != nil {
		return original, nil // a header without a picture is served as it is
	}
	if w >= h {
		w, h = bound, max(1, h*bound/w)
	} else {
		w, h = max(1, w*bound/h), bound
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return path, writeImage(path, dst, format)
}

// worthResizing says whether an image is larger than the bound and small enough
// to be decoded.
func worthResizing(w, h, bound int) bool {
	return (w > bound || h > bound) && w > 0 && h > 0 && w <= maxPixels/h
}

func decodeImage(path string) (image.Image, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	return image.Decode(f)
}

// writeImage keeps the format, so that the stored type stays true. Another
// request may write the same file: each renames its own whole one into place.
func writeImage(path string, img image.Image, format string) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), halfUpload+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if format == "jpeg" {
		err = jpeg.Encode(tmp, img, &jpeg.Options{Quality: 85})
	} else {
		err = png.Encode(tmp, img)
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
