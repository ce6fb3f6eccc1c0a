package push

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/push/browser"
	"github.com/addend-go/addend/worker/secret"
)

func decode(t *testing.T, s string) []byte {
	t.Helper()
	b, err := Decode(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The vectors are those of the standards; js/push.test.mjs reads them as well.
func TestVectors(t *testing.T) {
	text, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []map[string]string
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		sender, err := ecdh.P256().NewPrivateKey(decode(t, v["senderPrivate"]))
		if err != nil {
			t.Fatal(err)
		}
		s := Subscription{P256DH: decode(t, v["receiverPublic"]), Auth: decode(t, v["auth"])}
		sealed, err := Seal(s, decode(t, v["plain"]), sender, decode(t, v["salt"]))
		if err != nil || base64.RawURLEncoding.EncodeToString(sealed) != v["sealed"] {
			t.Errorf("%s: %v\n%s, want\n%s", v["from"], err, base64.RawURLEncoding.EncodeToString(sealed), v["sealed"])
		}
	}
	if len(vectors) < 3 {
		t.Errorf("only %d vectors", len(vectors))
	}
}

// Whatever is sealed opens to the same bytes, for its receiver and nobody else.
func TestSealedOpens(t *testing.T) {
	for _, n := range []int{0, 1, 2, 15, 16, 17, 200, 2000, MaxPayload - 1, MaxPayload} {
		b, err := browser.New()
		if err != nil {
			t.Fatal(err)
		}
		other, _ := browser.New()
		sender, _ := ecdh.P256().GenerateKey(rand.Reader)
		plain, salt := make([]byte, n), make([]byte, saltBytes)
		_, _ = rand.Read(plain)
		_, _ = rand.Read(salt)
		s := Subscription{P256DH: b.Key.PublicKey().Bytes(), Auth: b.Auth}
		sealed, err := Seal(s, plain, sender, salt)
		if err != nil || len(sealed) > recordSize {
			t.Fatalf("%d bytes: %v, %d sealed", n, err, len(sealed))
		}
		if got, err := b.Open(sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes do not come back: %v", n, err)
		}
		if _, err := other.Open(sealed); err == nil {
			t.Errorf("%d bytes open for somebody else", n)
		}
		sealed[len(sealed)-1-n/2] ^= 1
		if _, err := b.Open(sealed); err == nil {
			t.Errorf("%d bytes open although one was changed", n)
		}
	}
	sender, _ := ecdh.P256().GenerateKey(rand.Reader)
	b, _ := browser.New()
	s := Subscription{P256DH: b.Key.PublicKey().Bytes(), Auth: b.Auth}
	if _, err := Seal(s, make([]byte, MaxPayload+1), sender, make([]byte, saltBytes)); !errors.Is(err, ErrPayload) {
		t.Errorf("a payload that is too long: %v", err)
	}
	s.P256DH = append([]byte{4}, make([]byte, 64)...)
	if _, err := Seal(s, nil, sender, make([]byte, saltBytes)); err == nil {
		t.Error("a point that is not on the curve was taken")
	}
}

// A token is for one origin, ends within a day, and its signature fits its key.
func TestAuthorization(t *testing.T) {
	pair, _ := ecdh.P256().GenerateKey(rand.Reader)
	k := Keys{Public: pair.PublicKey().Bytes(), Private: secret.New(base64.RawURLEncoding.EncodeToString(pair.Bytes())), Subject: "mailto:ops@example.org"}
	signer, err := NewSigner(k)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_800_000_000, 0)
	for range 50 { // leading zeros of r and s must stay
		field, err := signer.Authorization("https://push.example.org/a/b?c", now)
		if err != nil {
			t.Fatal(err)
		}
		var token, key string
		if _, err := fmt.Sscanf(field, "vapid t=%s k=%s", &token, &key); err != nil {
			t.Fatalf("%s: %v", field, err)
		}
		parts := strings.Split(strings.TrimSuffix(token, ","), ".")
		if len(parts) != 3 || !bytes.Equal(decode(t, key), k.Public) {
			t.Fatal(field)
		}
		if head := string(decode(t, parts[0])); head != `{"typ":"JWT","alg":"ES256"}` {
			t.Error(head)
		}
		if claims := string(decode(t, parts[1])); claims != `{"aud":"https://push.example.org","exp":1800043200,"sub":"mailto:ops@example.org"}` {
			t.Error(claims)
		}
		signature := decode(t, parts[2])
		if len(signature) != 64 {
			t.Fatalf("a signature of %d bytes", len(signature))
		}
		public, _ := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), k.Public)
		digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
		if !ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
			t.Error("the signature does not fit")
		}
	}
	other, _ := ecdh.P256().GenerateKey(rand.Reader)
	k.Public = other.PublicKey().Bytes()
	if _, err := NewSigner(k); err == nil {
		t.Error("two keys that are no pair were taken")
	}
}

func TestParse(t *testing.T) {
	b, _ := browser.New()
	point, auth := b.Keys()
	hosts := []string{"push.example.org", "fcm.googleapis.com"}
	for _, endpoint := range []string{"https://push.example.org/x", "https://eu.push.example.org/x?y", "https://fcm.googleapis.com:443/fcm/send/a:b_c"} {
		if s, err := Parse(endpoint, point, auth+"==", hosts); err != nil || !strings.HasPrefix(s.Endpoint, "https://") || strings.Contains(s.Endpoint, ":443") {
			t.Errorf("%s: %v %v", endpoint, s, err)
		}
	}
	for name, c := range map[string][3]string{
		"another host":      {"https://example.org/x", point, auth},
		"a host that ends":  {"https://evilpush.example.org.evil.net/x", point, auth},
		"a longer name":     {"https://xpush.example.org/x", point, auth},
		"this machine":      {"https://127.0.0.1/x", point, auth},
		"plain http":        {"http://push.example.org/x", point, auth},
		"a port":            {"https://push.example.org:8443/x", point, auth},
		"a user":            {"https://a@push.example.org/x", point, auth},
		"no address":        {"", point, auth},
		"a short point":     {"https://push.example.org/x", point[:80], auth},
		"a compressed one":  {"https://push.example.org/x", "Ag" + point[2:44], auth},
		"not base64":        {"https://push.example.org/x", point, "!!!!!!!!!!!!!!!!!!!!!!"},
		"a short secret":    {"https://push.example.org/x", point, auth[:20]},
		"a long secret":     {"https://push.example.org/x", point, auth + "AAAA"},
		"a very long place": {"https://push.example.org/" + strings.Repeat("x", 3000), point, auth},
	} {
		if s, err := Parse(c[0], c[1], c[2], hosts); !errors.Is(err, ErrSubscription) {
			t.Errorf("%s: %v %v", name, s, err)
		}
	}
	if _, err := Parse("https://push.example.org/x", point, auth, nil); err == nil {
		t.Error("without a host that is known, one was taken")
	}
}

// js/push.mjs keeps to the same.
func TestTold(t *testing.T) {
	var told Told
	now := time.Unix(1_800_000_000, 0)
	if !told.First("a", now) || told.First("a", now.Add(59*time.Second)) || !told.First("a", now.Add(60*time.Second)) {
		t.Error("the same is told once in a minute")
	}
	now = now.Add(time.Hour)
	count := 0
	for i := range 1000 {
		if told.First(fmt.Sprint(i), now) {
			count++
		}
	}
	if count != MaxTold || told.Idle(now) || !told.Idle(now.Add(time.Minute)) {
		t.Errorf("%d told within a minute", count)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("https://push.example.org/x", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg")
	f.Fuzz(func(t *testing.T, endpoint, point, auth string) {
		s, err := Parse(endpoint, point, auth, []string{"push.example.org"})
		if err == nil && (!strings.HasPrefix(s.Endpoint, "https://") || len(s.P256DH) != 65 || len(s.Auth) != 16) {
			t.Errorf("%q became %v", endpoint, s)
		}
	})
}
