package gateway

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// Live updates: the platform's webhooks come in at /hooks/events, a signed-in
// user reads what concerns him at /events as server-sent events. Which
// communities, channels and people concern him is asked of the platform with his
// own token.

func (g *Gateway) liveUpdates() bool { return g.Live != nil && len(g.WebhookSecrets) > 0 }

// events opens the stream of a user. A browser's EventSource cannot send the
// custom header: Sec-Fetch-Site, Origin and the strict cookie keep other sites
// out, as they do for downloads.
func (g *Gateway) events(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		g.elsewhere(w, r)
		return
	}
	if !g.liveUpdates() {
		problem("live-off").write(w)
		return
	}
	claims, ok := g.claims(r)
	if !ok {
		g.noSession(w, r)
		return
	}
	if _, bad := allowQuery(r.URL.RawQuery, []string{"after"}); bad != nil {
		bad.write(w)
		return
	}
	if out := plan.OutcomeOf(r.Context()); out != nil {
		g.noStream(w, r, out)
		return
	}
	if bad := g.followAll(r, claims); bad != nil {
		switch bad.Code {
		case "rate-limited":
			limited(w, 100, bad.RetryAfter)
		case "session-expired", "user-banned":
			g.clearCookie(w, r)
			bad.write(w)
		default:
			bad.write(w)
		}
		return
	}
	after := r.Header.Get("Last-Event-Id")
	if after == "" {
		after = r.URL.Query().Get("after")
	}
	if len(after) > 64 {
		after = "?" // none of ours: the stream says that something may be missed
	}
	ends := min(live.MaxLife, claims.Ends.Sub(g.Now()))
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	p := plan.Plan{Events: &plan.Events{App: g.App, User: claims.User, Session: claims.Session, After: after, Life: ends}}
	if !plan.Send(w, p) {
		problem("internal").write(w)
	}
}

func (g *Gateway) noStream(w http.ResponseWriter, r *http.Request, out *plan.Outcome) {
	switch out.Kind {
	case plan.Unknown, plan.Ended:
		g.clearCookie(w, r)
		over(out.Reason).write(w)
	case plan.TooMany:
		problem("too-many-streams").write(w)
	default:
		problem("state-unavailable").write(w)
	}
}

// followAll gives the hub what concerns a user, unless it has been told moments
// ago: tabs open together, and connections come back.
func (g *Gateway) followAll(r *http.Request, claims session.Claims) *Problem {
	known, err := g.Live.Known(r.Context(), claims.User)
	if err != nil {
		return storeProblem(err)
	}
	if known {
		return nil
	}
	c := &composer{Gateway: g, r: r, user: claims.User, key: claims.Key()}
	topics, bad := c.topics()
	if bad != nil {
		return bad
	}
	if err := g.Live.Follow(r.Context(), claims.User, topics); errors.Is(err, live.ErrFull) {
		return problem("too-many-users")
	} else if err != nil {
		return storeProblem(err)
	}
	return nil
}

// topics asks for the first hundred of each kind: the channels with the latest
// activity come first.
func (c *composer) topics() ([]string, *Problem) {
	var topics []string
	for _, source := range []struct {
		path, list, id, kind string
		query                url.Values
	}{
		{"/api/v3/communities", "communities", "communityId", "community", url.Values{"filter": {"member"}, "sortBy": {"lastCreated"}}},
		{"/api/v3/channels", "channels", "channelId", "channel", url.Values{"filter": {"member"}, "sortBy": {"lastActivity"}}},
		{"/api/v4/me/following", "follows", "to", "person", url.Values{"status": {"accepted"}}},
	} {
		source.query.Set("options[limit]", "100")
		m, bad := c.call(http.MethodGet, source.path, source.query, nil)
		if bad != nil && bad.Code == "upstream-refused" {
			continue // a part of the platform that is switched off for this network or user
		}
		if bad != nil {
			return nil, bad
		}
		for _, one := range items(m, source.list) {
			if id := text(one, source.id); id != "" {
				topics = append(topics, source.kind+"/"+id)
			}
		}
	}
	return topics, nil
}
