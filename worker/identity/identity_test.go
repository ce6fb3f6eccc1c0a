package identity

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/plan"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

var b64 = base64.RawURLEncoding.EncodeToString

// provider is an identity provider with a key of each kind.
type provider struct {
	rsa   *rsa.PrivateKey
	ec    *ecdsa.PrivateKey
	ed    ed25519.PrivateKey
	calls int
	away  bool
	extra []map[string]string
}

func newProvider(t testing.TB) *provider {
	t.Helper()
	r, err1 := rsa.GenerateKey(rand.Reader, 2048)
	e, err2 := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	_, d, err3 := ed25519.GenerateKey(rand.Reader)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	return &provider{rsa: r, ec: e, ed: d}
}

func (p *provider) Call(context.Context, plan.Call) (plan.Reply, error) {
	p.calls++
	if p.away {
		return plan.Reply{}, plan.ErrUnreachable
	}
	point, _ := p.ec.PublicKey.Bytes()
	keys := append([]map[string]string{
		{"kty": "RSA", "kid": "r", "use": "sig", "alg": "RS256", "n": b64(p.rsa.N.Bytes()), "e": b64(big.NewInt(int64(p.rsa.E)).Bytes())},
		{"kty": "EC", "kid": "e", "crv": "P-256", "x": b64(point[1:33]), "y": b64(point[33:])},
		{"kty": "OKP", "kid": "d", "crv": "Ed25519", "x": b64(p.ed.Public().(ed25519.PublicKey))},
		{"kty": "oct", "kid": "secret", "k": "AAAA"},
		{"kty": "RSA", "kid": "enc", "use": "enc", "n": b64(p.rsa.N.Bytes()), "e": "AQAB"},
		{"kty": "RSA", "kid": "short", "n": b64(p.rsa.N.Bytes()[:64]), "e": "AQAB"},
		{"kty": "EC", "kid": "off", "crv": "P-256", "x": b64(make([]byte, 32)), "y": b64(make([]byte, 32))},
	}, p.extra...)
	body, err := json.Marshal(map[string]any{"keys": keys})
	return plan.Reply{Status: 200, Body: body}, err
}

// token signs claims; a nil value takes a claim away.
func (p *provider) token(t testing.TB, alg, kid string, change map[string]any) string {
	t.Helper()
	claims := map[string]any{"iss": "https://login.test", "aud": "addend", "sub": "marta", "name": "Marta", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix()}
	for name, v := range change {
		claims[name] = v
		if v == nil {
			delete(claims, name)
		}
	}
	head, _ := json.Marshal(map[string]string{"alg": alg, "kid": kid, "typ": "JWT"})
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed := b64(head) + "." + b64(body)
	sum := sha256.Sum256([]byte(signed))
	var sig []byte
	switch alg {
	case "ES256":
		r, s, err := ecdsa.Sign(rand.Reader, p.ec, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		sig = append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	case "EdDSA":
		sig = ed25519.Sign(p.ed, []byte(signed))
	default:
		if sig, err = rsa.SignPKCS1v15(nil, p.rsa, crypto.SHA256, sum[:]); err != nil {
			t.Fatal(err)
		}
	}
	return signed + "." + b64(sig)
}

func TestJWT(t *testing.T) {
	p := newProvider(t)
	j := &JWT{Issuer: "https://login.test", Audience: "addend", Keys: NewKeySet("https://login.test/jwks", p)}
	type m = map[string]any
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	for _, c := range []struct {
		name, alg, kid string
		change         m
		want           error
	}{
		{"RS256", "RS256", "r", nil, nil},
		{"ES256", "ES256", "e", nil, nil},
		{"EdDSA", "EdDSA", "d", nil, nil},
		{"without a key id, one key of the kind", "ES256", "", nil, nil},
		{"one of several audiences", "ES256", "e", m{"aud": []string{"other", "addend"}}, nil},
		{"over, inside the skew", "ES256", "e", m{"exp": at(-59 * time.Second)}, nil},
		{"issued a moment ahead", "ES256", "e", m{"iat": at(59 * time.Second), "nbf": at(59 * time.Second)}, nil},
		{"over", "ES256", "e", m{"exp": at(-61 * time.Second)}, ErrExpired},
		{"without an end", "ES256", "e", m{"exp": nil}, ErrExpired},
		{"an end in words", "ES256", "e", m{"exp": "tomorrow"}, ErrExpired},
		{"not yet", "ES256", "e", m{"nbf": at(61 * time.Second)}, ErrExpired},
		{"from the future", "ES256", "e", m{"iat": at(61 * time.Second)}, ErrExpired},
		{"another issuer", "ES256", "e", m{"iss": "https://login.test.evil"}, ErrIssuer},
		{"another audience", "ES256", "e", m{"aud": "addend2"}, ErrAudience},
		{"no audience", "ES256", "e", m{"aud": nil}, ErrAudience},
		{"nobody", "ES256", "e", m{"sub": ""}, ErrSubject},
		{"a number for a user", "ES256", "e", m{"sub": 7}, ErrSubject},
		{"none", "none", "e", nil, ErrAlgorithm},
		{"HS256 with a public key", "HS256", "r", nil, ErrAlgorithm},
		{"RS512", "RS512", "r", nil, ErrAlgorithm},
		{"an EC key for RSA", "RS256", "e", nil, ErrKey},
		{"a key for encryption", "RS256", "enc", nil, ErrKey},
		{"a short key", "RS256", "short", nil, ErrKey},
		{"a point off the curve", "ES256", "off", nil, ErrKey},
		{"an unknown key", "ES256", "nobody", nil, ErrKey},
	} {
		id, err := j.Check(context.Background(), p.token(t, c.alg, c.kid, c.change), now)
		if !errors.Is(err, c.want) || c.want == nil && (id.User != "marta" || id.Name != "Marta") {
			t.Errorf("%s: %v, %+v, want %v", c.name, err, id, c.want)
		}
	}
}

func TestJWTThatWasTouched(t *testing.T) {
	p := newProvider(t)
	j := &JWT{Issuer: "https://login.test", Audience: "addend", Keys: NewKeySet("u", p)}
	good := p.token(t, "ES256", "e", nil)
	pieces := strings.Split(good, ".")
	other := strings.Split(p.token(t, "ES256", "e", map[string]any{"sub": "lev"}), ".")
	for name, token := range map[string]string{
		"another's claims":  pieces[0] + "." + other[1] + "." + pieces[2],
		"without signature": pieces[0] + "." + pieces[1] + ".",
		"two pieces":        pieces[0] + "." + pieces[1],
		"padded":            good + "==",
		"signature in DER":  pieces[0] + "." + pieces[1] + "." + b64([]byte("0123456789")),
		"zero signature":    pieces[0] + "." + pieces[1] + "." + b64(make([]byte, 64)),
		"critical header":   b64([]byte(`{"alg":"ES256","kid":"e","crit":["b64"],"b64":false}`)) + "." + pieces[1] + "." + pieces[2],
		"the header twice":  b64([]byte(`{"alg":"none","alg":"ES256"}`)) + "." + pieces[1] + "." + pieces[2],
		"a book":            strings.Repeat("a", 20<<10) + "." + pieces[1] + "." + pieces[2],
		"no JSON":           b64([]byte("alg")) + "." + pieces[1] + "." + pieces[2],
		"nothing":           "",
	} {
		if id, err := j.Check(context.Background(), token, now); err == nil {
			t.Errorf("%s: taken as %+v", name, id)
		}
	}
}

// Tokens of strangers must not become traffic to the provider, and a provider
// that is away must not sign anybody out.
func TestKeySetIsAskedSeldom(t *testing.T) {
	p := newProvider(t)
	j := &JWT{Issuer: "https://login.test", Audience: "addend", Keys: NewKeySet("u", p)}
	good, strange := p.token(t, "ES256", "e", nil), p.token(t, "ES256", "stranger", nil)
	for range 50 {
		if _, err := j.Check(context.Background(), strange, now); !errors.Is(err, ErrKey) {
			t.Fatal(err)
		}
	}
	if _, err := j.Check(context.Background(), good, now); err != nil || p.calls != 1 {
		t.Errorf("%v after %d calls, want one call", err, p.calls)
	}
	p.away = true
	later := now.Add(keySetLife + time.Second)
	if _, err := j.Check(context.Background(), good, later); err != nil || p.calls != 2 {
		t.Errorf("with the provider away: %v, %d calls", err, p.calls)
	}
	fresh := &JWT{Issuer: "https://login.test", Audience: "addend", Keys: NewKeySet("u", p)}
	if _, err := fresh.Check(context.Background(), good, now); !errors.Is(err, ErrKeySet) {
		t.Error(err)
	}
}

func TestHandoff(t *testing.T) {
	if _, err := NewHandoff(make([]byte, 31)); err == nil || !strings.Contains(err.Error(), "hint: ") {
		t.Error(err)
	}
	h, err := NewHandoff([]byte("0123456789abcdef0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	other, _ := NewHandoff([]byte("fedcba9876543210fedcba9876543210"))
	whole := Identity{User: "marta", Name: "Marta L", ID: "0123456789abcdef", Ends: now.Add(time.Minute)}
	with := func(change func(*Identity)) string {
		id := whole
		change(&id)
		return h.Sign(id)
	}
	good := h.Sign(whole)
	if id, err := h.Check(good, now); err != nil || id.User != "marta" || id.Name != "Marta L" || id.ID != whole.ID || !id.Ends.Equal(whole.Ends) {
		t.Errorf("%+v %v", id, err)
	}
	head, mac, _ := strings.Cut(good, ".")
	for name, c := range map[string]struct {
		token string
		want  error
	}{
		"over":             {with(func(i *Identity) { i.Ends = now }), ErrExpired},
		"too long a life":  {with(func(i *Identity) { i.Ends = now.Add(HandoffLife + Skew + time.Second) }), ErrExpired},
		"a short id":       {with(func(i *Identity) { i.ID = "1" }), ErrMalformed},
		"nobody":           {with(func(i *Identity) { i.User = "" }), ErrSubject},
		"another key":      {other.Sign(whole), ErrSignature},
		"another payload":  {strings.Split(with(func(i *Identity) { i.User = "lev" }), ".")[0] + "." + mac, ErrSignature},
		"no signature":     {head + ".", ErrMalformed},
		"a JSON Web Token": {"a.b.c", ErrMalformed},
	} {
		if id, err := h.Check(c.token, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v %v, want %v", name, id, err, c.want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	p := newProvider(f)
	j := &JWT{Issuer: "https://login.test", Audience: "addend", Keys: NewKeySet("u", p)}
	h, _ := NewHandoff([]byte("0123456789abcdef0123456789abcdef"))
	f.Add(p.token(f, "none", "e", nil))
	f.Add(h.Sign(Identity{User: "a"}))
	f.Fuzz(func(t *testing.T, token string) {
		if id, err := h.Check(token, now); err == nil {
			t.Errorf("a hand-off nobody signed: %+v", id)
		}
		if id, err := j.Check(context.Background(), token, now); err == nil {
			t.Errorf("a token nobody signed: %+v", id)
		}
	})
}
