// Package settings reads the worker's configuration from the environment and
// names everything that is missing or wrong at once, each with a hint.
package settings

import (
	"encoding/base64"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
)

// Settings is the configuration of both hosts.
type Settings struct {
	// Upstream is the base URL of the platform's REST API.
	Upstream *url.URL
	// APIKey registers sessions; ServerKey mints authentication tokens in
	// secure mode and may be empty.
	APIKey, ServerKey secret.Text
	// CookieKeys seal the session cookie, newest first.
	CookieKeys [][]byte
	// DevIdentities lets anyone sign in by naming a user id.
	DevIdentities bool
	// OfficialClient serves the platform's own client under /asc.
	OfficialClient bool
	// HandoffKey verifies signed hand-offs of the site's own server; nil: none.
	HandoffKey []byte
	// JWKS is the key set of the site's identity provider, "" for none; Issuer
	// and Audience are what its tokens must say.
	JWKS, Issuer, Audience string
	// WebhookSecrets verify the platform's deliveries and switch live updates
	// on; PrehookSecrets its pre-hook calls. ChannelCreators are the ids of the
	// users that the pre-hook lets make channels.
	WebhookSecrets, PrehookSecrets []secret.Text
	ChannelCreators                []string
	// Push are the keys of Web Push; nil: none.
	Push *push.Keys
	// Mail writes to moderators; nil: nobody does.
	Mail *Mail
	// Access is the origin of a Cloudflare Access team, "" for none, and
	// AccessAudience the tag of the application there.
	Access, AccessAudience string
	// CORSOrigins are those of pages that live elsewhere.
	CORSOrigins []string
	// Origins are the scheme and host of the pages this worker serves; empty
	// means any host it is reached by.
	Origins []string
	// FileHosts are hosts, beside the upstream's, that a download may be
	// redirected to.
	FileHosts []string

	// Rules are the application's own.
	Rules Rules

	// UpstreamTimeout bounds the wait for the first byte of an answer.
	UpstreamTimeout time.Duration

	// AddressLimit is how many calls one network address may make in ten seconds,
	// 0 for no limit; AddressHeader the field in which a proxy gives the address.
	AddressLimit  int
	AddressHeader string

	// Native host only. Data is the folder that sessions are kept in, "" for
	// sessions that end with the program.
	Listen, Data   string
	WebDir, NPMDir string
}

// Problem is one setting that is missing or wrong. It never holds a value. Code
// is setting-missing or setting-invalid.
type Problem struct {
	Code, Setting, Message, Hint string
}

// Problems is the error of [Parse].
type Problems []Problem

// Error gives one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.Code + ": " + one.Setting + " " + one.Message + " (hint: " + one.Hint + ")"
	}
	return strings.Join(lines, "\n")
}

// Parse reads the settings through get, which returns "" for an unset name. The
// error is a [Problems].
func Parse(get func(name string) string) (Settings, error) {
	r := reader{get: func(name string) string { return strings.TrimSpace(get(name)) }}
	s := Settings{
		Upstream:        r.upstream(),
		APIKey:          secret.New(r.key("ADDEND_API_KEY", true)),
		ServerKey:       secret.New(r.key("ADDEND_SERVER_KEY", false)),
		CookieKeys:      r.cookieKeys(),
		DevIdentities:   r.flag("ADDEND_DEV_IDENTITIES"),
		HandoffKey:      r.handoffKey(),
		OfficialClient:  r.flag("ADDEND_OFFICIAL_CLIENT"),
		WebhookSecrets:  r.secrets("ADDEND_WEBHOOK_SECRETS"),
		PrehookSecrets:  r.secrets("ADDEND_PREHOOK_SECRETS"),
		ChannelCreators: fields(r.get("ADDEND_CHANNEL_CREATORS")),
		Push:            r.push(),
		Mail:            r.mail(),
		Origins:         r.origins("ADDEND_ORIGINS"),
		CORSOrigins:     r.origins("ADDEND_CORS_ORIGINS"),
		FileHosts:       r.hosts("ADDEND_FILE_HOSTS"),
		Rules:           r.rules(),
		Listen:          r.listen(),
		Data:            r.get("ADDEND_DATA"),
		UpstreamTimeout: r.timeout(),
		WebDir:          r.or("ADDEND_WEB_DIR", "web"),
		NPMDir:          r.or("ADDEND_NPM_DIR", "dist/npm"),
	}
	s.JWKS, s.Issuer, s.Audience = r.provider()
	s.Access, s.AccessAudience = r.access()
	s.AddressLimit, s.AddressHeader = r.addresses()
	if len(r.problems) > 0 {
		return Settings{}, r.problems
	}
	return s, nil
}

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

func (r *reader) upstream() *url.URL {
	const name = "ADDEND_UPSTREAM"
	base := r.get(name)
	if base == "" {
		region := r.get("ADDEND_REGION")
		if region == "" {
			r.wrong(name, missing, "set it to the platform's base URL, or ADDEND_REGION to sg, eu or us (FAQ F54)")
			return nil
		}
		known, err := socialplus.ParseRegion(region)
		if err != nil {
			r.wrong("ADDEND_REGION", "is not a region", "use sg, eu or us; the console shows yours under Settings > Security (FAQ F54)")
			return nil
		}
		base = known.BaseURL()
	}
	u, err := url.Parse(strings.TrimRight(base, "/"))
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		r.wrong(name, "is not an absolute http or https URL", "as https://apix.sg.amity.co")
	case u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "":
		r.wrong(name, "has a user, a query or a fragment", "give scheme, host and at most a path")
	case u.Scheme == "http" && !Loopback(u.Host):
		r.wrong(name, "is plain http to another machine", "use https: access tokens travel over it")
	default:
		return u
	}
	return nil
}

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

func (r *reader) origins(name string) []string {
	var list []string
	for _, text := range fields(r.get(name)) {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			r.wrong(name, "has an entry that is not an origin", "scheme and host only, as https://app.example.org; several are separated by commas")
			return nil
		}
		list = append(list, strings.ToLower(u.Scheme+"://"+u.Host))
	}
	return list
}

func isHost(host string) bool {
	u, err := url.Parse("https://" + host)
	return err == nil && u.Host == host && u.Hostname() != "" && !strings.Contains(host, "*")
}

func (r *reader) hosts(name string) []string {
	var list []string
	for _, host := range fields(r.get(name)) {
		if !isHost(host) {
			r.wrong(name, "has an entry that is not a host name", "as cdn.example.org, or with a port; no wildcards; several are separated by commas")
			return nil
		}
		list = append(list, strings.ToLower(host))
	}
	return list
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

// overTLS takes URLs of a host, without a user, by https, or by http to this
// machine.
func overTLS(u *url.URL) bool {
	return u.Hostname() != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && Loopback(u.Host))
}

// Loopback reports whether host, with or without a port, names this machine.
func Loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
