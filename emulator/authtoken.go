package emulator

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// authTokenLife is how long a backend's authentication token can be turned
// into a session (FAQ F08).
const authTokenLife = 10 * time.Minute

// issueAuthToken answers GET /api/v3/authentication/token and
// POST /api/v4/authentication/token: a JSON string (FAQ F11).
func issueAuthToken(c *call) (any, error) {
	var in struct {
		UserID string `json:"userId"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.UserID == "" {
		in.UserID = c.query.str("userId")
	}
	var v check
	v.userID("userId", in.UserID)
	if err := v.err(); err != nil {
		return nil, err
	}
	token := newAuthToken()
	if _, err := c.tx.Exec("DELETE FROM auth_tokens WHERE expires_at <= ?", c.now); err != nil {
		return nil, err
	}
	_, err := c.tx.Exec("INSERT INTO auth_tokens(token_digest, user_id, expires_at) VALUES(?, ?, ?)",
		digest(token), in.UserID, c.now+authTokenLife.Milliseconds())
	return token, err
}

// newAuthToken is 42 lowercase letters and digits, the platform's own shape.
func newAuthToken() string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz012345"
	var b [42]byte
	rand.Read(b[:])
	for i := range b {
		b[i] = alphabet[b[i]&31]
	}
	return string(b[:])
}

// checkAuthToken holds a session to secure mode: the token must be young and
// have been issued for this very user.
func (c *call) checkAuthToken(token, userID string) error {
	if c.net.serverKey == "" {
		return nil
	}
	if token == "" {
		return fail(codeUnauthorized, "unauthorized: secure mode is on, an authToken is required")
	}
	var owner string
	var expires int64
	err := c.tx.Row("SELECT user_id, expires_at FROM auth_tokens WHERE token_digest = ?", digest(token)).Scan(&owner, &expires)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fail(codeUnauthorized, "unauthorized: the authToken is not valid")
	case err != nil:
		return err
	case expires <= c.now:
		return fail(codeUnauthorized, "unauthorized: the authToken has expired")
	case owner != userID:
		return fail(codeUnauthorized, "unauthorized: the authToken belongs to another user")
	}
	return nil
}

// userID holds an id to what the platform lets an app choose.
func (v *check) userID(name, id string) {
	v.text(name, id, 1, 50)
	if strings.HasPrefix(id, "ADMIN_") || strings.HasPrefix(id, "DELETED_") {
		v.addf("%q must not start with ADMIN_ or DELETED_", name)
	}
}
