package gateway

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

// signIn opens a session for whom [Gateway.identify] takes the caller to be. A
// session the browser already had ends,
// so that an id planted before the sign-in is worth nothing after it.
func (g *Gateway) signIn(w http.ResponseWriter, r *http.Request) {
	user, displayName, bad := g.identify(r)
	if bad != nil {
		bad.write(w)
		return
	}
	now := g.Now()
	claims := session.Claims{User: user, Session: session.NewID(), Ends: now.Add(SessionLife).Truncate(time.Second)}
	device := "addend-" + session.NewID()
	reg, bad := g.register(r.Context(), user, displayName, device)
	if bad != nil {
		bad.write(w)
		return
	}
	record := session.Record{Device: device, DisplayName: reg.displayName, Ends: claims.Ends, Token: reg.token}
	if err := g.Store.Put(r.Context(), claims.Key(), record); err != nil {
		g.revoke(r.Context(), reg.token.Access)
		storeProblem(err).write(w)
		return
	}
	sealed, err := g.Sealer.Seal(claims)
	if err != nil {
		problem("internal").write(w)
		return
	}
	if old, ok := g.fromCookie(r); ok {
		g.end(r.Context(), old.Key(), "replaced")
	}
	g.setCookie(w, r, session.Cookie(sealed, now, claims.Ends))
	answer := wirejson.Object{
		{Name: "user", Value: userJSON(user, reg.displayName)},
		{Name: "expiresAt", Value: claims.Ends.UTC().Format(time.RFC3339)},
	}
	if joined := g.welcome(r, claims, reg); len(joined) > 0 {
		answer = append(answer, wirejson.Member{Name: "joined", Value: joined})
	}
	writeJSON(w, http.StatusOK, answer)
}

// whoAmI answers with the signed-in user or null, and the ways to sign in; not
// an error either way, so that a page can ask first.
func (g *Gateway) whoAmI(w http.ResponseWriter, r *http.Request) {
	ways := g.ways()
	answer := wirejson.Object{{Name: "user", Value: nil}, {Name: "signIn", Value: ways}, {Name: "live", Value: g.liveUpdates()}, {Name: "push", Value: g.webPush()}}
	if claims, ok := g.fromCookie(r); ok {
		record, err := g.Store.Look(r.Context(), claims.Key())
		switch {
		case errors.Is(err, session.ErrNoSession):
			g.clearCookie(w, r)
		case err != nil:
			storeProblem(err).write(w)
			return
		default:
			answer = wirejson.Object{
				{Name: "user", Value: userJSON(claims.User, record.DisplayName)},
				{Name: "expiresAt", Value: claims.Ends.UTC().Format(time.RFC3339)},
				{Name: "signIn", Value: ways}, {Name: "live", Value: g.liveUpdates()}, {Name: "push", Value: g.webPush()},
			}
		}
	}
	writeJSON(w, http.StatusOK, answer)
}

// signOut ends the browser's session here and at the platform, with
// ?everywhere=1 all sessions of the user. Without one it is done already.
func (g *Gateway) signOut(w http.ResponseWriter, r *http.Request) {
	if _, bad := allowQuery(r.URL.RawQuery, []string{"everywhere"}); bad != nil {
		bad.write(w)
		return
	}
	if claims, ok := g.fromCookie(r); ok {
		end := g.end
		if r.URL.Query().Get("everywhere") == "1" {
			end = g.endAll
		}
		if err := end(r.Context(), claims.Key(), "signed out"); err != nil {
			storeProblem(err).write(w)
			return
		}
	}
	g.clearCookie(w, r)
	w.WriteHeader(http.StatusNoContent)
}

// end closes a session in the store and revokes its token.
func (g *Gateway) end(ctx context.Context, k session.Key, reason string) error {
	record, err := g.Store.End(ctx, k, reason)
	if errors.Is(err, session.ErrNoSession) {
		return nil
	}
	if err != nil {
		return err
	}
	g.revoke(ctx, record.Token.Access)
	return nil
}

// endAll closes every session of a user. The cookie must name a live one: a
// copy of an old cookie must not sign anybody out.
func (g *Gateway) endAll(ctx context.Context, k session.Key, reason string) error {
	if _, err := g.Store.Look(ctx, k); errors.Is(err, session.ErrNoSession) {
		return nil
	} else if err != nil {
		return err
	}
	records, err := g.Store.EndAll(ctx, k.User, reason)
	if err != nil {
		return err
	}
	for _, record := range records {
		g.revoke(ctx, record.Token.Access)
	}
	return nil
}

func storeProblem(err error) *Problem {
	if errors.Is(err, session.ErrFull) {
		return problem("too-many-users")
	}
	return problem("state-unavailable")
}

func userJSON(id, displayName string) wirejson.Object {
	return wirejson.Object{{Name: "userId", Value: id}, {Name: "displayName", Value: displayName}}
}

func isJSON(contentType string) bool {
	t, params, err := mime.ParseMediaType(contentType)
	return err == nil && t == "application/json" && (params["charset"] == "" || strings.EqualFold(params["charset"], "utf-8"))
}
