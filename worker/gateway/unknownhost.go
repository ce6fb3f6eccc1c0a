package gateway

import (
	"net/http"

	"github.com/addend-go/addend/worker/wirejson"
)

// UnknownHost answers for host names that no application has. Health is told to
// all: a load balancer asks by address.
func UnknownHost() http.Handler {
	return requestID(plainHeaders(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			writeJSON(w, http.StatusOK, wirejson.Object{{Name: "status", Value: "ok"}})
			return
		}
		problem("unknown-host").write(w)
	})))
}
