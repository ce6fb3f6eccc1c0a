package main

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"fmt"
)

// pushCommands are about Web Push (FAQ F70).
type pushCommands struct {
	Keys pushKeysCommand `cmd:"" help:"Make a pair of keys for the worker: ADDEND_PUSH_PUBLIC_KEY and ADDEND_PUSH_PRIVATE_KEY."`
}

// pushKeysCommand makes VAPID keys (RFC 8292). They are printed once and kept
// nowhere.
type pushKeysCommand struct{}

func (pushKeysCommand) Run(s *session) error {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	encode := base64.RawURLEncoding.EncodeToString
	_, err = fmt.Fprintf(s.out, "ADDEND_PUSH_PUBLIC_KEY=%s\nADDEND_PUSH_PRIVATE_KEY=%s\n", encode(key.PublicKey().Bytes()), encode(key.Bytes()))
	return err
}
