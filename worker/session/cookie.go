package session

import (
	"net/http"
	"time"
)

// CookieName has the prefix that makes a browser insist on Secure, Path=/ and
// no Domain (RFC 6265bis, section 4.1.3.2).
const CookieName = "__Host-addend"

// DevelopmentCookieName says what it is: a cookie without Secure and its prefix,
// for browsers that refuse those on http://localhost.
const DevelopmentCookieName = "addend-development"

// Cookie wraps a sealed text for the browser until ends.
func Cookie(sealed string, now, ends time.Time) *http.Cookie {
	return &http.Cookie{
		Name: CookieName, Value: sealed, Path: "/", MaxAge: max(int(ends.Sub(now)/time.Second), 1),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// Clear removes the cookie.
func Clear() *http.Cookie {
	return &http.Cookie{
		Name: CookieName, Path: "/", MaxAge: -1,
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
}

// FromRequest opens the request's cookie. It reports false without one, with
// several of the name (a planted one could shadow the real one), or when the
// text is not ours or over.
func (s *Sealer) FromRequest(r *http.Request, now time.Time) (Claims, bool) {
	return s.fromNamed(r, CookieName, now)
}

// FromDevelopment is the same for the development cookie.
func (s *Sealer) FromDevelopment(r *http.Request, now time.Time) (Claims, bool) {
	return s.fromNamed(r, DevelopmentCookieName, now)
}

func (s *Sealer) fromNamed(r *http.Request, name string, now time.Time) (Claims, bool) {
	cookies := r.CookiesNamed(name)
	if len(cookies) != 1 {
		return Claims{}, false
	}
	c, err := s.Open(cookies[0].Value)
	if err != nil || !now.Before(c.Ends) {
		return Claims{}, false
	}
	return c, true
}
