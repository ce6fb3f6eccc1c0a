package socialplus

import (
	"strings"
	"unicode/utf16"
)

// UserIDError says why a user id cannot be registered.
type UserIDError struct {
	Reason string
}

func (e *UserIDError) Error() string { return "invalid user id: " + e.Reason }

// CheckUserID holds a user id to the platform's rules: 1 to MaxUserID
// characters, not beginning with ADMIN_ or DELETED_, and, so that an id is
// never mistaken for another, no control characters and no white space at its
// ends. The error is a *UserIDError.
func CheckUserID(id string) error {
	switch {
	case id == "":
		return &UserIDError{"it is empty"}
	case UTF16Len(id) > MaxUserID:
		return &UserIDError{"it is longer than 50 characters"}
	case strings.TrimSpace(id) != id:
		return &UserIDError{"it begins or ends with white space"}
	case strings.HasPrefix(id, "ADMIN_"), strings.HasPrefix(id, "DELETED_"):
		return &UserIDError{"it begins with ADMIN_ or DELETED_, which the platform keeps for itself"}
	}
	for _, r := range id {
		if r < ' ' || r == 0x7f || r == '\uFFFD' {
			return &UserIDError{"it contains a control character or broken UTF-8"}
		}
	}
	return nil
}

// UTF16Len counts a text as JavaScript and the platform do: in UTF-16 code
// units. Broken UTF-8 counts as one unit a byte.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		if k := utf16.RuneLen(r); k > 0 {
			n += k
		} else {
			n++
		}
	}
	return n
}
