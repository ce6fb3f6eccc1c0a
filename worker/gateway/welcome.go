package gateway

import (
	"net/http"
	"net/url"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

// newFor is how long after the platform made a user the sign-in is the first.
const newFor = time.Minute

// welcome joins a user whom this sign-in has made to the configured communities,
// so that the global feed is not empty (FAQ F27). It gives the ids that worked: a
// community that cannot be joined is no reason to refuse the sign-in. Who leaves
// one later is not put back.
func (g *Gateway) welcome(r *http.Request, claims session.Claims, reg registered) []string {
	joined := []string{}
	if len(g.Welcome) == 0 || !reg.isNew(claims.User) {
		return joined
	}
	c := &composer{Gateway: g, r: r, user: claims.User, key: claims.Key()}
	for _, id := range g.Welcome {
		if _, bad := c.call(http.MethodPost, "/api/v3/communities/"+url.PathEscape(id)+"/join", nil, nil); bad == nil {
			joined = append(joined, id)
		}
	}
	return joined
}

// isNew compares two times of the platform's own clock.
func (reg registered) isNew(user string) bool {
	issued, err := time.Parse(time.RFC3339, text(reg.body, "issuedAt"))
	if err != nil {
		return false
	}
	for _, one := range items(reg.body, "users") {
		made, err := time.Parse(time.RFC3339, text(one, "createdAt"))
		if text(one, "userId") == user && err == nil {
			return issued.Sub(made) < newFor
		}
	}
	return false
}

// channelMakers lets only some make channels (FAQ F66): who has one of the roles
// or is on the list of the pre-hook, which closes the same door at the platform.
// A conversation between people is not meant.
func (g *Gateway) channelMakers(next http.HandlerFunc) http.HandlerFunc {
	if len(g.ChannelRoles) == 0 {
		return next
	}
	return func(w http.ResponseWriter, r *http.Request) {
		claims, ok := g.claims(r)
		if !ok {
			g.noSession(w, r)
			return
		}
		if plan.OutcomeOf(r.Context()) != nil {
			next(w, r)
			return
		}
		c := &composer{Gateway: g, r: r, user: claims.User, key: claims.Key()}
		if bad := c.mayMakeChannels(); bad != nil {
			c.refuse(w, bad)
			return
		}
		next(w, r)
	}
}

func (c *composer) mayMakeChannels() *Problem {
	for _, id := range c.ChannelCreators {
		if id == c.user {
			return nil
		}
	}
	user, bad := c.userByID(c.user, around{})
	if bad != nil {
		return bad
	}
	roles, _ := user["roles"].([]any)
	for _, role := range roles {
		for _, allowed := range c.ChannelRoles {
			if role == allowed {
				return nil
			}
		}
	}
	return problem("channel-role")
}

// authTokenForUser hands the signed-in user an authentication token of his own,
// for sites that run the platform's SDK by themselves (FAQ F32). Off by default:
// whoever reads it is this user at the platform for ten minutes.
func (c *composer) authTokenForUser() (wirejson.Object, *Problem) {
	if !c.AuthTokens {
		return nil, problem("auth-tokens-off")
	}
	if _, _, bad := c.bearer(0); bad != nil { // a live session, and one call of its budget
		return nil, bad
	}
	c.calls++
	token, bad := c.authToken(c.r.Context(), c.user)
	if bad != nil {
		return nil, bad
	}
	return wirejson.Object{{Name: "userId", Value: c.user}, {Name: "authToken", Value: token.Reveal()}, {Name: "expiresIn", Value: 600}}, nil
}
