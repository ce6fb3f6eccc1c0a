package sqlite

import (
	"database/sql"
	"errors"
	"testing"
)

func TestScan(t *testing.T) {
	db, err := Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(func(tx *Tx) error {
		var text, number, blob string
		var n int
		var long int64
		var yes bool
		var share, whole float64
		var raw, none []byte
		var free, null any
		err := tx.Row("SELECT 'a', 7, x'6162', ?, ?, ?, 0.5, 2, x'63', NULL, 'd', NULL", 3, int64(1)<<40, true).
			Scan(&text, &number, &blob, &n, &long, &yes, &share, &whole, &raw, &none, &free, &null)
		if err != nil {
			return err
		}
		if text != "a" || number != "7" || blob != "ab" || n != 3 || long != 1<<40 || !yes || share != 0.5 || whole != 2 || string(raw) != "c" || none != nil || free != "d" || null != nil {
			t.Error(text, number, blob, n, long, yes, share, whole, raw, none, free, null)
		}
		for query, to := range map[string]any{"SELECT NULL": &text, "SELECT 'x'": &n, "SELECT 1.5": &long, "SELECT x'00'": &yes, "SELECT 1": new(struct{})} {
			if tx.Row(query).Scan(to) == nil {
				t.Errorf("%s was read into a %T", query, to)
			}
		}
		if tx.Row("SELECT 1, 2").Scan(&n) == nil {
			t.Error("two columns were read into one variable")
		}
		if err := tx.Row("SELECT 1 WHERE 0").Scan(&n); !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("no row: %v", err)
		}
		if tx.Row("SELECT ?", struct{}{}).Scan(&n) == nil || tx.Row("SELECT ?, ?", 1).Scan(&n, &n) == nil {
			t.Error("arguments that are none were taken")
		}
		stop, seen := errors.New("stop"), 0
		err = tx.Each(func(Scanner) error { seen++; return stop }, "SELECT 1 UNION ALL SELECT 2")
		if err != stop || seen != 1 {
			t.Errorf("an error in the middle: %v after %d rows", err, seen)
		}
		return tx.Each(func(row Scanner) error { seen++; return row.Scan(&n) }, "SELECT 1 UNION ALL SELECT 2")
	})
	if err != nil {
		t.Error(err)
	}
}
