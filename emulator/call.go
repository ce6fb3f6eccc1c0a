package emulator

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// call is one API request on its way through a handler. Handlers run inside
// one transaction: of reading for GET, of writing for the rest.
type call struct {
	server *Server
	net    *network
	w      http.ResponseWriter
	r      *http.Request
	query  query
	body   []byte
	tx     *sqlite.Tx
	me     *user // nil on calls without a bearer
	token  string
	admin  bool
	now    int64   // milliseconds
	events []event // told by the handler, sent after the commit
	pushes []pushBody
	about  []string // userIds the call names, for the event it tells
	after  func()   // what memory has to learn once the commit is made
}

// param is a segment of the path.
func (c *call) param(name string) string { return c.r.PathValue(name) }

func (c *call) newID(kind string) string { return c.net.newID(kind) }

// requireAdmin refuses everyone but the holder of the administrator's token.
func (c *call) requireAdmin() error {
	if c.admin {
		return nil
	}
	return fail(codeUnauthorized, "only an administrator may do this")
}

// fileURL is where the bytes of a file are.
func (c *call) fileURL(id string) string {
	base := c.server.publicURL
	if base == "" {
		scheme := "http"
		if c.r.TLS != nil {
			scheme = "https"
		}
		base = scheme + "://" + c.r.Host
	}
	return base + "/api/v3/files/" + id + "/download"
}

func (c *call) time() time.Time { return time.UnixMilli(c.now) }

// writeJSON sends v. Encoding is finished before the first byte leaves, so a
// defect cannot produce half an answer.
func writeJSON(w http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		status, b = http.StatusInternalServerError, []byte(`{"status":"error","code":500000,"message":"internal error of the emulator"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(b)))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(b)
}
