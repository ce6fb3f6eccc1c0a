package emulator

import (
	"bytes"
	"encoding/csv"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// reportLastActivity answers GET /api/v1/reports/user-last-activity: a CSV of
// all living users. The platform offers it from 5,000 users on; here it is
// there for any number, so that its reader can be tested.
func reportLastActivity(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	if err := table.Write([]string{"user_id", "user_public_id", "display_name", "last_active_utc"}); err != nil {
		return nil, err
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var internal, id, name string
		var active int64
		if err := row.Scan(&internal, &id, &name, &active); err != nil {
			return err
		}
		return table.Write([]string{internal, plainCell(id), plainCell(name), stamp(active)})
	}, "SELECT internal_id, user_id, display_name, last_active FROM users WHERE kind = 'user' AND is_deleted = 0 ORDER BY seq")
	if err != nil {
		return nil, err
	}
	table.Flush()
	c.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	c.w.Header().Set("Content-Disposition", `attachment; filename="user-last-activity.csv"`)
	c.w.Header().Set("X-Content-Type-Options", "nosniff")
	_, err = c.w.Write(out.Bytes())
	return nil, err
}

// plainCell keeps a spreadsheet from running what a user chose as a name.
func plainCell(s string) string {
	if s != "" && bytes.ContainsRune([]byte("=+-@\t\r"), rune(s[0])) {
		return "'" + s
	}
	return s
}
