package media

// Codes of an Error. They are stable: the browser module passes them on as they are.
const (
	CodeEmpty            = "empty"             // zero bytes
	CodeUnknownContainer = "unknown-container" // no known container begins here
	CodeTruncated        = "truncated"         // the part that tells the duration is cut off
	CodeNoDuration       = "no-duration"       // a known container, and no samples in it
	CodeRead             = "read"              // the source failed
	CodeAborted          = "aborted"           // the context was done
)

// Error is what Probe returns. Message and Hint are plain English for developers; Code is for programs.
type Error struct {
	Code    string
	Message string
	Hint    string
	Cause   error // the source's own error for CodeRead, the context's for CodeAborted; else nil
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return "media: " + e.Message + ": " + e.Cause.Error()
	}
	return "media: " + e.Message
}

// Unwrap gives the cause, so that errors.Is(err, context.Canceled) works.
func (e *Error) Unwrap() error { return e.Cause }

func errUnknown() *Error {
	return &Error{
		Code:    CodeUnknownContainer,
		Message: "no audio, video or image container known here begins in this file",
		Hint:    "the content decides, not the name: check that the file is what its name says",
	}
}

func errTruncated(container string) *Error {
	return &Error{
		Code:    CodeTruncated,
		Message: "the " + container + " file ends before the part that tells its duration",
		Hint:    "the upload or recording was cut off: fetch or record the file again",
	}
}

func errNoDuration(container string) *Error {
	return &Error{
		Code:    CodeNoDuration,
		Message: "the " + container + " file holds nothing that plays",
		Hint:    "it has headers but no samples: record for longer, or check the encoder",
	}
}
