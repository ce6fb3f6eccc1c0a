package gateway

import (
	"net/http"
	"strings"

	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// fromCookie gives whose browser this is.
func (g *Gateway) fromCookie(r *http.Request) (session.Claims, bool) {
	if c, ok := g.Sealer.FromRequest(r, g.Now()); ok {
		return c, true
	}
	if g.insecureCookie(r) {
		return g.Sealer.FromDevelopment(r, g.Now())
	}
	return session.Claims{}, false
}

// insecureCookie reports whether this browser needs the development cookie:
// WebKit takes no Secure cookie from http://localhost. Only there, and only where
// anyone may sign in as anyone anyway.
func (g *Gateway) insecureCookie(r *http.Request) bool {
	agent := r.UserAgent()
	return g.DevIdentities && settings.Loopback(r.Host) && strings.Contains(agent, "AppleWebKit/") && !strings.Contains(agent, "Chrome/")
}

// setCookie signs a browser in. A page of another site that is listed for CORS
// gets a cookie that is partitioned: good under that page's site only.
func (g *Gateway) setCookie(w http.ResponseWriter, r *http.Request, c *http.Cookie) {
	if g.crossSitePage(r) {
		c.SameSite, c.Partitioned = http.SameSiteNoneMode, true
	}
	http.SetCookie(w, c)
	if g.insecureCookie(r) {
		d := *c
		d.Name, d.Secure = session.DevelopmentCookieName, false
		http.SetCookie(w, &d)
	}
}

func (g *Gateway) clearCookie(w http.ResponseWriter, r *http.Request) {
	g.setCookie(w, r, session.Clear())
}
