package main

import (
	"crypto/ecdh"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// The two keys are a pair, and another one each time.
func TestPushKeys(t *testing.T) {
	seen := map[string]bool{}
	for range 3 {
		var out strings.Builder
		if err := (pushKeysCommand{}).Run(&session{out: &out}); err != nil {
			t.Fatal(err)
		}
		var public, private string
		if _, err := fmt.Sscanf(out.String(), "ADDEND_PUSH_PUBLIC_KEY=%s\nADDEND_PUSH_PRIVATE_KEY=%s\n", &public, &private); err != nil {
			t.Fatalf("%v: %s", err, out.String())
		}
		scalar, _ := base64.RawURLEncoding.DecodeString(private)
		key, err := ecdh.P256().NewPrivateKey(scalar)
		if err != nil || base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()) != public || seen[public] {
			t.Errorf("%v: %s", err, out.String())
		}
		seen[public] = true
	}
}
