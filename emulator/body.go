package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Limits of a JSON body. A post of 50,000 characters with metadata is well
// under the size; nothing the API takes is nested deeper than metadata is.
const (
	maxBodyBytes = 1 << 20
	maxBodyDepth = 32
)

// readBody reads a request body up to the limit.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return nil, tooLarge("request body", maxBodyBytes)
	}
	if err != nil {
		return nil, fail(codeBadRequest, "request body could not be read")
	}
	return b, nil
}

// decode fills v from the JSON body. Fields nobody knows are ignored, as the
// platform does; a body-less request leaves v as it is.
func (c *call) decode(v any) error {
	if len(c.body) == 0 || strings.HasPrefix(c.r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return nil
	}
	if depth(c.body) > maxBodyDepth {
		return invalid(fmt.Sprintf("the body is nested deeper than %d levels", maxBodyDepth))
	}
	err := json.Unmarshal(c.body, v)
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong) && wrong.Field != "":
		return invalid(fmt.Sprintf("%q must be %s", wrong.Field, article(wrong.Type.Kind().String())))
	case errors.As(err, &wrong):
		return invalid("the body must be a JSON object")
	}
	return fail(codeBadRequest, "the body is not well-formed JSON")
}

func article(kind string) string {
	switch kind {
	case "slice", "array":
		return "an array"
	case "struct", "map":
		return "an object"
	case "bool":
		return "a boolean"
	case "string":
		return "a string"
	}
	return "a number"
}

// depth is the greatest nesting of brackets outside strings. It runs before
// decoding, so that a body of brackets alone costs one pass over it.
func depth(b []byte) int {
	level, deepest, inString := 0, 0, false
	for i := 0; i < len(b); i++ {
		switch ch := b[i]; {
		case inString && ch == '\\':
			i++
		case ch == '"':
			inString = !inString
		case inString:
		case ch == '{' || ch == '[':
			level++
			deepest = max(deepest, level)
		case ch == '}' || ch == ']':
			level--
		}
	}
	return deepest
}
