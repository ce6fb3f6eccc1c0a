package gateway

import (
	"net/http"
	"time"
)

// TooManyCalls answers for a host that lets an address make only so many calls.
func TooManyCalls(limit int, wait time.Duration) http.Handler {
	return requestID(plainHeaders(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		limitedBy(w, problem("address-limited"), limit, wait)
	})))
}
