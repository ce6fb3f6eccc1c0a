package files

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// The greatest lengths, in bytes. The platform documents none for file ids; its own have 32 to 36 characters.
const (
	MaxID   = 256
	MaxName = 255
)

// escapedID returns a file id as one segment of a path. An id comes from data that other people wrote, so nothing in
// it may change where the address leads: a slash or a dot segment is escaped or refused.
func escapedID(id string) (string, error) {
	bad := func(why, hint string) (string, error) {
		return "", &Error{CodeID, "the file id " + quote(id) + " " + why, hint}
	}
	switch {
	case id == "":
		return bad("is empty", "take fileId from the platform's answer to the upload, or from the post or message")
	case len(id) > MaxID:
		return bad("is longer than 256 bytes", "pass the file's id, not its content or its address")
	case !utf8.ValidString(id):
		return bad("is not valid UTF-8", "pass the id as the platform gave it")
	case strings.Contains(id, "://"):
		return bad("is an address", "pass the file's id, the fileId field, not its fileUrl")
	case id == "." || id == "..":
		return bad("would leave its folder", "pass the id as the platform gave it")
	}
	for _, r := range id {
		if r < ' ' || r == 0x7f {
			return bad("has a control character in it", "pass the id as the platform gave it")
		}
	}
	return url.PathEscape(id), nil
}
