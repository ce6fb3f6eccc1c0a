package emulator

import (
	"embed"
	"io/fs"
	"net/http"
	"strconv"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

//go:embed page
var pageFiles embed.FS

// requestPage serves the page at /_emulator/ that shows requests as they come
// in and the rows the database holds. It only looks.
func (s *Server) requestPage(mux *http.ServeMux) {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded
	}
	page := http.StripPrefix("/_emulator/", http.FileServerFS(files))
	for _, path := range []string{"/_emulator/{$}", "/_emulator/page.js", "/_emulator/data.js", "/_emulator/page.css"} {
		mux.Handle("GET "+path, s.loopback(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Cache-Control", "no-store")
			page.ServeHTTP(w, r)
		}))
	}
	mux.Handle("GET /_emulator/requests", s.loopback(s.requests))
	mux.Handle("GET /_emulator/state", s.loopback(s.state))
	mux.Handle("GET /_emulator/rows", s.loopback(s.rows))
}

// requests lists what came in after ?since=, the id of one already seen.
func (s *Server) requests(w http.ResponseWriter, r *http.Request) {
	since := int64(0)
	if raw := r.URL.Query().Get("since"); raw != "" {
		var err error
		if since, err = strconv.ParseInt(raw, 10, 64); err != nil || since < 0 {
			s.writeError(w, r, invalid(`"since" must be the id of a request`))
			return
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"requests": s.recorder.since(since)})
}

func (s *Server) state(w http.ResponseWriter, r *http.Request) {
	networks := map[string]map[string]int64{}
	for _, n := range s.networks {
		counts := map[string]int64{}
		err := n.db.View(func(tx *sqlite.Tx) error {
			for _, table := range shownTables {
				var rows int64
				if err := tx.Row("SELECT count(*) FROM " + table).Scan(&rows); err != nil {
					return err
				}
				counts[table] = rows
			}
			return nil
		})
		if err != nil {
			s.writeError(w, r, err)
			return
		}
		networks[n.id] = counts
	}
	writeJSON(w, http.StatusOK, map[string]any{"now": stamp(s.Now().UnixMilli()), "fault": s.faults.get(), "listeners": s.realtime.broker.Info.Clone().ClientsConnected, "networks": networks})
}
