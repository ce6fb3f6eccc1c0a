package settings

import (
	"strings"

	"github.com/addend-go/addend/worker/secret"
)

// secrets reads what the console shows beside a URL of a hook; several while one
// is changed for another.
func (r *reader) secrets(name string) []secret.Text {
	var list []secret.Text
	for _, text := range fields(r.get(name)) {
		if len(text) < 8 || len(text) > 500 || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' }) {
			r.wrong(name, "has a secret that is shorter than 8 or longer than 500 characters", "the console shows it beside the URL of the hook; several are separated by commas")
			return nil
		}
		list = append(list, secret.New(text))
	}
	if len(list) > 10 {
		r.wrong(name, "has more than 10 secrets", "drop those that are no longer in use")
		return nil
	}
	return list
}
