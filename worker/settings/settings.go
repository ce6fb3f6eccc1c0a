// Package settings reads the worker's configuration from the environment and
// names everything that is missing or wrong at once, each with a hint.
package settings

import (
	"net/url"
	"strings"
	"time"

	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/secret"
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
