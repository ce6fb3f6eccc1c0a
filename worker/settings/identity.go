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
	if jwks+issuer+audience == "" {
		return "", "", ""
	}
	for name, v := range map[string]string{"ADDEND_JWKS_URL": jwks, "ADDEND_JWT_ISSUER": issuer, "ADDEND_JWT_AUDIENCE": audience} {
		if v == "" {
			r.wrong(name, missing, "an identity provider needs ADDEND_JWKS_URL, ADDEND_JWT_ISSUER and ADDEND_JWT_AUDIENCE")
		}
	}
	u, err := url.Parse(jwks)
	if jwks != "" && (err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.Scheme != "https" && (u.Scheme != "http" || !Loopback(u.Host))) {
		r.wrong("ADDEND_JWKS_URL", "is not an absolute https URL", "as https://login.example.org/.well-known/jwks.json")
	}
	return jwks, issuer, audience
}
