// Package secret keeps credentials out of logs, errors and bodies by type: a
// [Text] prints, formats and encodes as a mask wherever it goes, and gives its
// value only to code that asks for it by name.
package secret

import (
	"crypto/subtle"
	"fmt"
	"io"
)

const mask = "[secret]"

// Text is a credential: a key, a token, a cookie value. The zero value is the
// empty text.
//
// The value sits behind a pointer because reflection ignores methods in some
// places: fmt does not call them on unexported fields, and encoding/json takes
// a string kind as a map key as it is. There, an address shows.
type Text struct{ value *string }

// New wraps a credential.
func New(value string) Text {
	if value == "" {
		return Text{}
	}
	return Text{&value}
}

// Reveal returns the credential itself. Every use of it is a place to review.
func (t Text) Reveal() string {
	if t.value == nil {
		return ""
	}
	return *t.value
}

// Empty reports whether there is no credential at all.
func (t Text) Empty() bool { return t.value == nil }

// Equal compares in constant time for texts of equal length.
func (t Text) Equal(other Text) bool {
	return subtle.ConstantTimeCompare([]byte(t.Reveal()), []byte(other.Reveal())) == 1
}

// String, GoString, Format, MarshalText and MarshalJSON cover fmt, log/slog
// and encoding/json, so that no verb and no handler shows the value.
func (t Text) String() string { return mask }

// GoString masks the %#v verb.
func (t Text) GoString() string { return mask }

// Format masks every verb, %x and %q among them.
func (t Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// MarshalText masks text encodings.
func (t Text) MarshalText() ([]byte, error) { return []byte(mask), nil }

// MarshalJSON masks JSON encodings.
func (t Text) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }
