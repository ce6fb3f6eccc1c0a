//go:build !js

package push

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// tokenLife is how long a signed token is good for; a push service takes at most
// a day (RFC 8292, 2).
const tokenLife = 12 * time.Hour

// Signer says to push services who sends.
type Signer struct {
	key     *ecdsa.PrivateKey
	public  string
	subject string
}

// NewSigner reads the sender's keys and checks that they are a pair.
func NewSigner(k Keys) (*Signer, error) {
	scalar, err := Decode(k.Private.Reveal())
	if err != nil {
		return nil, errors.New("the private key is not base64url")
	}
	pair, err := ecdh.P256().NewPrivateKey(scalar)
	if err != nil || string(pair.PublicKey().Bytes()) != string(k.Public) {
		return nil, errors.New("the two keys are not a pair")
	}
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar)
	if err != nil {
		return nil, err
	}
	return &Signer{key: key, public: base64.RawURLEncoding.EncodeToString(k.Public), subject: k.Subject}, nil
}

// Authorization is the header field for an endpoint: a token for its origin,
// signed with ES256, and the key to check it with (RFC 8292, 3).
func (s *Signer) Authorization(endpoint string, now time.Time) (string, error) {
	u, err := url.Parse(endpoint)
	if err != nil {
		return "", err
	}
	encode := func(o wirejson.Object) string { return base64.RawURLEncoding.EncodeToString(wirejson.Append(nil, o)) }
	token := encode(wirejson.Object{{Name: "typ", Value: "JWT"}, {Name: "alg", Value: "ES256"}}) + "." + encode(wirejson.Object{
		{Name: "aud", Value: u.Scheme + "://" + u.Host}, {Name: "exp", Value: now.Add(tokenLife).Unix()}, {Name: "sub", Value: s.subject},
	})
	digest := sha256.Sum256([]byte(token))
	r, z, err := ecdsa.Sign(rand.Reader, s.key, digest[:])
	if err != nil {
		return "", err
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	z.FillBytes(signature[32:])
	return "vapid t=" + token + "." + base64.RawURLEncoding.EncodeToString(signature) + ", k=" + s.public, nil
}
