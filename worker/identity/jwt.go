package identity

import (
	"context"
	"strings"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// JWT checks tokens of an OpenID Connect provider (RFC 7519, RFC 8725): signed
// with RS256, ES256 or EdDSA by a key of its set, of one issuer, for one
// audience, with an end.
type JWT struct {
	Issuer, Audience string
	Keys             *KeySet
}

// Check verifies a token.
func (j *JWT) Check(ctx context.Context, token string, now time.Time) (Identity, error) {
	p, err := parts(token, 3)
	if err != nil {
		return Identity{}, err
	}
	head, err := object(p[0])
	if err != nil {
		return Identity{}, err
	}
	if _, critical := head["crit"]; critical {
		return Identity{}, ErrMalformed // RFC 7515: what is not understood is refused
	}
	alg := text(head, "alg")
	if alg != "RS256" && alg != "ES256" && alg != "EdDSA" {
		return Identity{}, ErrAlgorithm
	}
	key, err := j.Keys.find(ctx, text(head, "kid"), alg, now)
	if err != nil {
		return Identity{}, err
	}
	if !verify(key, []byte(token[:strings.LastIndexByte(token, '.')]), p[2]) {
		return Identity{}, ErrSignature
	}
	claims, err := object(p[1])
	if err != nil {
		return Identity{}, err
	}
	return j.claims(claims, now)
}

func (j *JWT) claims(m wirejson.Map, now time.Time) (Identity, error) {
	ends, ok := unix(m, "exp")
	if !ok || !now.Before(ends.Add(Skew)) {
		return Identity{}, ErrExpired
	}
	for _, name := range []string{"nbf", "iat"} {
		if _, there := m[name]; !there {
			continue
		}
		if from, ok := unix(m, name); !ok || now.Add(Skew).Before(from) {
			return Identity{}, ErrExpired
		}
	}
	switch {
	case j.Issuer == "" || text(m, "iss") != j.Issuer:
		return Identity{}, ErrIssuer
	case j.Audience == "" || !audience(m["aud"], j.Audience):
		return Identity{}, ErrAudience
	case text(m, "sub") == "":
		return Identity{}, ErrSubject
	}
	return Identity{User: text(m, "sub"), Name: text(m, "name"), ID: text(m, "jti"), Ends: ends}, nil
}

func audience(v any, want string) bool {
	switch v := v.(type) {
	case string:
		return v == want
	case []any:
		for _, one := range v {
			if one == any(want) {
				return true
			}
		}
	}
	return false
}
