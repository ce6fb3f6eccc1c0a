package socialplus

import "testing"

// The thirteen formats in the order in which the FAQ names them (F31).
func TestVideoFormats(t *testing.T) {
	want := []string{"3gp", "avi", "f4v", "flv", "m4v", "mov", "mp4", "ogv", "3g2", "wmv", "vob", "webm", "mkv"}
	got := VideoFormats()
	if len(got) != len(want) {
		t.Fatalf("%d formats, want %d", len(got), len(want))
	}
	for i, f := range got {
		if f.Name != want[i] || len(f.Extensions) == 0 || len(f.MediaTypes) == 0 {
			t.Errorf("format %d is %+v, want %s", i, f, want[i])
		}
	}
}

func TestImageFormats(t *testing.T) {
	for name, ok := range map[string]bool{"jpg": true, "JPEG": true, "png": true, "gif": false, "webp": false, "heic": false, "": false} {
		if _, got := FormatByName(ImageFormats(), name); got != ok {
			t.Errorf("image %q accepted: %v, want %v", name, got, ok)
		}
	}
}

func TestParseImageSize(t *testing.T) {
	last := 0
	for _, name := range []string{"small", "medium", "large"} {
		s, ok := ParseImageSize(name)
		if !ok || s.MaxEdge() <= last {
			t.Errorf("size %q: %v, edge %d after %d", name, ok, s.MaxEdge(), last)
		}
		last = s.MaxEdge()
	}
	if s, ok := ParseImageSize("full"); !ok || s.MaxEdge() != 0 {
		t.Error("full is not the uploaded size")
	}
	for _, name := range []string{"", "Small", "huge", "full "} {
		if _, ok := ParseImageSize(name); ok {
			t.Errorf("%q is a size", name)
		}
	}
}
