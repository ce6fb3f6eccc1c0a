package upload

import (
	"errors"
	"slices"
	"testing"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/wasm/media"
)

func file(kind, container string, size int64, seconds float64) File {
	return File{Name: "a." + container, Size: size, Info: media.Info{Kind: kind, Container: container, Duration: seconds}}
}

func failed(code string) File {
	return File{Name: "a.bin", Size: 9, Err: &media.Error{Code: code, Message: "m", Hint: "h"}}
}

func times(f File, n int) []File {
	files := make([]File, n)
	for i := range files {
		files[i] = f
	}
	return files
}

func TestCheck(t *testing.T) {
	jpeg := file("image", "jpeg", 100, 0)
	for _, c := range []struct {
		name  string
		files []File
		as    As
		post  Post
		want  []string
	}{
		{"nothing", nil, AsImage, Post{Poll: true}, nil},
		{"JPEG", []File{jpeg}, AsImage, Post{}, nil},
		{"PNG", []File{file("image", "png", 1, 0)}, AsImage, Post{}, nil},
		{"half a PNG", []File{{Name: "a", Size: 12, Info: media.Info{Kind: "image", Container: "png", Warnings: []string{media.WarnTruncated}}}}, AsImage, Post{}, []string{CodeBroken}},
		{"GIF", []File{file("image", "gif", 1, 0)}, AsImage, Post{}, []string{CodeGIF}},
		{"GIF as a file", []File{file("image", "gif", 1, 0)}, AsFile, Post{}, nil},
		{"WebP", []File{file("image", "webp", 1, 0)}, AsImage, Post{}, []string{CodeImageFormat}},
		{"AVIF", []File{file("image", "avif", 1, 0)}, AsImage, Post{}, []string{CodeImageFormat}},
		{"HEIC", []File{file("image", "heic", 1, 0)}, AsImage, Post{}, []string{CodeImageFormat}},
		{"video as an image", []File{file("video", "mp4", 1, 3)}, AsImage, Post{}, []string{CodeNotImage}},
		{"image as a video", []File{jpeg}, AsVideo, Post{}, []string{CodeNotVideo}},
		{"sound as a video", []File{file("audio", "webm", 1, 3)}, AsVideo, Post{}, []string{CodeNotVideo}},
		{"voice", []File{file("audio", "webm", 1, 3)}, AsAudio, Post{}, nil},
		{"video as audio", []File{file("video", "webm", 1, 3)}, AsAudio, Post{}, []string{CodeNotAudio}},
		{"ten", times(jpeg, 10), AsImage, Post{}, nil},
		{"eleven", times(jpeg, 11), AsImage, Post{}, []string{CodeTooMany}},
		{"one to ten", []File{jpeg}, AsImage, Post{Attached: 10}, []string{CodeTooMany}},
		{"beside a poll", []File{jpeg}, AsImage, Post{Poll: true}, []string{CodePoll}},
		{"1 GB", []File{file("image", "png", 1<<30, 0)}, AsImage, Post{}, nil},
		{"1 GB and a byte", []File{file("image", "png", 1<<30+1, 0)}, AsImage, Post{}, []string{CodeTooLarge}},
		{"large and wrong", []File{file("image", "gif", 1<<30+1, 0)}, AsImage, Post{}, []string{CodeTooLarge, CodeGIF}},
		{"two hours", []File{file("video", "mp4", 1, 7200)}, AsVideo, Post{}, nil},
		{"more", []File{file("video", "mp4", 1, 7200.5)}, AsVideo, Post{}, []string{CodeVideoTooLong}},
		{"long sound", []File{file("audio", "mp3", 1, 9000)}, AsAudio, Post{}, nil},
		{"transport stream", []File{file("video", "mpeg-ts", 1, 3)}, AsVideo, Post{}, []string{CodeVideoFormat}},
		{"empty", []File{{Name: "x"}}, AsFile, Post{}, []string{CodeEmpty}},
		{"garbage as an image", []File{failed(media.CodeUnknownContainer)}, AsImage, Post{}, []string{CodeUnknownFormat}},
		{"garbage as a file", []File{failed(media.CodeUnknownContainer)}, AsFile, Post{}, nil},
		{"cut", []File{failed(media.CodeTruncated)}, AsVideo, Post{}, []string{CodeBroken}},
		{"header only", []File{failed(media.CodeNoDuration)}, AsAudio, Post{}, []string{CodeBroken}},
		{"stopped", []File{failed(media.CodeAborted)}, AsAudio, Post{}, []string{CodeUnreadable}},
		{"gone", []File{{Name: "x", Size: 1, Err: errors.New("disk")}}, AsAudio, Post{}, []string{CodeUnreadable}},
		{"several", []File{jpeg, file("image", "gif", 1, 0), {Name: "x"}}, AsImage, Post{Poll: true}, []string{CodePoll, CodeGIF, CodeEmpty}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range Check(c.files, c.as, c.post) {
				got = append(got, p.Code)
				if p.Message == "" || p.Hint == "" {
					t.Errorf("%s has no message or no hint: %+v", p.Code, p)
				}
				if p.Index >= 0 && p.File != c.files[p.Index].Name {
					t.Errorf("%s names %q, file %d is %q", p.Code, p.File, p.Index, c.files[p.Index].Name)
				}
				if p.Index < 0 && p.File != "" {
					t.Errorf("%s of the post names a file", p.Code)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("problems %v, want %v", got, c.want)
			}
		})
	}
}

// Every one of the thirteen formats must be reachable from a container that media.Probe names.
func TestVideoFormatsAreReachable(t *testing.T) {
	families := map[string]string{"m4v": "mp4", "f4v": "mp4"} // MP4 by content
	containers := []string{"mp4", "mov", "3gp", "3g2", "avi", "flv", "asf", "ogg", "mpeg-ps", "webm", "matroska"}
	for _, f := range socialplus.VideoFormats() {
		name := f.Name
		if family := families[name]; family != "" {
			name = family
		}
		if !slices.ContainsFunc(containers, func(c string) bool { return videoFormat(c) == name }) {
			t.Errorf("no container gives %s", f.Name)
		}
	}
	for _, c := range containers {
		if p := Check([]File{file("video", c, 1, 1)}, AsVideo, Post{}); p != nil {
			t.Errorf("%s: %+v", c, p)
		}
	}
}

func TestParseAs(t *testing.T) {
	for name, want := range map[string]bool{"image": true, "video": true, "audio": true, "file": true, "": false, "Image": false, "gif": false} {
		if as, ok := ParseAs(name); ok != want || ok && string(as) != name {
			t.Errorf("ParseAs(%q) = %q, %v", name, as, ok)
		}
	}
}
