package settings

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestIdentitySettings(t *testing.T) {
	key := base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))
	base := map[string]string{"ADDEND_REGION": "sg", "ADDEND_API_KEY": "k", "ADDEND_COOKIE_KEYS": key}
	for _, c := range []struct {
		name  string
		set   map[string]string
		wrong string
	}{
		{"none", nil, ""},
		{"a hand-off key", map[string]string{"ADDEND_HANDOFF_KEY": key}, ""},
		{"a short hand-off key", map[string]string{"ADDEND_HANDOFF_KEY": "c2hvcnQ="}, "ADDEND_HANDOFF_KEY"},
		{"a provider", map[string]string{"ADDEND_JWKS_URL": "https://l.test/jwks", "ADDEND_JWT_ISSUER": "i", "ADDEND_JWT_AUDIENCE": "a"}, ""},
		{"a provider on this machine", map[string]string{"ADDEND_JWKS_URL": "http://127.0.0.1:1/jwks", "ADDEND_JWT_ISSUER": "i", "ADDEND_JWT_AUDIENCE": "a"}, ""},
		{"a provider in the clear", map[string]string{"ADDEND_JWKS_URL": "http://l.test/jwks", "ADDEND_JWT_ISSUER": "i", "ADDEND_JWT_AUDIENCE": "a"}, "ADDEND_JWKS_URL"},
		{"a provider without an audience", map[string]string{"ADDEND_JWKS_URL": "https://l.test/jwks", "ADDEND_JWT_ISSUER": "i"}, "ADDEND_JWT_AUDIENCE"},
		{"an issuer alone", map[string]string{"ADDEND_JWT_ISSUER": "i"}, "ADDEND_JWKS_URL"},
	} {
		s, err := Parse(func(name string) string {
			if v, ok := c.set[name]; ok {
				return v
			}
			return base[name]
		})
		switch {
		case c.wrong == "" && (err != nil || (c.set["ADDEND_HANDOFF_KEY"] != "") != (s.HandoffKey != nil) || s.JWKS != c.set["ADDEND_JWKS_URL"]):
			t.Errorf("%s: %+v %v", c.name, s, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s: %v, want a word of %s", c.name, err, c.wrong)
		}
	}
}
