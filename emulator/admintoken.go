package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// adminTokenLife is how long a token that replaced another is good. The
// platform names no figure.
const adminTokenLife = 365 * 24 * time.Hour

// adminKey is the administrator's token in force. A token made by the API takes
// the place of the configured one, and of it alone: configuring another brings
// that one into force.
type adminKey struct {
	Digest    string `json:"digest"`
	Replaces  string `json:"replaces,omitempty"`
	ExpiresAt int64  `json:"expiresAt,omitempty"` // 0: never
}

func (k *adminKey) opens(token string, now int64) bool {
	return k.Digest != "" && (k.ExpiresAt == 0 || now < k.ExpiresAt) && same(k.Digest, digest(token))
}

// loadAdminKey settles which token is in force at the start.
func (net *network) loadAdminKey(tx *sqlite.Tx) error {
	key := &adminKey{}
	if net.configured != "" {
		key.Digest = digest(net.configured)
	}
	var raw string
	err := tx.Row("SELECT value FROM settings WHERE name = 'admin-key'").Scan(&raw)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	default:
		var kept adminKey
		if err := json.Unmarshal([]byte(raw), &kept); err != nil {
			return err
		}
		if key.Digest != "" && kept.Replaces == key.Digest {
			key = &kept
		}
	}
	net.adminKey.Store(key)
	return nil
}

// renewAdminToken answers POST /api/v1/admin-token: a new token for the
// administrator; the old one stops working (FAQ F02).
func renewAdminToken(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	token := secret(32)
	old := c.net.adminKey.Load()
	key := &adminKey{Digest: digest(token), Replaces: old.Replaces, ExpiresAt: c.now + adminTokenLife.Milliseconds()}
	if key.Replaces == "" {
		key.Replaces = old.Digest
	}
	raw, err := json.Marshal(key)
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("INSERT INTO settings(name, value) VALUES('admin-key', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1", string(raw)); err != nil {
		return nil, err
	}
	c.after = func() { c.net.adminKey.Store(key) }
	return map[string]string{"adminToken": token, "issuedAt": stamp(c.now), "expiresAt": stamp(key.ExpiresAt)}, nil
}
