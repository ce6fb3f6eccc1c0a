// Package badge signs and checks verified badges (FAQ F62). The platform lets
// every user write his own metadata, so that a label there proves nothing; a
// signature does, as only the holder of the key can make one, and it is good for
// one user of one application and until a day.
package badge

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// MinKey is the shortest key in bytes; MaxLife the longest a badge may hold.
const (
	MinKey  = 32
	MaxLife = 400 * 24 * time.Hour
)

// ErrKey says that a key is too short.
var ErrKey = errors.New("a badge key has at least 32 bytes")

// Keys sign with the first key and check with all, and know whose badges were
// taken back.
type Keys struct {
	keys    [][]byte
	revoked []string
}

// New takes the keys, newest first, and the ids of users whose badges count no
// more: the user may have kept a copy of the text.
func New(keys [][]byte, revoked []string) (*Keys, error) {
	if len(keys) == 0 {
		return nil, ErrKey
	}
	for _, key := range keys {
		if len(key) < MinKey {
			return nil, ErrKey
		}
	}
	return &Keys{keys, slices.Clone(revoked)}, nil
}

// Issue makes the text of a badge of a user of an application, "" for that of a
// worker with a single one, that holds until then: "v1.", seconds since
// 1970, ".", the signature in base64url. It goes into metadata.verified.
func (k *Keys) Issue(app, user string, until time.Time) string {
	end := strconv.FormatInt(until.Unix(), 10)
	return "v1." + end + "." + base64.RawURLEncoding.EncodeToString(sign(k.keys[0], app, user, end))
}

// Check reports whether text is a badge of the application's user that holds
// at now.
func (k *Keys) Check(app, user, text string, now time.Time) bool {
	parts := strings.Split(text, ".")
	if len(parts) != 3 || parts[0] != "v1" || len(text) > 100 || user == "" || slices.Contains(k.revoked, user) {
		return false
	}
	until, err := strconv.ParseInt(parts[1], 10, 64)
	given, bad := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || bad != nil || strconv.FormatInt(until, 10) != parts[1] || until <= now.Unix() || until > now.Add(MaxLife).Unix() {
		return false
	}
	ok := false
	for _, key := range k.keys {
		ok = hmac.Equal(given, sign(key, app, user, parts[1])) || ok
	}
	return ok
}

// sign covers each part with its length before it, so that no two badges have
// the same text.
func sign(key []byte, app, user, end string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("addend badge v1\n" + strconv.Itoa(len(app)) + "\n" + app + "\n" + strconv.Itoa(len(user)) + "\n" + user + "\n" + end))
	return h.Sum(nil)
}
