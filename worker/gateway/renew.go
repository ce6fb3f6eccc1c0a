package gateway

import (
	"net/http"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// renew follows a token that is due for renewal (plan.Stale) or that the
// upstream refused (401): one caller registers the session again on the same
// device id, everyone else waits in the store; then the plan runs again.
//
// 401 with code 400100 also means "not allowed" on this platform. The upstream
// has not acted on a call it refuses, so that any plan may be repeated; but when
// a token renewed moments ago is refused, the refusal is passed on and the
// session lives.
func (g *Gateway) renew(w http.ResponseWriter, r *http.Request, p *plan.Plan, out *plan.Outcome, other answered) {
	refused := out.Kind == plan.Answered
	key := session.Key{User: p.Admit.User, Session: p.Admit.Session}
	turn, err := g.Store.Claim(r.Context(), key, out.Version)
	if err != nil {
		storeProblem(err).write(w)
		return
	}
	switch turn.State {
	case session.Unknown, session.Ended:
		g.clearCookie(w, r)
		over(turn.Reason).write(w)
		return
	case session.Recent:
		if refused {
			other(w, out)
			return
		}
		p.Admit.Keep = true
	case session.Granted:
		ended, bad := g.renewToken(r, key, turn.Device, out.Version)
		switch {
		case ended:
			g.clearCookie(w, r)
			bad.write(w)
			return
		case bad != nil && (refused || out.Expired || bad.Code == "state-unavailable"):
			bad.write(w)
			return
		case bad != nil:
			p.Admit.Keep = true // the platform is away, the token is not
		}
	}
	if refused {
		if p.Body == plan.Streamed || p.Body == plan.Fetched {
			problem("upload-interrupted").write(w)
			return
		}
		p.Admit.Seen = out.Version
	}
	if out.Attempt >= plan.MaxAttempts {
		problem("upstream-error").write(w)
		return
	}
	send(w, p)
}

// renewToken uses a granted turn. When the platform refuses, the session is
// over; when it is away, the turn goes back.
func (g *Gateway) renewToken(r *http.Request, key session.Key, device string, version int) (ended bool, bad *Problem) {
	ctx := r.Context()
	reg, bad := g.register(ctx, key.User, "", device)
	if bad == nil {
		if err := g.Store.Renew(ctx, key, version, reg.token); err != nil {
			return false, storeProblem(err)
		}
		return false, nil
	}
	switch bad.Code {
	case "user-banned":
		_, _ = g.Store.End(ctx, key, "banned")
		return true, bad
	case "sign-in-refused":
		_, _ = g.Store.End(ctx, key, "refused")
		return true, over("refused")
	}
	if err := g.Store.Yield(ctx, key, version); err != nil {
		return false, storeProblem(err)
	}
	return false, bad
}

// endWith ends a session that the platform has closed, with the reason.
func (g *Gateway) endWith(w http.ResponseWriter, r *http.Request, p *plan.Plan, why *Problem) {
	_, _ = g.Store.End(r.Context(), session.Key{User: p.Admit.User, Session: p.Admit.Session}, "banned")
	g.clearCookie(w, r)
	why.write(w)
}
