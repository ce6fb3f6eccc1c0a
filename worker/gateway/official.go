package gateway

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

// The platform's own client works behind the worker unchanged when its base URL
// is /asc: where it expects an access token it gets a stand-in, sealed claims
// that only this worker can open. It goes in Authorization, which no other site
// can make a browser send; cookies are not looked at here.

type claimsKey struct{}

// claims gives whose request this is: of a stand-in's holder under /asc, else by
// the cookie.
func (g *Gateway) claims(r *http.Request) (session.Claims, bool) {
	if c, ok := r.Context().Value(claimsKey{}).(session.Claims); ok {
		return c, true
	}
	return g.fromCookie(r)
}

// officialWriter marks an answer to the official client: its errors take the
// platform's envelope.
type officialWriter struct{ http.ResponseWriter }

// Unwrap lets plan.Send find the host.
func (w officialWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (g *Gateway) officialClient(w http.ResponseWriter, r *http.Request) {
	w = officialWriter{w}
	path := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/asc"), "/")
	signsIn := path == "/api/v5/sessions" || path == "/api/v4/sessions" || path == "/api/v3/sessions"
	switch {
	case !strings.HasPrefix(path, "/api/"):
		problem("not-found").write(w)
		return
	case signsIn && r.Method == http.MethodPost:
		g.officialSignIn(w, r)
		return
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	claims, err := g.Sealer.OpenStandIn(token)
	if err != nil || !g.Now().Before(claims.Ends) {
		problem("no-session").write(w)
		return
	}
	if signsIn && r.Method == http.MethodDelete {
		if err := g.end(r.Context(), claims.Key(), "signed out"); err != nil {
			storeProblem(err).write(w)
			return
		}
		writeJSON(w, http.StatusOK, wirejson.Object{{Name: "success", Value: true}})
		return
	}
	u := *r.URL
	u.Path, u.RawPath = path, strings.TrimSuffix(strings.TrimPrefix(r.URL.RawPath, "/asc"), "/")
	r = r.WithContext(context.WithValue(r.Context(), claimsKey{}, claims))
	r.URL, r.Header = &u, r.Header.Clone()
	r.Header.Del("Cookie")
	for _, as := range []string{"image", "video", "file"} {
		if r.Method == http.MethodPost && path == uploadPath(as) {
			u.RawQuery = "as=" + as
			g.upload(w, r)
			return
		}
	}
	// The bearer is proof enough that the caller is no other site's page.
	r.Header.Set("X-Addend", "1")
	r.Header.Del("Origin")
	r.Header.Del("Sec-Fetch-Site")
	if r.ContentLength == 0 {
		r.Header.Del("Content-Type")
	}
	g.mux.ServeHTTP(w, r)
}

// officialSignIn opens a session for the client's own login call. authToken
// carries the proof of identity: a hand-off, or a JSON Web Token; with
// development identities the user id alone will do.
func (g *Gateway) officialSignIn(w http.ResponseWriter, r *http.Request) {
	m, bad := readSignIn(r)
	if bad != nil {
		bad.write(w)
		return
	}
	user, displayName, bad := g.officialIdentity(r, m)
	if bad != nil {
		bad.write(w)
		return
	}
	now := g.Now()
	device := "addend-" + session.NewID()
	reg, bad := g.register(r.Context(), user, displayName, device)
	if bad != nil {
		bad.write(w)
		return
	}
	claims := session.Claims{User: user, Session: session.NewID(), Ends: now.Add(SessionLife).Truncate(time.Second)}
	if err := g.Store.Put(r.Context(), claims.Key(), session.Record{Device: device, DisplayName: reg.displayName, Ends: claims.Ends, Token: reg.token}); err != nil {
		g.revoke(r.Context(), reg.token.Access)
		storeProblem(err).write(w)
		return
	}
	standIn, err := g.Sealer.SealStandIn(claims)
	if err != nil {
		problem("internal").write(w)
		return
	}
	g.welcome(r, claims, reg)
	answer := wirejson.Map{"accessToken": standIn, "issuedAt": now.UTC().Format(time.RFC3339), "expiresAt": claims.Ends.UTC().Format(time.RFC3339)}
	for _, name := range []string{"users", "files", "roles", "userType", "lastCachePurge"} { // named: no other token may slip through
		if v, there := reg.body[name]; there {
			answer[name] = v
		}
	}
	writeJSON(w, http.StatusOK, answer)
}

func (g *Gateway) officialIdentity(r *http.Request, m wirejson.Map) (user, displayName string, bad *Problem) {
	proof := text(m, "authToken")
	switch {
	case proof != "" && strings.Count(proof, ".") == 1 && g.Handoff != nil:
		user, displayName, bad = g.handedOff(r, proof)
	case proof != "" && g.JWT != nil:
		id, err := g.JWT.Check(r.Context(), proof, g.Now())
		if err != nil {
			return "", "", identityProblem(err)
		}
		user, displayName, bad = checked(id.User, id.Name)
	case proof == "" && g.DevIdentities:
		return checked(text(m, "userId"), text(m, "displayName"))
	default:
		return "", "", problem("sign-in-way").with("put the proof of identity into authToken: " + url.PathEscape(strings.Join(g.ways(), ",")))
	}
	if bad == nil && user != text(m, "userId") {
		return "", "", problem("identity-refused").with("the proof is of another user than userId")
	}
	return user, displayName, bad
}

// officialCode is the platform's code that the official client acts on.
func officialCode(p *Problem) int {
	switch {
	case p.Platform != 0:
		return p.Platform
	case p.Status == http.StatusUnauthorized:
		return int(socialplus.CodeUnauthorized)
	case p.Status == http.StatusNotFound:
		return int(socialplus.CodeItemNotFound)
	case p.Status == http.StatusForbidden:
		return 400300
	case p.Status < 500:
		return 400000
	}
	return 500000
}
