package emulator

import (
	"strings"
	"testing"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// The hot lists walk an index in the order they show: none of them gathers all
// rows to sort them.
func TestHotPlans(t *testing.T) {
	w := newWorld(t)
	for name, query := range map[string]string{
		"global feed":    "SELECT p.seq FROM posts p WHERE" + inFeed + " ORDER BY p.seq DESC LIMIT 20",
		"community feed": "SELECT p.seq FROM posts p WHERE p.parent_id = '' AND p.target_type = ?1 AND p.target_id = ?1 AND p.feed_type = 'published' ORDER BY p.seq DESC LIMIT 20",
		"messages":       "SELECT e.seq FROM messages e WHERE e.feed_id = ?1 ORDER BY e.segment DESC LIMIT 20",
		"by author":      "SELECT p.seq FROM posts p WHERE p.user_id = ?1 ORDER BY p.seq DESC LIMIT 20",
	} {
		var plan []string
		err := w.server.networks[0].db.View(func(tx *sqlite.Tx) error {
			return tx.Each(func(row sqlite.Scanner) error {
				var id, parent, unused int
				var detail string
				err := row.Scan(&id, &parent, &unused, &detail)
				plan = append(plan, detail)
				return err
			}, "EXPLAIN QUERY PLAN "+query, "x")
		})
		if err != nil || strings.Contains(strings.Join(plan, "\n"), "TEMP B-TREE FOR ORDER BY") {
			t.Errorf("%s: %v\n%s", name, err, strings.Join(plan, "\n"))
		}
	}
}
