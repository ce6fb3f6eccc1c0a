package emulator

// The platform's numbers, from the FAQ and the API's reference. They stand here a
// second time on purpose: the emulator judges the worker, so it takes nothing,
// not even a number, from the packages the worker is made of.
const (
	defaultPage = 20 // items of a list (FAQ F23)
	maxPage     = 100

	maxPostText    = 50_000 // a comment's too
	maxMessageText = 20_000
	maxPerKind     = 10 // images or videos of a post (FAQ F30, F31)
	maxPostTags    = 5
	maxTagLength   = 24
	maxHashtags    = 30
	maxMetadataOp  = 100 // changes of one patch

	maxFileBytes   = 1 << 30 // FAQ F30, F31
	maxUploadFiles = 10
)

// imageTypes and videoTypes are what a picture and a film may be (FAQ F30, F31).
// GIF is neither (FAQ F93).
var (
	imageTypes = []string{"image/jpeg", "image/png"}
	videoTypes = []string{"video/3gpp", "video/3gpp2", "video/x-msvideo", "video/x-f4v", "video/mp4", "video/x-flv", "video/x-m4v", "video/quicktime", "video/ogg",
		"video/x-ms-wmv", "video/mpeg", "video/webm", "video/x-matroska"}
)

// maxEdges are the longer sides of the sizes a picture is served in; "full" is as
// it came.
var maxEdges = map[string]int{"small": 160, "medium": 600, "large": 1500}
