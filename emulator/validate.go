package emulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxMetadata bounds one object's metadata in bytes of JSON: the platform calls
// it "not suitable for large amounts of data" (FAQ F28) and names no figure.
const maxMetadata = 100 << 10

// check gathers what is wrong with a request, so that one answer names it all.
type check struct{ wrong []string }

func (v *check) addf(format string, args ...any) {
	if len(v.wrong) < 50 {
		v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
	}
}

// text holds a string to a length in characters.
func (v *check) text(name, s string, least, most int) {
	n := utf8.RuneCountInString(s)
	switch {
	case n < least && n == 0:
		v.addf("%q is required", name)
	case n < least:
		v.addf("%q must have at least %d characters", name, least)
	case n > most:
		v.addf("%q must have at most %d characters", name, most)
	}
}

func (v *check) list(name string, items []string, most, length int) {
	if len(items) > most {
		v.addf("%q must have at most %d items", name, most)
		return
	}
	for i, s := range items {
		v.text(fmt.Sprintf("%s[%d]", name, i), s, 1, length)
	}
}

func (v *check) word(name, s string, words ...string) {
	for _, w := range words {
		if s == w {
			return
		}
	}
	v.addf("%q must be one of [%s]", name, strings.Join(words, ", "))
}

// object holds metadata to a JSON object of bounded size.
func (v *check) object(name string, raw json.RawMessage) {
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	if len(raw) > maxMetadata {
		v.addf("%q must have at most %d bytes", name, maxMetadata)
	}
	if raw[0] != '{' {
		v.addf("%q must be an object", name)
	}
}

func (v *check) err() error {
	if len(v.wrong) == 0 {
		return nil
	}
	return invalid(v.wrong...)
}

// orEmpty is the JSON kept for metadata that was not given.
func orEmpty(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 || string(raw) == "null" {
		return json.RawMessage("{}")
	}
	return raw
}
