package socialplus

import "strings"

// Format is a file format that the platform accepts for an image or a video.
type Format struct {
	Name       string   // short name, such as "mp4"
	Extensions []string // lower case, without the dot
	MediaTypes []string // as browsers and servers name it, the usual one first
}

// ImageFormats are the formats accepted for an image (FAQ F30). GIF is not
// among them (FAQ F93): it can be sent as a file.
func ImageFormats() []Format {
	return []Format{
		{"jpeg", []string{"jpg", "jpeg"}, []string{"image/jpeg"}},
		{"png", []string{"png"}, []string{"image/png"}},
	}
}

// VideoFormats are the thirteen formats accepted for a video (FAQ F31).
func VideoFormats() []Format {
	return []Format{
		{"3gp", []string{"3gp"}, []string{"video/3gpp"}},
		{"avi", []string{"avi"}, []string{"video/x-msvideo", "video/avi", "video/vnd.avi"}},
		{"f4v", []string{"f4v"}, []string{"video/x-f4v", "video/mp4"}},
		{"flv", []string{"flv"}, []string{"video/x-flv"}},
		{"m4v", []string{"m4v"}, []string{"video/x-m4v", "video/mp4"}},
		{"mov", []string{"mov"}, []string{"video/quicktime"}},
		{"mp4", []string{"mp4"}, []string{"video/mp4"}},
		{"ogv", []string{"ogv"}, []string{"video/ogg"}},
		{"3g2", []string{"3g2"}, []string{"video/3gpp2"}},
		{"wmv", []string{"wmv"}, []string{"video/x-ms-wmv"}},
		{"vob", []string{"vob"}, []string{"video/mpeg", "video/dvd"}},
		{"webm", []string{"webm"}, []string{"video/webm"}},
		{"mkv", []string{"mkv"}, []string{"video/x-matroska", "video/matroska"}},
	}
}

// FormatByName finds a format of a list by its name or one of its extensions,
// whatever their case.
func FormatByName(list []Format, name string) (Format, bool) {
	name = strings.ToLower(name)
	for _, f := range list {
		if f.Name == name {
			return f, true
		}
		for _, ext := range f.Extensions {
			if ext == name {
				return f, true
			}
		}
	}
	return Format{}, false
}

// ImageSize is a size the platform keeps of an image (FAQ F06).
type ImageSize string

// The sizes, ascending.
const (
	SizeSmall  ImageSize = "small"
	SizeMedium ImageSize = "medium"
	SizeLarge  ImageSize = "large"
	SizeFull   ImageSize = "full" // as uploaded
)

// MaxEdge is the longest side of the size in pixels, 0 for SizeFull. The
// platform does not document these; they are what the emulator makes and what
// a srcset tells the browser, which only chooses by them.
func (s ImageSize) MaxEdge() int {
	switch s {
	case SizeSmall:
		return 160
	case SizeMedium:
		return 600
	case SizeLarge:
		return 1500
	}
	return 0
}

// ParseImageSize reads a size's name; only the four exact names are sizes.
func ParseImageSize(name string) (ImageSize, bool) {
	switch s := ImageSize(name); s {
	case SizeSmall, SizeMedium, SizeLarge, SizeFull:
		return s, true
	}
	return "", false
}
