package gateway

import (
	"errors"
	"net/http"

	"github.com/addend-go/addend/worker/settings"
)

// Misconfigured answers every request with what is wrong with the settings: in
// workerd there is no start that could fail. It names settings, never values.
func Misconfigured(err error) http.Handler {
	p := &Problem{Status: http.StatusServiceUnavailable, Code: "misconfigured", Message: "the worker's settings are incomplete", Hint: "see the worker's log"}
	var list settings.Problems
	if errors.As(err, &list) {
		p.Hint = list.Error()
	}
	return requestID(plainHeaders(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { p.write(w) })))
}
