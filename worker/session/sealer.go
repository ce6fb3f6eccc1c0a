// Package session keeps a signed-in browser's state: a sealed cookie that holds
// only ids, and a store of access tokens behind it. The browser never has a
// token (FAQ F07, F18).
package session

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// KeyBytes is the length of a cookie key: AES-256.
const KeyBytes = 32

// MaxKeys bounds the ring: the newest seals, the others only open.
const MaxKeys = 8

// maxSealed is the longest sealed text that Open looks at.
const maxSealed = 1024

// A sealed text says what it is for in its version byte, which is
// authenticated: a cookie is no stand-in token and the other way round.
const (
	cookieVersion  = 1
	standInVersion = 2
)

// ErrSealed is the answer to a text that no key of the ring sealed.
var ErrSealed = errors.New("not sealed by a key of this ring")

// Claims are what a cookie holds: ids, nothing that is of use elsewhere.
type Claims struct {
	User    string    // platform user id, 1–50 characters
	Session string    // one browser session, 32 hex digits
	Ends    time.Time // whole seconds; the cookie is worthless from then on
}

// Key gives the place of the claims' state in a [Store].
func (c Claims) Key() Key { return Key{User: c.User, Session: c.Session} }

// Sealer seals and opens claims with AES-256-GCM under a ring of keys.
//
// A sealed text is base64url of: version (1 byte), key id (4), nonce (12),
// ciphertext with tag. Version and key id are authenticated. Nonces are random:
// 2³² cookies under one key keep the chance of a repeat below 2⁻³².
type Sealer struct {
	ring []ringKey // newest first
	app  string    // authenticated: what is sealed for one application is of no use to another

	mu     sync.Mutex
	opened map[sealed]Claims // a browser sends the same cookie again and again
}

// maxOpened bounds what a Sealer remembers of the texts it opened: 512 of at
// most 1 KB. Claims do not change, and that their time is over is for the caller
// to see; what a text is good for is the store's to say, each time.
const maxOpened = 512

// sealed is a text and what it is for.
type sealed struct {
	version byte
	text    string
}

type ringKey struct {
	id   [4]byte
	aead cipher.AEAD
}

// NewSealer takes keys of 32 bytes, newest first.
func NewSealer(keys [][]byte) (*Sealer, error) { return NewSealerFor("", keys) }

// NewSealerFor is the same for one application of several.
func NewSealerFor(app string, keys [][]byte) (*Sealer, error) {
	if len(keys) == 0 || len(keys) > MaxKeys {
		return nil, fmt.Errorf("%d cookie keys (hint: give 1 to %d, the newest first)", len(keys), MaxKeys)
	}
	s := &Sealer{app: app}
	for i, key := range keys {
		if len(key) != KeyBytes {
			return nil, fmt.Errorf("cookie key %d has %d bytes (hint: AES-256 needs %d, as from: openssl rand -base64 32)", i+1, len(key), KeyBytes)
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(key)
		s.ring = append(s.ring, ringKey{[4]byte(sum[:4]), aead})
	}
	return s, nil
}

// Seal gives the cookie value for claims.
func (s *Sealer) Seal(c Claims) (string, error) { return s.seal(c, cookieVersion) }

// SealStandIn gives the token that the official client holds in place of the
// platform's.
func (s *Sealer) SealStandIn(c Claims) (string, error) { return s.seal(c, standInVersion) }

func (s *Sealer) seal(c Claims, version byte) (string, error) {
	if err := c.check(); err != nil {
		return "", err
	}
	k := s.ring[0]
	head := append([]byte{version}, k.id[:]...)
	out := make([]byte, 5+12, 5+12+64)
	copy(out, head)
	if _, err := rand.Read(out[5:]); err != nil {
		return "", err
	}
	plain := fmt.Appendf(nil, "%d\n%s\n%s", c.Ends.Unix(), c.Session, c.User)
	out = k.aead.Seal(out, out[5:17], plain, append(head, s.app...))
	return base64.RawURLEncoding.EncodeToString(out), nil
}

// Open reads a cookie value. Any error means: not signed in.
func (s *Sealer) Open(text string) (Claims, error) { return s.open(text, cookieVersion) }

// OpenStandIn reads a stand-in token.
func (s *Sealer) OpenStandIn(text string) (Claims, error) { return s.open(text, standInVersion) }

func (s *Sealer) open(text string, version byte) (Claims, error) {
	if len(text) > maxSealed {
		return Claims{}, ErrSealed
	}
	place := sealed{version, text}
	s.mu.Lock()
	c, known := s.opened[place]
	s.mu.Unlock()
	if known {
		return c, nil
	}
	c, err := s.unseal(text, version)
	if err != nil {
		return Claims{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.opened == nil || len(s.opened) >= maxOpened {
		s.opened = make(map[sealed]Claims)
	}
	s.opened[place] = c
	return c, nil
}

func (s *Sealer) unseal(text string, version byte) (Claims, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) < 5+12+16 || raw[0] != version {
		return Claims{}, ErrSealed
	}
	for _, k := range s.ring {
		if [4]byte(raw[1:5]) != k.id {
			continue
		}
		plain, err := k.aead.Open(nil, raw[5:17], raw[17:], append(raw[:5:5], s.app...))
		if err != nil {
			continue
		}
		return parseClaims(string(plain))
	}
	return Claims{}, ErrSealed
}

func parseClaims(plain string) (Claims, error) {
	ends, rest, ok1 := strings.Cut(plain, "\n")
	id, user, ok2 := strings.Cut(rest, "\n")
	unix, err := strconv.ParseInt(ends, 10, 64)
	c := Claims{User: user, Session: id, Ends: time.Unix(unix, 0).UTC()}
	if !ok1 || !ok2 || err != nil || c.check() != nil {
		return Claims{}, ErrSealed
	}
	return c, nil
}

func (c Claims) check() error {
	switch {
	case c.User == "" || len(c.User) > 200 || !utf8.ValidString(c.User):
		return errors.New("claims without a usable user id")
	case len(c.Session) != 32 || strings.Trim(c.Session, "0123456789abcdef") != "":
		return errors.New("claims without a session id")
	case c.Ends.Unix() <= 0:
		return errors.New("claims without an end")
	}
	return nil
}

// NewID gives 128 random bits as 32 hex digits: a session or device id.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return fmt.Sprintf("%x", b)
}
