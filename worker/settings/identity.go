package settings

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/addend-go/addend/worker/identity"
)

// handoffKey reads the key that the site's own server signs hand-offs with.
func (r *reader) handoffKey() []byte {
	const name = "ADDEND_HANDOFF_KEY"
	v := r.get(name)
	if v == "" {
		return nil
	}
	key, err := base64.RawStdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(v, "=")))
	if err != nil || len(key) < identity.MinHandoffKey {
		r.wrong(name, "is not at least 32 bytes of base64", "as from: openssl rand -base64 32")
		return nil
	}
	return key
}

// provider reads the identity provider: all of it or nothing.
func (r *reader) provider() (jwks, issuer, audience string) {
	jwks, issuer, audience = r.get("ADDEND_JWKS_URL"), r.get("ADDEND_JWT_ISSUER"), r.get("ADDEND_JWT_AUDIENCE")
	if !r.together("an identity provider", "ADDEND_JWKS_URL", "ADDEND_JWT_ISSUER", "ADDEND_JWT_AUDIENCE") {
		return "", "", ""
	}
	u, err := url.Parse(jwks)
	if err != nil || u.Fragment != "" || !overTLS(u) {
		r.wrong("ADDEND_JWKS_URL", "is not an absolute https URL", "as https://login.example.org/.well-known/jwks.json")
	}
	return jwks, issuer, audience
}
