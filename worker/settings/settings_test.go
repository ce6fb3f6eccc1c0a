package settings

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func key(b string) string { return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(b, 16))) }

func env(change ...string) func(string) string {
	v := map[string]string{"ADDEND_REGION": "sg", "ADDEND_API_KEY": "api-key", "ADDEND_COOKIE_KEYS": key("a1")}
	for i := 0; i < len(change); i += 2 {
		v[change[i]] = change[i+1]
	}
	return func(name string) string { return v[name] }
}

func TestDefaults(t *testing.T) {
	s, err := Parse(env())
	if err != nil {
		t.Fatal(err)
	}
	if s.Upstream.String() != "https://apix.sg.amity.co" || s.Listen != "127.0.0.1:8080" || s.WebDir != "web" || s.NPMDir != "dist/npm" ||
		s.DevIdentities || !s.ServerKey.Empty() || s.APIKey.Reveal() != "api-key" || len(s.CookieKeys) != 1 || s.UpstreamTimeout != 15*time.Second {
		t.Errorf("%+v", s)
	}
}

func TestValues(t *testing.T) {
	s, err := Parse(env("ADDEND_UPSTREAM", " http://127.0.0.1:9090/asc/ ", "ADDEND_DEV_IDENTITIES", "TRUE", "ADDEND_SERVER_KEY", "sk",
		"ADDEND_COOKIE_KEYS", key("b2")+", "+strings.TrimRight(key("a1"), "="), "ADDEND_ORIGINS", "https://App.example.org, http://localhost:3000",
		"ADDEND_FILE_HOSTS", "CDN.example.org", "ADDEND_LISTEN", ":0", "ADDEND_UPSTREAM_TIMEOUT", "2s"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Upstream.String() != "http://127.0.0.1:9090/asc" || !s.DevIdentities || s.ServerKey.Reveal() != "sk" || len(s.CookieKeys) != 2 ||
		string(s.CookieKeys[0][:2]) != "b2" || strings.Join(s.Origins, " ") != "https://app.example.org http://localhost:3000" ||
		s.FileHosts[0] != "cdn.example.org" || s.Listen != ":0" || s.UpstreamTimeout != 2*time.Second {
		t.Errorf("%+v", s)
	}
}

func TestEverythingMissingAtOnce(t *testing.T) {
	_, err := Parse(func(string) string { return "" })
	var list Problems
	if !errors.As(err, &list) || len(list) != 3 {
		t.Fatalf("%v", err)
	}
	for i, want := range []string{"ADDEND_UPSTREAM", "ADDEND_API_KEY", "ADDEND_COOKIE_KEYS"} {
		if list[i].Setting != want || list[i].Code != "setting-missing" || list[i].Hint == "" {
			t.Errorf("%+v", list[i])
		}
	}
}

func TestBadValues(t *testing.T) {
	const secretValue = "S3cr3tValue"
	for _, c := range []struct{ name, value, message string }{
		{"ADDEND_REGION", "asia", "is not a region"},
		{"ADDEND_UPSTREAM", "apix.sg.amity.co", "is not an absolute"},
		{"ADDEND_UPSTREAM", "ftp://host", "is not an absolute"},
		{"ADDEND_UPSTREAM", "http://example.org", "is plain http"},
		{"ADDEND_UPSTREAM", "http://127.0.0.1.example.org", "is plain http"},
		{"ADDEND_UPSTREAM", "https://u:" + secretValue + "@host", "has a user"},
		{"ADDEND_UPSTREAM", "https://host/?k=" + secretValue, "has a user, a query"},
		{"ADDEND_API_KEY", secretValue + " x", "has characters"},
		{"ADDEND_SERVER_KEY", secretValue + "\u00e9", "has characters"},
		{"ADDEND_COOKIE_KEYS", secretValue, "32 bytes"},
		{"ADDEND_COOKIE_KEYS", key("a1") + "," + secretValue, "32 bytes"},
		{"ADDEND_COOKIE_KEYS", key("aa"), "one repeated byte"},
		{"ADDEND_COOKIE_KEYS", strings.Repeat(key("a1")+",", 9) + key("a1"), "more than 8"},
		{"ADDEND_DEV_IDENTITIES", "yes please", "neither 1 nor 0"},
		{"ADDEND_ORIGINS", "https://host/path", "not an origin"},
		{"ADDEND_ORIGINS", "*", "not an origin"},
		{"ADDEND_FILE_HOSTS", "*.example.org", "not a host name"},
		{"ADDEND_FILE_HOSTS", "https://example.org", "not a host name"},
		{"ADDEND_BADGE_KEYS", key("a1") + "," + secretValue, "32 bytes"},
		{"ADDEND_BADGE_ROLE", "one,two", "too many"},
		{"ADDEND_WELCOME_COMMUNITIES", "a,b,c,d,e,f", "too many"},
		{"ADDEND_CHANNEL_ROLES", strings.Repeat("r", 201), "too long"},
		{"ADDEND_AUTH_TOKENS", "on", "neither 1 nor 0"},
		{"ADDEND_AUTH_TOKENS", "1", "needs ADDEND_SERVER_KEY"},
		{"ADDEND_LISTEN", "8080", "not an address"},
		{"ADDEND_LISTEN", "127.0.0.1:http", "not an address"},
		{"ADDEND_UPSTREAM_TIMEOUT", "15", "not a duration"},
		{"ADDEND_UPSTREAM_TIMEOUT", "1h", "not a duration"},
	} {
		_, err := Parse(env(c.name, c.value))
		var list Problems
		if !errors.As(err, &list) || len(list) != 1 || list[0].Setting != c.name || list[0].Code != "setting-invalid" {
			t.Errorf("%s=%s: %v", c.name, c.value, err)
			continue
		}
		if text := err.Error(); !strings.Contains(text, c.message) || !strings.Contains(text, "hint: ") || strings.Contains(text, secretValue) {
			t.Errorf("%s=%s: %s", c.name, c.value, text)
		}
	}
}

func TestPush(t *testing.T) {
	point, scalar := base64.RawURLEncoding.EncodeToString([]byte("\x04"+strings.Repeat("p", 64))), base64.URLEncoding.EncodeToString([]byte(strings.Repeat("S3", 16)))
	all := []string{"ADDEND_PUSH_PUBLIC_KEY", point, "ADDEND_PUSH_PRIVATE_KEY", scalar, "ADDEND_PUSH_SUBJECT", "mailto:ops@example.org"}
	s, err := Parse(env(all...))
	if err != nil || len(s.Push.Public) != 65 || strings.Contains(s.Push.Private.Reveal(), "=") || !slices.Contains(s.Push.Hosts, "fcm.googleapis.com") {
		t.Errorf("%+v %v", s.Push, err)
	}
	if s, err := Parse(env(append(all, "ADDEND_PUSH_HOSTS", "Push.example.org")...)); err != nil || strings.Join(s.Push.Hosts, " ") != "push.example.org" {
		t.Errorf("%+v %v", s.Push, err)
	}
	if text := fmt.Sprintf("%v %+v", s.Push, *s.Push); strings.Contains(text, scalar[:20]) {
		t.Error(text)
	}
	if s, err := Parse(env()); err != nil || s.Push != nil {
		t.Errorf("without keys: %+v %v", s.Push, err)
	}
	for _, c := range [][]string{
		all[:2], all[:4], all[2:],
		append(all, "ADDEND_PUSH_PUBLIC_KEY", point[:40]), append(all, "ADDEND_PUSH_PRIVATE_KEY", scalar[:20]), append(all, "ADDEND_PUSH_SUBJECT", "ops@example.org"),
		append(all, "ADDEND_PUSH_SUBJECT", "http://example.org"), append(all, "ADDEND_PUSH_HOSTS", "*.example.org"),
	} {
		if _, err := Parse(env(c...)); err == nil || !strings.Contains(err.Error(), "hint: ") || strings.Contains(err.Error(), scalar[:20]) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestMail(t *testing.T) {
	all := []string{"ADDEND_MAIL_URL", "https://mail.example.org/emails", "ADDEND_MAIL_KEY", "hush-key", "ADDEND_MAIL_FROM", "reports@example.org", "ADDEND_MAIL_TO", "a@example.org, b@example.org"}
	s, err := Parse(env(all...))
	if err != nil || s.Mail.Key.Reveal() != "hush-key" || len(s.Mail.To) != 2 || strings.Contains(fmt.Sprintf("%v %+v", s.Mail, *s.Mail), "hush") {
		t.Errorf("%+v %v", s.Mail, err)
	}
	for _, c := range [][]string{
		all[:6], all[2:], append(all, "ADDEND_MAIL_URL", "http://mail.example.org/"), append(all, "ADDEND_MAIL_URL", "https://u@mail.example.org/"), append(all, "ADDEND_MAIL_FROM", "Reports <reports@example.org>"),
		append(all, "ADDEND_MAIL_FROM", "reports"), append(all, "ADDEND_MAIL_TO", "a@example.org,b"), append(all, "ADDEND_MAIL_TO", strings.Repeat("a@example.org,", 11)), append(all, "ADDEND_MAIL_TO", "a@b@example.org"),
	} {
		if _, err := Parse(env(c...)); err == nil || !strings.Contains(err.Error(), "hint: ") || strings.Contains(err.Error(), "hush") {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.0.0.1:8080": true, "localhost": true, "LOCALHOST:1": true, "[::1]:80": true, "::1": true, "127.9.9.9": true,
		"": false, "0.0.0.0:80": false, "localhost.example.org": false, "127.0.0.1.example.org:80": false, "example.org": false, "10.0.0.1": false,
	} {
		if Loopback(host) != want {
			t.Errorf("Loopback(%q) = %v", host, !want)
		}
	}
}

func TestSettingsDoNotPrintKeys(t *testing.T) {
	s, _ := Parse(env("ADDEND_API_KEY", "hush-api", "ADDEND_SERVER_KEY", "hush-server"))
	if text := fmt.Sprintf("%v %+v %#v", s, s, s); strings.Contains(text, "hush") {
		t.Error(text)
	}
}

func TestWaysInFromOutside(t *testing.T) {
	s, err := Parse(env("ADDEND_ACCESS_TEAM", "acme", "ADDEND_ACCESS_AUDIENCE", "tag", "ADDEND_CORS_ORIGINS", "https://App.example.org", "ADDEND_ADDRESS_LIMIT", "500", "ADDEND_ADDRESS_HEADER", "X-Real-IP",
		"ADDEND_WEBHOOK_SECRETS", "secret-one,secret-two", "ADDEND_CHANNEL_CREATORS", "ada, bo"))
	if err != nil || s.Access != "https://acme.cloudflareaccess.com" || s.AccessAudience != "tag" || s.CORSOrigins[0] != "https://app.example.org" ||
		s.AddressLimit != 500 || s.AddressHeader != "X-Real-IP" || len(s.WebhookSecrets) != 2 || strings.Join(s.ChannelCreators, " ") != "ada bo" {
		t.Errorf("%+v %v", s, err)
	}
	for _, c := range [][]string{
		{"ADDEND_ACCESS_TEAM", "acme"}, {"ADDEND_ACCESS_AUDIENCE", "tag"},
		{"ADDEND_ACCESS_TEAM", "http://acme.test", "ADDEND_ACCESS_AUDIENCE", "tag"}, {"ADDEND_ACCESS_TEAM", "https://acme.test/path", "ADDEND_ACCESS_AUDIENCE", "tag"},
		{"ADDEND_CORS_ORIGINS", "*"}, {"ADDEND_CORS_ORIGINS", "null"}, {"ADDEND_ADDRESS_LIMIT", "1"}, {"ADDEND_ADDRESS_LIMIT", "many"}, {"ADDEND_ADDRESS_HEADER", "X: y"},
		{"ADDEND_WEBHOOK_SECRETS", "short"}, {"ADDEND_PREHOOK_SECRETS", "short"},
	} {
		if _, err := Parse(env(c...)); err == nil || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%v: %v", c, err)
		}
	}
}
