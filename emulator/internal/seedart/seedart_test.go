package seedart

import (
	"bytes"
	"image/png"
	"testing"
)

func TestPicturesAreDistinctAndTheSameEveryTime(t *testing.T) {
	seen := map[string]string{}
	for _, name := range Names() {
		first := PNG(name)
		if !bytes.Equal(first, PNG(name)) {
			t.Errorf("%s: two drawings differ", name)
		}
		img, err := png.Decode(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b := img.Bounds(); b.Dx() != 1200 || b.Dy() != 800 {
			t.Errorf("%s: %v, want 1200 by 800", name, b)
		}
		if other, ok := seen[string(first)]; ok {
			t.Errorf("%s is the picture %s", name, other)
		}
		seen[string(first)] = name
		colours := map[any]bool{}
		for y := 0; y < 800; y += 20 {
			for x := 0; x < 1200; x += 20 {
				colours[img.At(x, y)] = true
			}
		}
		if len(colours) < 6 {
			t.Errorf("%s: %d colours, the scene is missing", name, len(colours))
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d pictures, want 6", len(seen))
	}
	if PNG("nothing") != nil {
		t.Error("a name that is not there has a picture")
	}
	if bytes.Equal(Avatar(0), Avatar(1)) {
		t.Error("two avatars are the same")
	}
}
