// Package media tells what a recording, video or picture is and how long it plays, by reading its container.
// Nothing is decoded and only the bytes that matter are read: headers, the tail, or — where a format carries
// no total at all — the frame headers, in bounded memory.
//
//	info, err := media.Probe(file, size)
//	if err != nil { … }            // *media.Error with a stable Code and a Hint
//	fmt.Println(info.Kind, info.Duration, info.Exact)
//
// The platform shows 00:00 for a voice message unless the sender stores its duration beside it (FAQ F68);
// MessageMetadata gives the object to store. Upload rules need kind, size and length before sending
// (FAQ F30, F31, F93); package upload applies them to what Probe says.
//
// No length field is trusted: a file that lies or was cut gives the best truth with a warning, or a typed error.
package media

import (
	"context"
	"io"
	"math"
)

// Kinds of content, as Info.Kind holds them.
const (
	KindAudio = "audio"
	KindVideo = "video"
	KindImage = "image"
	KindOther = "other"
)

// Info says what was found.
type Info struct {
	Kind       string   // "audio", "video", "image" or "other"
	Container  string   // "webm", "matroska", "mp4", "mov", "3gp", "3g2", "ogg", "wav", "mp3", "jpeg", …; "" when unknown
	Codecs     []string // "opus", "aac", "h264", … in track order, each once
	Duration   float64  // playing time in seconds, > 0 for audio and video; 0 for images
	Exact      bool     // false when the file is cut, or when Duration is an estimate or a claim that the bytes read could not confirm
	SampleRate int      // of the first audio track, in hertz; 0 when unknown
	Channels   int      // of the first audio track; 0 when unknown
	Width      int      // of the image or the first video track, in pixels, as shown upright; 0 when unknown
	Height     int      // the same
	BytesRead  int64    // bytes taken from the source
	Warnings   []string // stable short names, see the Warn constants
}

// Warnings that Info.Warnings may hold.
const (
	WarnTruncated     = "truncated"        // the file ends before its own headers say; Duration is what is left where that can be told
	WarnHeaderWrong   = "header-wrong"     // a header states another duration than the samples present; the samples are believed
	WarnEstimate      = "estimate"         // Duration was extrapolated from parts of the file
	WarnLastFrame     = "last-frame"       // the length of the last frame is not in the file and was inferred from its neighbours
	WarnChained       = "chained"          // several recordings follow each other in one file; Duration is their sum
	WarnReset         = "timestamps-reset" // the clock starts again inside the file; Duration is the sum of the parts
	WarnLeadingData   = "leading-data"     // foreign bytes before the first frame
	WarnForeignData   = "foreign-data"     // foreign bytes between or behind the frames
	WarnOpenSize      = "open-size"        // a size was left open, as a recorder that writes to a pipe does
	WarnShortSource   = "short-source"     // the source ended before the size it was announced with
	WarnUnverified    = "unverified"       // Duration is the header's claim; the samples were not within reach of few bytes
	WarnEncrypted     = "encrypted"        // the samples are encrypted: who has no key sees the duration and plays nothing
	WarnUnknownTracks = "unknown-tracks"   // no track of a known kind was described
)

// Option changes how Probe reads.
type Option func(*source)

// WithContext makes Probe stop with CodeAborted at the next read after ctx is done.
func WithContext(ctx context.Context) Option {
	return func(s *source) { s.ctx = ctx }
}

// WithProgress has f called during reading with the bytes read so far, at most the size of the source, and that size. It is called
// from Probe's goroutine, at most once for every 256 KiB.
func WithProgress(f func(read, size int64)) Option {
	return func(s *source) { s.progress = f }
}

// longest is the longest duration in seconds that is believed: three years. A header that claims more lies.
const longest = 1e8

// Probe reads the container of the size bytes in r. Its error is always a *Error; Info holds what was found
// until then, BytesRead included. Memory stays under 2 MiB whatever the file says.
func Probe(r io.ReaderAt, size int64, opts ...Option) (Info, error) {
	info := Info{Kind: KindOther}
	if size == 0 {
		return info, &Error{Code: CodeEmpty, Message: "the file is empty", Hint: "a recorder that was stopped before its first data gives 0 bytes: record again"}
	}
	if r == nil || size < 0 {
		return info, &Error{Code: CodeRead, Message: "there is nothing to read from", Hint: "pass a reader and its size in bytes"}
	}
	s := newSource(r, size, opts)
	err := identify(s, &info)
	info.BytesRead = s.read
	if s.short {
		info.warn(WarnShortSource)
	}
	if s.err != nil {
		err = s.err
	}
	if err == nil {
		err = settle(s, &info)
	}
	if err != nil {
		info.Duration, info.Exact = 0, false
		return info, err
	}
	return info, nil
}

// settle holds Duration to what the documentation of Info promises.
func settle(s *source, info *Info) error {
	if info.Kind != KindAudio && info.Kind != KindVideo {
		info.Duration, info.Exact = 0, info.Kind == KindImage && !info.warned(WarnTruncated)
		return nil
	}
	if info.warned(WarnTruncated) {
		info.Exact = false
	}
	d := info.Duration
	if d > 0 && d <= longest && !math.IsNaN(d) {
		return nil
	}
	if d > longest {
		info.warn(WarnHeaderWrong)
	}
	if info.warned(WarnTruncated) || s.beyond {
		return errTruncated(info.Container)
	}
	return errNoDuration(info.Container)
}

func (i *Info) warn(name string) {
	if name != "" && !i.warned(name) {
		i.Warnings = append(i.Warnings, name)
	}
}

func (i *Info) warned(name string) bool {
	for _, w := range i.Warnings {
		if w == name {
			return true
		}
	}
	return false
}

// estimate marks Duration as not exact and says why.
func (i *Info) estimate(name string) {
	i.Exact = false
	i.warn(name)
}

func (i *Info) codec(name string) {
	if name == "" {
		return
	}
	for _, c := range i.Codecs {
		if c == name {
			return
		}
	}
	i.Codecs = append(i.Codecs, name)
}

// audio notes the first audio track's rate and channels, as far as they are plausible.
func (i *Info) audio(rate, channels int) {
	if i.SampleRate == 0 && rate > 0 && rate <= 10_000_000 {
		i.SampleRate = rate
	}
	if i.Channels == 0 && channels > 0 && channels <= 1024 {
		i.Channels = channels
	}
}

// picture notes the first picture's or video track's width and height, as far as they are plausible.
func (i *Info) picture(width, height int) {
	const most = 1 << 24
	if i.Width == 0 && width > 0 && height > 0 && width <= most && height <= most {
		i.Width, i.Height = width, height
	}
}
