// Package gateway is the edge worker's http.Handler: who is asking, may they,
// and what is to be fetched. It is pure: upstream requests leave it as plans
// ([plan.Send]) that a host runs, or through the injected [plan.Caller]; state
// lives in the injected [session.Store].
//
//	POST, GET, DELETE /session   sign in, who am I, sign out
//	/api/v{1..5}/…               the platform's own paths, allow-listed
//	/plus/…                      answers composed of several calls
//	/asc/api/…                   the same for the official client, with a stand-in token
//	POST /files                  streamed upload
//	POST /files/from-url         upload of what is at an address
//	GET, HEAD /files/{id}        download
//	GET /events                  live updates, as server-sent events
//	POST /hooks/events           the platform's webhooks, which feed them
//	POST /hooks/prehook          the platform's pre-hook: who may make a channel
//	GET /healthz, /readyz        health
package gateway

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/addend-go/addend/worker/identity"
	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// SessionLife is how long a browser stays signed in.
const SessionLife = 7 * 24 * time.Hour

// Options is what a gateway is made of.
type Options struct {
	App               string   // name of the application where there are several, "" for the only one
	Upstream          *url.URL // base URL of the platform's REST API
	APIKey, ServerKey secret.Text
	Sealer            *session.Sealer
	Store             session.Store
	Caller            plan.Caller
	DevIdentities     bool
	Handoff           *identity.Handoff      // nil: no hand-offs
	JWT               *identity.JWT          // nil: no bearers
	Access            *identity.JWT          // of Cloudflare Access; nil: none
	OfficialClient    bool                   // serve /asc
	Live              live.Hub               // nil: no live updates
	WebhookSecrets    []secret.Text          // of the deliveries at /hooks/events; none: no live updates
	Push              push.Box               // nil: no Web Push
	PushKeys          *push.Keys             // nil: no Web Push
	Mail              *settings.Mail         // nil: no e-mail of reports
	PrehookSecrets    []secret.Text          // of the calls at /hooks/prehook; none: refused
	ChannelCreators   []string               // ids of the users that the pre-hook lets make channels
	Origins           []string               // of the pages; empty: the host a request came to
	Host              func(host string) bool // hosts to answer for; nil: all
	CORSOrigins       []string               // of pages that live elsewhere
	FileHosts         []string               // where a download may be redirected, beside the upstream
	settings.Rules                           // the application's own
	Timeout           time.Duration          // for the first byte of an answer; 0: 15 s
	Now               func() time.Time       // nil: time.Now
}

// Gateway is the handler.
type Gateway struct {
	Options
	mux     *http.ServeMux
	handler http.Handler
	ready   readiness
	base    string // the upstream, before a path
	reading *plan.Terms
	writing *plan.Terms // with a body of JSON
}

// New checks the options and builds the routes.
func New(o Options) (*Gateway, error) {
	switch {
	case o.Upstream == nil || o.Upstream.Host == "":
		return nil, errors.New("no upstream (hint: Options.Upstream is an absolute URL)")
	case o.Sealer == nil, o.Store == nil, o.Caller == nil:
		return nil, errors.New("no sealer, store or caller (hint: a gateway needs all three)")
	case o.APIKey.Empty():
		return nil, errors.New("no API key (hint: Options.APIKey registers sessions)")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timeout <= 0 {
		o.Timeout = 15 * time.Second
	}
	g := &Gateway{Options: o, mux: http.NewServeMux()}
	g.base = o.Upstream.String()
	terms := plan.Terms{
		Header:        []plan.Field{{"Accept", "application/json"}, {"Accept-Encoding", "identity"}, {"User-Agent", userAgent}},
		Type:          "application/json",
		HeaderTimeout: o.Timeout, Timeout: o.Timeout + time.Minute,
		Return: [][2]int{{300, 399}, {401, 401}, {403, 403}, {429, 429}},
		Keep:   []string{"Content-Type", "Content-Length", "Content-Encoding"},
	}
	var err1, err2 error
	g.reading, err1 = terms.Share()
	terms.Header = append(slices.Clip(terms.Header), plan.Field{"Content-Type", "application/json"})
	g.writing, err2 = terms.Share()
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	g.routes()
	g.handler = requestID(recoverPanic(plainHeaders(g.knownHost(g.cors(plainPath(g.mux))))))
	return g, nil
}

// ServeHTTP answers a request, or sends a plan to the host behind w.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.handler.ServeHTTP(w, r) }

func (g *Gateway) routes() {
	own := func(h http.HandlerFunc) http.Handler { return customHeader(g.sameSite(h)) }
	g.mux.Handle("POST /session", own(g.signIn))
	g.mux.Handle("GET /session", own(g.whoAmI))
	g.mux.Handle("DELETE /session", own(g.signOut))
	g.mux.Handle("POST /files", own(g.upload))
	g.mux.Handle("POST /files/from-url", own(g.fromURL))
	g.mux.Handle("GET /files/{id}", g.sameSite(http.HandlerFunc(g.download)))
	g.mux.Handle("GET /events", g.sameSite(http.HandlerFunc(g.events)))
	g.mux.HandleFunc("POST /hooks/events", g.webhooks)
	g.mux.HandleFunc("POST /hooks/prehook", g.prehook)
	for _, route := range composedRoutes() {
		g.mux.Handle(route.method+" "+route.pattern, own(g.composed(route)))
	}
	g.mux.HandleFunc("GET /healthz", g.healthz)
	g.mux.HandleFunc("GET /readyz", g.readyz)
	for _, route := range Routes() {
		h := g.proxy(route)
		if route.Method == "POST" && route.Pattern == channelsPath {
			h = g.channelMakers(h)
		}
		g.mux.Handle(route.Method+" "+route.Pattern, own(h))
	}
	if g.OfficialClient {
		g.mux.HandleFunc("/asc/", g.officialClient)
	}
	g.mux.Handle("/", http.HandlerFunc(g.elsewhere))
}
