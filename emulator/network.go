package emulator

import (
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// network is one application: its keys, its database, its uploads. Two
// networks share no table, so no query can reach from one into the other.
type network struct {
	id         string
	apiKey     string
	serverKey  string
	signingKey []byte // signs access tokens
	adminKey   atomic.Pointer[adminKey]
	configured string // the administrator's token of the options
	looks      lookCount

	applicationSecret string // signs visitors in; empty: there are none

	db      *sqlite.DB
	uploads string // folder of this network's file bytes
	calls   *rateWindow
	words   wordCache
	newID   idSource
	hooks   *webhooks
	prehook atomic.Pointer[prehook] // the setting in force
	admin   *user                   // the user behind the administrator's token; nil without one
}

func openNetwork(n Network, dir string, keep bool, limit int) (*network, error) {
	net := &network{
		id: n.ID, apiKey: n.APIKey, serverKey: n.ServerKey, configured: n.AdminToken, applicationSecret: n.ApplicationSecret,
		uploads: filepath.Join(dir, n.ID+".files"), calls: newRateWindow(limit), newID: randomID,
	}
	if err := os.MkdirAll(net.uploads, 0o700); err != nil {
		return nil, fmt.Errorf("make a folder for uploads: %w", err)
	}
	if err := net.removeHalfUploads(); err != nil {
		return nil, err
	}
	path := ""
	if keep {
		path = dataFile(dir, n.ID)
	}
	db, err := sqlite.Open(path, migrations)
	if err != nil {
		return nil, err
	}
	net.db, net.hooks = db, newWebhooks(n.Webhooks)
	err = db.Update(func(tx *sqlite.Tx) error {
		return errors.Join(net.prepare(tx), net.loadAdminKey(tx))
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare network %q: %w", n.ID, err), db.Close())
	}
	return net, nil
}

// prepare makes what every network has: a key that signs tokens and outlives a
// restart, and the user an administrator acts as.
func (net *network) prepare(tx *sqlite.Tx) error {
	var key string
	err := tx.Row("SELECT value FROM settings WHERE name = 'signing-key'").Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		key = secret(32)
		_, err = tx.Exec("INSERT INTO settings(name, value) VALUES('signing-key', ?)", key)
	}
	if err != nil {
		return err
	}
	net.signingKey = []byte(key)
	if _, err := tx.Exec(`INSERT OR IGNORE INTO users(user_id, internal_id, kind, display_name, roles, created_at, updated_at)
	  VALUES(?, ?, 'admin', 'Administrator', '["global-admin"]', 0, 0)`, adminUserID, adminInternalID); err != nil {
		return err
	}
	if net.admin, err = findUser(tx, adminUserID); err != nil {
		return err
	}
	return net.loadPrehook(tx)
}

// same compares secrets without telling, by its time, how much was right. An
// empty secret matches nothing.
func same(want, got string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(want), []byte(got)) == 1
}

func (s *Server) networkByAPIKey(key string) *network {
	for _, n := range s.networks {
		if same(n.apiKey, key) {
			return n
		}
	}
	return nil
}

func (s *Server) networkByServerKey(key string) *network {
	for _, n := range s.networks {
		if same(n.serverKey, key) {
			return n
		}
	}
	return nil
}
