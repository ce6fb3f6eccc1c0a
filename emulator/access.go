package emulator

import (
	"net/http"
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// access is what a route asks of its caller. It finds the network and, for a
// bearer, the user.
type access int

const (
	byBearer    access = iota // a user's access token or the administrator's token
	byAPIKey                  // x-api-key: registering a session
	byServerKey               // x-server-key: authentication tokens, from a backend only
	byAnyToken                // bearer, cookie or t=: downloads, which <img> makes without headers
)

// accessCookie is the platform's name for the cookie that opens downloads.
const accessCookie = "upstra-access-token"

// find finds the network and whether the caller names somebody: the
// administrator, or a session that knowSession has yet to look up.
func (a access) find(c *call) error {
	switch a {
	case byAPIKey:
		if c.net = c.server.networkByAPIKey(c.r.Header.Get("X-Api-Key")); c.net == nil {
			return fail(codeUnauthorized, "unauthorized: the api key is missing or unknown")
		}
		return nil
	case byServerKey:
		if c.net = c.server.networkByServerKey(c.r.Header.Get("X-Server-Key")); c.net == nil {
			return fail(codeUnauthorized, "unauthorized: the server key is missing or unknown, or secure mode is off")
		}
		return nil
	}
	token := bearer(c.r)
	if token == "" && a == byAnyToken {
		if token = c.query.str("t"); token == "" {
			if cookie, err := c.r.Cookie(accessCookie); err == nil {
				token = cookie.Value
			}
		}
	}
	if token == "" {
		return fail(codeUnauthorized, "unauthorized: no access token")
	}
	return c.findBearer(token)
}

func bearer(r *http.Request) string {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// findBearer finds where a token belongs. An administrator's token is compared
// with every network's; an access token names its network.
func (c *call) findBearer(token string) error {
	for _, n := range c.server.networks {
		if n.adminKey.Load().opens(token, c.now) {
			c.net, c.me, c.admin, c.token = n, n.admin, true, token
			return nil
		}
	}
	n := c.server.networkOf(token)
	if n == nil {
		return fail(codeUnauthorized, "unauthorized: the access token is not valid")
	}
	c.net, c.token = n, token
	return nil
}

// admit looks up the session that the caller named, and refuses who may not call
// the route, or not now.
func (c *call) admit(rt route, tx *sqlite.Tx) error {
	if c.token != "" && c.me == nil {
		var err error
		if c.me, err = sessionUser(tx, digest(c.token), c.now); err != nil {
			return err
		}
	}
	if c.me == nil {
		return nil
	}
	if !rt.unlimited && !c.net.calls.allow(c.me.UserID, c.time()) {
		return fail(codeRateLimit, "too many requests: at most %d calls per user in %d seconds", c.server.rateLimit, int(callWindow.Seconds()))
	}
	return c.mayOnlyLook(rt)
}

// networkOf is the network to look an access token up in: the only one, or the
// one the token names. A name is believed, because the look-up comes after.
func (s *Server) networkOf(token string) *network {
	if len(s.networks) == 1 {
		return s.networks[0]
	}
	claims, err := readAccessToken(token)
	if err != nil {
		return nil
	}
	for _, n := range s.networks {
		if n.id == claims.User.NetworkID {
			return n
		}
	}
	return nil
}
