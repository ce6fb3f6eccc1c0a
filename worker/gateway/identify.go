package gateway

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/identity"
	"github.com/addend-go/addend/worker/wirejson"
)

const maxSignIn = 4 << 10 // bytes

// ways names how a user can sign in here.
func (g *Gateway) ways() []string {
	ways := []string{}
	if g.JWT != nil {
		ways = append(ways, "bearer")
	}
	if g.Access != nil {
		ways = append(ways, "access")
	}
	if g.Handoff != nil {
		ways = append(ways, "handoff")
	}
	if g.DevIdentities {
		ways = append(ways, "development")
	}
	return ways
}

// identify finds out who signs in: by a JSON Web Token in Authorization, by a
// signed hand-off {"handoff"}, or, with development identities, by {"userId",
// "displayName"?}.
func (g *Gateway) identify(r *http.Request) (user, displayName string, bad *Problem) {
	bearer, has := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if has && g.JWT != nil {
		id, err := g.JWT.Check(r.Context(), bearer, g.Now())
		if err != nil {
			return "", "", identityProblem(err)
		}
		return checked(id.User, id.Name)
	}
	// Cloudflare Access puts it on every request that passed: it is no secret of
	// the page, and the custom header keeps other sites from signing anybody in.
	if access := r.Header.Get("Cf-Access-Jwt-Assertion"); access != "" && g.Access != nil && r.ContentLength == 0 {
		id, err := g.Access.Check(r.Context(), access, g.Now())
		if err != nil {
			return "", "", identityProblem(err)
		}
		return checked(id.User, id.Name)
	}
	if len(g.ways()) == 0 {
		return "", "", problem("sign-in-disabled")
	}
	m, bad := readSignIn(r)
	if bad != nil {
		return "", "", bad
	}
	token, given := m["handoff"].(string)
	switch {
	case given && g.Handoff != nil && len(m) == 1:
		return g.handedOff(r, token)
	case !given && g.DevIdentities:
		return named(m)
	}
	return "", "", problem("sign-in-way").with("sign in by: " + strings.Join(g.ways(), ", "))
}

// handedOff takes a hand-off once.
func (g *Gateway) handedOff(r *http.Request, token string) (user, displayName string, bad *Problem) {
	id, err := g.Handoff.Check(token, g.Now())
	if err != nil {
		return "", "", identityProblem(err)
	}
	if user, displayName, bad = checked(id.User, id.Name); bad != nil {
		return "", "", bad
	}
	first, err := g.Store.Once(r.Context(), id.User, id.ID, id.Ends)
	switch {
	case err != nil:
		return "", "", storeProblem(err)
	case !first:
		return "", "", problem("identity-refused").with("the hand-off was used before: make a new one for each sign-in")
	}
	return user, displayName, nil
}

func identityProblem(err error) *Problem {
	if errors.Is(err, identity.ErrKeySet) {
		return problem("identity-unavailable")
	}
	return problem("identity-refused").with(err.Error())
}

func readSignIn(r *http.Request) (wirejson.Map, *Problem) {
	if !isJSON(r.Header.Get("Content-Type")) {
		return nil, problem("bad-content-type").with("send application/json")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxSignIn+1))
	switch {
	case err != nil:
		return nil, problem("body-cut")
	case len(body) > maxSignIn:
		return nil, problem("body-too-large").with("at most 4,096 bytes")
	}
	v, err := wirejson.Parse(body)
	m, ok := v.(wirejson.Map)
	if err != nil || !ok {
		return nil, problem("bad-body").with(`send {"userId": "…", "displayName": "…"}`)
	}
	return m, nil
}

func named(m wirejson.Map) (user, displayName string, bad *Problem) {
	for name, value := range m {
		if _, ok := value.(string); !ok || name != "userId" && name != "displayName" {
			return "", "", problem("bad-body").with(`send {"userId": "…", "displayName": "…"}, both texts, nothing else`)
		}
	}
	return checked(text(m, "userId"), text(m, "displayName"))
}

// checked holds an identity to the platform's rules, whoever vouches for it.
func checked(user, displayName string) (string, string, *Problem) {
	displayName = strings.TrimSpace(displayName)
	if err := socialplus.CheckUserID(user); err != nil {
		return "", "", problem("bad-user-id").with(strings.TrimPrefix(err.Error(), "invalid user id: "))
	}
	if socialplus.UTF16Len(displayName) > socialplus.MaxDisplayName || !utf8.ValidString(displayName) ||
		strings.ContainsFunc(displayName, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return "", "", problem("bad-display-name")
	}
	return user, displayName, nil
}
