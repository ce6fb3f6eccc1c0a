// Package upload holds files against the platform's rules before they are sent, so that nobody waits for a gigabyte
// to be refused: formats by content, sizes, lengths and numbers (FAQ F30, F31, F93). The rules themselves are a
// table in package socialplus.
package upload

import (
	"strconv"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/wasm/media"
)

// As is what the files are to become.
type As string

// What the platform takes files as.
const (
	AsImage As = "image"
	AsVideo As = "video"
	AsAudio As = "audio"
	AsFile  As = "file"
)

// ParseAs reads a name; only the four exact ones are known.
func ParseAs(name string) (As, bool) {
	switch as := As(name); as {
	case AsImage, AsVideo, AsAudio, AsFile:
		return as, true
	}
	return "", false
}

// File is a file that is to be sent.
type File struct {
	Name string
	Size int64      // bytes
	Info media.Info // what media.Probe said
	Err  error      // and its error, or nil
}

// Post is what the files go into.
type Post struct {
	Poll     bool // the post has a poll
	Attached int  // files that it already has
}

// Problem is a rule that is broken. Code is stable.
type Problem struct {
	Code    string
	File    string // its name; "" for a problem of the post as a whole
	Index   int    // its place among the files, from 0; -1 for the post
	Message string
	Hint    string // what to do about it
}

// Codes of a Problem.
const (
	CodeEmpty         = "empty"          // zero bytes
	CodeTooLarge      = "too-large"      // more than 1 GB
	CodeTooMany       = "too-many"       // more than ten of one post
	CodePoll          = "poll"           // files beside a poll
	CodeGIF           = "gif"            // a GIF as an image
	CodeImageFormat   = "image-format"   // neither JPEG nor PNG
	CodeVideoFormat   = "video-format"   // none of the thirteen formats
	CodeVideoTooLong  = "video-too-long" // more than two hours
	CodeNotImage      = "not-an-image"
	CodeNotVideo      = "not-a-video"
	CodeNotAudio      = "not-audio"
	CodeUnreadable    = "unreadable"     // the file could not be read, or reading was stopped
	CodeBroken        = "broken"         // cut off, or without anything that plays
	CodeUnknownFormat = "unknown-format" // no format known here
)

// Check returns every problem of the files, those of the post first; nil means that they can be sent.
func Check(files []File, as As, post Post) []Problem {
	var problems []Problem
	whole := func(code, message, hint string) {
		problems = append(problems, Problem{code, "", -1, message, hint})
	}
	if post.Poll && len(files) > 0 {
		whole(CodePoll, "a post with a poll takes no files", "send the files in a post of their own")
	}
	if n := post.Attached + len(files); n > socialplus.MaxPostAttachments {
		most := strconv.Itoa(socialplus.MaxPostAttachments)
		whole(CodeTooMany, strconv.Itoa(n)+" files are too many for one post", "at most "+most+": send the others in a further post")
	}
	for i, f := range files {
		for _, p := range checkFile(f, as) {
			p.File, p.Index = f.Name, i
			problems = append(problems, p)
		}
	}
	return problems
}

func checkFile(f File, as As) []Problem {
	if f.Size == 0 {
		return []Problem{{Code: CodeEmpty, Message: "the file is empty", Hint: "choose or record it again"}}
	}
	var problems []Problem
	if f.Size > socialplus.MaxUploadBytes {
		problems = append(problems, Problem{Code: CodeTooLarge, Message: "the file is larger than 1 GB", Hint: "make it smaller, or send a link to it"})
	}
	if p, broken := checkContent(f, as); broken {
		problems = append(problems, p)
	}
	return problems
}
