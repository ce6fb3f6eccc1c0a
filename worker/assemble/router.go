package assemble

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/addend-go/addend/worker/gateway"
)

// Router serves each application under its host names. With a single handler
// under no name it is that handler.
func Router(apps map[string]http.Handler) http.Handler {
	if only, ok := apps[""]; ok {
		return only
	}
	unknown := gateway.UnknownHost()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := strings.ToLower(r.Host)
		h := apps[host]
		if h == nil {
			h = apps[(&url.URL{Host: host}).Hostname()]
		}
		if h == nil {
			h = unknown
		}
		h.ServeHTTP(w, r)
	})
}
