// Package identity checks who a user is before a session begins: a JSON Web
// Token of the site's identity provider ([JWT]) or a signed hand-off of the
// site's own server ([Handoff]). Neither trusts anything the token says of its
// own algorithm beyond an allow-list.
package identity

import (
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// Identity is a user as the site knows him.
type Identity struct {
	User string // becomes the platform's user id
	Name string // display name, "" to leave it
	// ID names the token; Ends is when it is of no use any more. A hand-off is
	// good for one sign-in.
	ID   string
	Ends time.Time
}

// Skew is how far the clocks of the two sides may differ.
const Skew = 60 * time.Second

// maxToken bounds what is parsed.
const maxToken = 16 << 10 // bytes

// The ways a token fails; no error holds a piece of the token.
var (
	ErrMalformed = errors.New("the token cannot be read")
	ErrAlgorithm = errors.New("the token's algorithm is not one of RS256, ES256, EdDSA")
	ErrKey       = errors.New("no key of the key set fits the token")
	ErrSignature = errors.New("the signature does not fit")
	ErrExpired   = errors.New("the token is over, or not valid yet")
	ErrIssuer    = errors.New("the token is of another issuer")
	ErrAudience  = errors.New("the token is for another audience")
	ErrSubject   = errors.New("the token names no user")
	ErrKeySet    = errors.New("the key set cannot be fetched")
)

// parts splits a compact token and decodes its pieces. Strict decoding leaves
// one spelling of each token.
func parts(token string, n int) ([][]byte, error) {
	pieces := strings.Split(token, ".")
	if len(token) > maxToken || len(pieces) != n {
		return nil, ErrMalformed
	}
	out := make([][]byte, n)
	for i, p := range pieces {
		b, err := base64.RawURLEncoding.Strict().DecodeString(p)
		if err != nil || len(b) == 0 {
			return nil, ErrMalformed
		}
		out[i] = b
	}
	return out, nil
}

func object(text []byte) (wirejson.Map, error) {
	v, err := wirejson.Parse(text)
	m, ok := v.(wirejson.Map)
	if err != nil || !ok {
		return nil, ErrMalformed
	}
	return m, nil
}

// unix reads a NumericDate (RFC 7519, section 2).
func unix(m wirejson.Map, name string) (time.Time, bool) {
	f, ok := m[name].(float64)
	if !ok || f < 0 || f > 1<<40 {
		return time.Time{}, false
	}
	return time.Unix(int64(f), 0), true
}

func text(m wirejson.Map, name string) string {
	s, _ := m[name].(string)
	return s
}
