//go:build js

package identity

import (
	"encoding/base64"
	"syscall/js"

	"github.com/addend-go/addend/worker/wirejson"
)

// In workerd the runtime's own Web Cryptography does what keys.go does with the
// standard library: the curves and the big numbers would add 50 KB to the
// module, gzipped. The sizes of keys are held to the same rules.

// webCryptoKey is a key as the runtime imports it; that a point is on the curve
// is seen then.
type webCryptoKey struct {
	jwk, algorithm map[string]any
}

func publicKey(k wirejson.Map) (alg string, public any) {
	size := func(name string) int {
		b, err := base64.RawURLEncoding.DecodeString(text(k, name))
		if err != nil || len(b) > 1024 || len(b) > 0 && b[0] == 0 && k["kty"] == "RSA" {
			return 0
		}
		return len(b)
	}
	jwk := map[string]any{"kty": text(k, "kty")}
	take := func(names ...string) map[string]any {
		for _, name := range names {
			jwk[name] = text(k, name)
		}
		return jwk
	}
	switch text(k, "kty") + " " + text(k, "crv") {
	case "RSA ":
		if n, e := size("n"), size("e"); n >= 256 && n <= 1024 && oddExponent(text(k, "e")) && e <= 4 {
			return "RS256", webCryptoKey{take("n", "e"), map[string]any{"name": "RSASSA-PKCS1-v1_5", "hash": "SHA-256"}}
		}
	case "EC P-256":
		if size("x") == 32 && size("y") == 32 {
			return "ES256", webCryptoKey{take("crv", "x", "y"), map[string]any{"name": "ECDSA", "namedCurve": "P-256", "hash": "SHA-256"}}
		}
	case "OKP Ed25519":
		if size("x") == 32 {
			return "EdDSA", webCryptoKey{take("crv", "x"), map[string]any{"name": "Ed25519"}}
		}
	}
	return "", nil
}

func oddExponent(e string) bool {
	b, err := base64.RawURLEncoding.DecodeString(e)
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return err == nil && len(b) <= 4 && n >= 3 && n <= 1<<31-1 && n&1 == 1
}

// verify holds the signature to the type of the key, as keys.go does.
func verify(key any, signed, signature []byte) bool {
	k, ok := key.(webCryptoKey)
	if !ok {
		return false
	}
	subtle := js.Global().Get("crypto").Get("subtle")
	imported, ok := settled(subtle.Call("importKey", "jwk", k.jwk, k.algorithm, false, []any{"verify"}))
	if !ok {
		return false
	}
	good, ok := settled(subtle.Call("verify", k.algorithm, imported, bytesOf(signature), bytesOf(signed)))
	return ok && good.Type() == js.TypeBoolean && good.Bool()
}

func bytesOf(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// settled waits for a promise of the request at hand; false for a rejected one.
func settled(promise js.Value) (js.Value, bool) {
	type result struct {
		value js.Value
		ok    bool
	}
	done := make(chan result, 1)
	then := func(ok bool) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			done <- result{args[0], ok}
			return nil
		})
	}
	kept, broken := then(true), then(false)
	defer kept.Release()
	defer broken.Release()
	promise.Call("then", kept, broken)
	r := <-done
	return r.value, r.ok
}
