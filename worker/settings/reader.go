package settings

import (
	"net"
	"strings"
	"time"
)

const missing = "is missing"

type reader struct {
	get      func(string) string
	problems Problems
}

func (r *reader) wrong(setting, message, hint string) {
	code := "setting-invalid"
	if message == missing {
		code = "setting-missing"
	}
	r.problems = append(r.problems, Problem{code, setting, message, hint})
}

// together reports whether all of the names are set; when only some are, the
// others are missing.
func (r *reader) together(what string, names ...string) bool {
	var gone []string
	for _, name := range names {
		if r.get(name) == "" {
			gone = append(gone, name)
		}
	}
	if len(gone) == len(names) {
		return false
	}
	for _, name := range gone {
		r.wrong(name, missing, what+" needs "+strings.Join(names, ", "))
	}
	return len(gone) == 0
}

func (r *reader) or(name, fallback string) string {
	if v := r.get(name); v != "" {
		return v
	}
	return fallback
}

func (r *reader) flag(name string) bool {
	switch strings.ToLower(r.get(name)) {
	case "1", "true":
		return true
	case "", "0", "false":
		return false
	}
	hint := "1 switches it on"
	if name == "ADDEND_AUTH_TOKENS" {
		hint = "1 hands authentication tokens to the browser: only for sites that run the platform's SDK by themselves (FAQ F32)"
	}
	if name == "ADDEND_DEV_IDENTITIES" {
		hint = "1 lets anyone sign in by naming a user id: for development only"
	}
	r.wrong(name, "is neither 1 nor 0", hint)
	return false
}

func (r *reader) listen() string {
	const name = "ADDEND_LISTEN"
	v := r.or(name, "127.0.0.1:8080")
	if _, port, err := net.SplitHostPort(v); err != nil || port == "" || strings.Trim(port, "0123456789") != "" {
		r.wrong(name, "is not an address with a port", "as 127.0.0.1:8080; port 0 takes a free one")
	}
	return v
}

func (r *reader) timeout() time.Duration {
	const name = "ADDEND_UPSTREAM_TIMEOUT"
	d, err := time.ParseDuration(r.or(name, "15s"))
	if err != nil || d < 100*time.Millisecond || d > 5*time.Minute {
		r.wrong(name, "is not a duration from 100ms to 5m", "as 15s, the default")
	}
	return d
}

func fields(list string) []string {
	return strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ' ' })
}
