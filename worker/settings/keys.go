package settings

import (
	"encoding/base64"
	"strings"

	"github.com/addend-go/addend/worker/session"
)

func (r *reader) key(name string, needed bool) string {
	v := r.get(name)
	switch {
	case v == "" && needed:
		r.wrong(name, missing, "the console shows it under Settings > Security (FAQ F54)")
	case len(v) > 500 || strings.ContainsFunc(v, func(c rune) bool { return c <= ' ' || c > '~' }):
		r.wrong(name, "has characters that no key has, or is longer than 500", "copy it again, without quotes or spaces")
		return ""
	}
	return v
}

func (r *reader) cookieKeys() [][]byte {
	const name = "ADDEND_COOKIE_KEYS"
	const hint = "32 random bytes in base64, as from: openssl rand -base64 32; several are separated by commas, newest first"
	list := r.get(name)
	if list == "" {
		r.wrong(name, missing, hint)
		return nil
	}
	var keys [][]byte
	for _, text := range strings.Split(list, ",") {
		text = strings.TrimRight(strings.TrimSpace(text), "=")
		text = strings.NewReplacer("-", "+", "_", "/").Replace(text)
		key, err := base64.RawStdEncoding.DecodeString(text)
		if err != nil || len(key) != session.KeyBytes {
			r.wrong(name, "has a key that is not 32 bytes of base64", hint)
			return nil
		}
		if len(strings.Trim(string(key), string(key[:1]))) == 0 {
			r.wrong(name, "has a key of one repeated byte", hint)
			return nil
		}
		keys = append(keys, key)
	}
	if len(keys) > session.MaxKeys {
		r.wrong(name, "has more than 8 keys", "drop the oldest: a session lives for 7 days")
		return nil
	}
	return keys
}
