package emulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

const (
	rowsPerPage = 50
	maxCell     = 2000 // characters of a value that are shown
)

// shownTables are the tables whose rows the page shows, newest first by seq.
var shownTables = []string{"users", "sessions", "communities", "community_members", "posts", "comments", "reactions", "polls", "poll_answers", "poll_votes", "follows", "blocks",
	"channels", "channel_members", "message_feeds", "messages", "files", "categories", "pins", "rules", "settings"}

// rows answers GET /_emulator/rows?network=ID&table=NAME&before=SEQ: up to 50
// rows of a table, newest first, secrets masked, and where the next page begins.
func (s *Server) rows(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	at := slices.IndexFunc(s.networks, func(n *network) bool { return n.id == q.Get("network") })
	if at < 0 {
		s.writeError(w, r, notFound("network", q.Get("network")))
		return
	}
	table := q.Get("table")
	if !slices.Contains(shownTables, table) {
		s.writeError(w, r, notFound("table", table))
		return
	}
	before := int64(1<<63 - 1)
	if raw := q.Get("before"); raw != "" {
		var err error
		if before, err = strconv.ParseInt(raw, 10, 64); err != nil {
			s.writeError(w, r, invalid(`"before" must be the number of a row`))
			return
		}
	}
	out := struct {
		Columns []string `json:"columns"`
		Rows    [][]any  `json:"rows"`           // values in the order of the columns
		Next    int64    `json:"next,omitempty"` // the next page's before; absent on the last page
	}{Rows: [][]any{}}
	err := s.networks[at].db.View(func(tx *sqlite.Tx) error {
		columns, err := columnsOf(tx, table)
		if err != nil {
			return err
		}
		out.Columns = columns
		where := " WHERE seq < ? ORDER BY seq DESC LIMIT ?"
		if !slices.Contains(columns, "seq") { // settings: few, by name
			where = " WHERE ? IS NOT NULL ORDER BY name LIMIT ?"
		}
		return tx.Each(func(row sqlite.Scanner) error {
			values, targets := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				targets[i] = &values[i]
			}
			if err := row.Scan(targets...); err != nil {
				return err
			}
			for i, name := range columns {
				values[i] = shownValue(name, values[i])
			}
			// Of what the emulator keeps for itself only the network's settings are
			// nobody's secret.
			if name, _ := values[0].(string); table == "settings" && !strings.HasPrefix(name, "setting.") {
				values[1] = masked
			}
			out.Rows = append(out.Rows, values)
			return nil
		}, "SELECT "+strings.Join(columns, ", ")+" FROM "+table+where, before, rowsPerPage+1)
	})
	if err != nil {
		s.writeError(w, r, err)
		return
	}
	if len(out.Rows) > rowsPerPage {
		out.Rows = out.Rows[:rowsPerPage]
		out.Next, _ = out.Rows[rowsPerPage-1][slices.Index(out.Columns, "seq")].(int64)
	}
	writeJSON(w, http.StatusOK, out)
}

func columnsOf(tx *sqlite.Tx, table string) (columns []string, err error) {
	err = tx.Each(func(row sqlite.Scanner) error {
		var name string
		err := row.Scan(&name)
		columns = append(columns, name)
		return err
	}, "SELECT name FROM pragma_table_info('"+table+"')")
	return columns, err
}

// shownValue is a column's value as the page shows it: JSON as such, without
// secrets.
func shownValue(column string, value any) any {
	text, ok := value.(string)
	switch {
	case !ok || text == "":
		return value
	case secretName(column) || strings.HasSuffix(column, "digest"):
		return masked
	case len(text) <= maxRecordedBody && (text[0] == '{' || text[0] == '[') && json.Valid([]byte(text)):
		return mask([]byte(text))
	}
	return clip(text, maxCell)
}
