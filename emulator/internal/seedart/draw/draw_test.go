package main

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The pictures that are kept are the ones that are drawn. Pixels are compared:
// the next release of Go may pack them otherwise.
func TestPicturesAreKeptAsDrawn(t *testing.T) {
	kept, err := filepath.Glob("../pictures/*.png")
	if err != nil {
		t.Fatal(err)
	}
	all, seen := drawAll(), map[string]string{}
	if len(kept) != len(all) {
		t.Errorf("%d pictures are kept, %d drawn", len(kept), len(all))
	}
	for _, path := range kept {
		name := strings.TrimSuffix(filepath.Base(path), ".png")
		c := all[name]
		if c == nil {
			t.Errorf("%s is not drawn", name)
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := image.NewRGBA(img.Bounds())
		draw.Draw(got, got.Rect, img, image.Point{}, draw.Src)
		if got.Rect != c.img.Rect || !bytes.Equal(got.Pix, c.img.Pix) {
			t.Errorf("%s is not what is drawn: run go generate ./emulator/internal/seedart", name)
		}
		if other := seen[string(got.Pix)]; other != "" {
			t.Errorf("%s is the picture %s", name, other)
		}
		seen[string(got.Pix)] = name
		if n := colours(c.img); n < 6 {
			t.Errorf("%s: %d colours, the scene is missing", name, n)
		}
	}
}

// colours counts the different colours on a grid.
func colours(img *image.RGBA) int {
	found := map[any]bool{}
	for y := 0; y < img.Rect.Dy(); y += 16 {
		for x := 0; x < img.Rect.Dx(); x += 16 {
			found[img.At(x, y)] = true
		}
	}
	return len(found)
}
