package upload

import (
	"errors"
	"slices"
	"strings"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/wasm/media"
)

// checkContent holds what the file is against what it is to become. A file sent as a file may be anything.
func checkContent(f File, as As) (Problem, bool) {
	if as == AsFile {
		return Problem{}, false
	}
	if p, bad := unreadable(f.Err); bad {
		return p, true
	}
	switch as {
	case AsImage:
		return checkImage(f)
	case AsVideo:
		return checkVideo(f)
	}
	return checkAudio(f)
}

// unreadable says what an error of media.Probe means for an upload.
func unreadable(err error) (Problem, bool) {
	if err == nil {
		return Problem{}, false
	}
	var e *media.Error
	if !errors.As(err, &e) {
		return Problem{Code: CodeUnreadable, Message: "the file cannot be read", Hint: "choose it again"}, true
	}
	switch e.Code {
	case media.CodeUnknownContainer:
		return Problem{Code: CodeUnknownFormat, Message: "the content is of no known format, whatever the name says", Hint: "send it as a file, or save it in another format"}, true
	case media.CodeTruncated, media.CodeNoDuration, media.CodeEmpty:
		return Problem{Code: CodeBroken, Message: e.Message, Hint: e.Hint}, true
	}
	return Problem{Code: CodeUnreadable, Message: e.Message, Hint: e.Hint}, true
}

func checkImage(f File) (Problem, bool) {
	switch {
	case f.Info.Kind != media.KindImage:
		return Problem{Code: CodeNotImage, Message: "the content is " + article(f.Info) + ", not an image", Hint: "send it as " + noun(f.Info) + " or as a file"}, true
	case f.Info.Container == "gif":
		return Problem{Code: CodeGIF, Message: "the platform takes no GIF as an image", Hint: "send it as a file, which keeps it moving, or its first frame as PNG"}, true
	}
	if _, ok := socialplus.FormatByName(socialplus.ImageFormats(), f.Info.Container); !ok {
		return Problem{Code: CodeImageFormat, Message: "the platform takes " + accepted(socialplus.ImageFormats()) + " as images; this is " + strings.ToUpper(f.Info.Container), Hint: "save it as JPEG or PNG, or send it as a file"}, true
	}
	if slices.Contains(f.Info.Warnings, media.WarnTruncated) {
		return Problem{Code: CodeBroken, Message: "the image is cut off before its width and height", Hint: "choose another copy of it: this one was not copied whole"}, true
	}
	return Problem{}, false
}

func checkVideo(f File) (Problem, bool) {
	if f.Info.Kind != media.KindVideo {
		return Problem{Code: CodeNotVideo, Message: "the content is " + article(f.Info) + ", not a video", Hint: "send it as " + noun(f.Info) + " or as a file"}, true
	}
	if _, ok := socialplus.FormatByName(socialplus.VideoFormats(), videoFormat(f.Info.Container)); !ok {
		return Problem{Code: CodeVideoFormat, Message: "the platform takes no " + f.Info.Container + " videos", Hint: "save it as MP4; accepted are " + accepted(socialplus.VideoFormats())}, true
	}
	if f.Info.Duration > socialplus.MaxVideoSeconds {
		return Problem{Code: CodeVideoTooLong, Message: "the video plays " + media.FormatDuration(f.Info.Duration) + ", longer than two hours", Hint: "cut it into parts of at most two hours"}, true
	}
	return Problem{}, false
}

func checkAudio(f File) (Problem, bool) {
	if f.Info.Kind != media.KindAudio {
		return Problem{Code: CodeNotAudio, Message: "the content is " + article(f.Info) + ", not sound", Hint: "send it as " + noun(f.Info) + " or as a file"}, true
	}
	return Problem{}, false
}

// videoFormat is the platform's name of a container. M4V and F4V are MP4 by content.
func videoFormat(container string) string {
	switch container {
	case "asf":
		return "wmv"
	case "ogg":
		return "ogv"
	case "mpeg-ps":
		return "vob"
	case "matroska":
		return "mkv"
	}
	return container
}

func accepted(formats []socialplus.Format) string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = strings.ToUpper(f.Name)
	}
	return strings.Join(names, ", ")
}

func article(i media.Info) string {
	switch i.Kind {
	case media.KindImage:
		return "an image"
	case media.KindVideo:
		return "a video"
	case media.KindAudio:
		return "sound"
	}
	return "something else"
}

func noun(i media.Info) string {
	if i.Kind == media.KindAudio {
		return "audio"
	}
	return article(i)
}
