package gateway

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/plan"
)

// answered decides on an upstream answer that did not stream and is not about
// the session.
type answered func(w http.ResponseWriter, out *plan.Outcome)

// settle decides what follows when a plan came back: another plan, or an
// answer.
func (g *Gateway) settle(w http.ResponseWriter, r *http.Request, p *plan.Plan, out *plan.Outcome, other answered) {
	switch out.Kind {
	case plan.Limited:
		limited(w, out.Limit, out.RetryAfter)
	case plan.Unknown, plan.Ended:
		g.clearCookie(w, r)
		over(out.Reason).write(w)
	case plan.Stale:
		g.renew(w, r, p, out, other)
	case plan.Answered:
		g.settleAnswer(w, r, p, out, other)
	case plan.Malformed:
		if out.Status >= 500 {
			problem("upstream-error").write(w)
			return
		}
		problem("upstream-malformed").write(w)
	case plan.TimedOut:
		problem("upstream-timeout").write(w)
	case plan.TooLarge:
		tooLarge(p.MaxBody).write(w)
	case plan.Cut:
		problem("body-cut").write(w)
	case plan.SourceCut:
		problem("source-cut").write(w)
	case plan.NoState:
		problem("state-unavailable").write(w)
	default:
		problem("upstream-unreachable").write(w)
	}
}

func (g *Gateway) settleAnswer(w http.ResponseWriter, r *http.Request, p *plan.Plan, out *plan.Outcome, other answered) {
	code, _ := envelope(out.Body)
	switch {
	case p.Admit == nil:
		other(w, out)
	case code == int(socialplus.CodeGlobalBan):
		g.endWith(w, r, p, problem("user-banned"))
	case out.Status == http.StatusUnauthorized:
		g.renew(w, r, p, out, other)
	case out.Status == http.StatusTooManyRequests:
		wait := 5 * time.Second
		if n, err := strconv.Atoi(out.Wait); err == nil && n > 0 && n <= 3600 {
			wait = time.Duration(n) * time.Second
		}
		limited(w, socialplus.RateCalls, wait)
	default:
		other(w, out)
	}
}

// passOn gives the client the platform's own error; anything that is not one is
// the worker's to explain.
func passOn(w http.ResponseWriter, out *plan.Outcome) {
	code, _ := envelope(out.Body)
	switch {
	case out.Status >= 300 && out.Status < 400:
		problem("upstream-redirect").write(w)
	case code != 0 && isJSON(out.Type):
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(out.Body)))
		w.WriteHeader(out.Status)
		_, _ = w.Write(out.Body)
	default:
		problem("upstream-error").write(w)
	}
}

// limited answers 429 with the header fields of the IETF's RateLimit drafts up
// to 07, which are those clients read today.
func limited(w http.ResponseWriter, limit int, wait time.Duration) {
	limitedBy(w, problem("rate-limited"), limit, wait)
}

func limitedBy(w http.ResponseWriter, p *Problem, limit int, wait time.Duration) {
	p.RetryAfter = max(wait, time.Millisecond)
	h := w.Header()
	h.Set("RateLimit-Limit", strconv.Itoa(limit))
	h.Set("RateLimit-Remaining", "0")
	h.Set("RateLimit-Reset", strconv.Itoa(int((p.RetryAfter+time.Second-1)/time.Second)))
	p.write(w)
}

// over explains the end of a session.
func over(reason string) *Problem {
	p := problem("session-expired")
	switch {
	case strings.HasPrefix(reason, "banned"):
		return problem("user-banned")
	case reason == "refused":
		return p.with("the platform no longer accepts this user's session; sign in again with POST /session")
	case reason == "signed out":
		return p.with("it was signed out; sign in again with POST /session")
	}
	return p
}
