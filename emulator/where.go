package emulator

import "strings"

// where builds the condition of a list from fixed fragments; what a client sent
// only ever travels as an argument.
type where struct {
	conds []string
	args  []any
}

func (w *where) add(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}

// deleted adds the isDeleted filter: absent means both (FAQ F21).
func (w *where) deleted(q query, column string) error {
	want, present, err := q.flag("isDeleted")
	if present {
		w.add(column+" = ?", bit(want))
	}
	return err
}

// containing is a LIKE pattern for text that holds s literally.
func containing(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s) + "%"
}
