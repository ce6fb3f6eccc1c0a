package emulator

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// prehookTimeout is how long a backend has to allow or deny.
const prehookTimeout = 3 * time.Second

// prehookSignatureHeader carries hex(HMAC-SHA256(secret, body)).
const prehookSignatureHeader = "X-Signature"

// prehook is the backend that is asked before something happens.
type prehook struct {
	Enabled       bool   `json:"enabled"`
	CallbackURL   string `json:"callbackUrl"`
	DefaultAction string `json:"defaultAction"` // allow or deny, when there is no answer
	SecretKey     string `json:"secretKey"`
}

// loadPrehook brings the setting into memory, where every write looks at it.
func (net *network) loadPrehook(tx *sqlite.Tx) error {
	var raw string
	err := tx.Row("SELECT value FROM settings WHERE name = 'setting.prehook'").Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	var p prehook
	if err == nil {
		err = json.Unmarshal([]byte(raw), &p)
	}
	if err == nil {
		net.prehook.Store(&p)
	}
	return err
}

// getPrehook answers GET /api/v3/network-settings/prehook.
func getPrehook(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	if p := c.net.prehook.Load(); p != nil {
		return p, nil
	}
	return prehook{DefaultAction: "allow"}, nil
}

// putPrehook answers PUT /api/v3/network-settings/prehook. The secret is made
// with the first setting and again with regenerateKey.
func putPrehook(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	p := prehook{DefaultAction: "allow"}
	if now := c.net.prehook.Load(); now != nil {
		p = *now
	}
	in := struct {
		Enabled       *bool   `json:"enabled"`
		CallbackURL   *string `json:"callbackUrl"`
		DefaultAction *string `json:"defaultAction"`
		RegenerateKey bool    `json:"regenerateKey"`
	}{}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	set(&p.Enabled, in.Enabled)
	set(&p.CallbackURL, in.CallbackURL)
	set(&p.DefaultAction, in.DefaultAction)
	var v check
	v.word("defaultAction", p.DefaultAction, "allow", "deny")
	v.text("callbackUrl", p.CallbackURL, bit(p.Enabled), 900)
	if u, err := url.Parse(p.CallbackURL); p.CallbackURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		v.addf(`"callbackUrl" must be an http or https url`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if p.SecretKey == "" || in.RegenerateKey {
		p.SecretKey = secret(32)
	}
	if err := c.saveSetting("prehook", p); err != nil {
		return nil, err
	}
	c.after = func() { c.net.prehook.Store(&p) }
	return p, nil
}

// verdict is a pre-hook's answer.
type verdict struct {
	Action  string                     `json:"action"`
	Message string                     `json:"message"`
	Data    map[string]json.RawMessage `json:"data"`
}

// askPrehook lets the backend allow, change or deny what is about to happen. No
// transaction is open meanwhile.
func (c *call) askPrehook(name string) error {
	p := c.net.prehook.Load()
	if p == nil || !p.Enabled || c.admin {
		return nil
	}
	var data map[string]json.RawMessage
	if err := c.decode(&data); err != nil {
		return err
	}
	if data == nil {
		data = map[string]json.RawMessage{}
	}
	for _, id := range []string{"postId", "messageId", "channelId"} {
		if value := c.param(id); value != "" {
			data[id] = json.RawMessage(toJSON(value))
		}
	}
	body, err := json.Marshal(map[string]any{"eventName": name, "data": data, "actor": map[string]string{"_id": c.me.InternalID, "userId": c.me.UserID}})
	if err != nil {
		return err
	}
	v, err := p.ask(c.r.Context(), body)
	if err != nil { // no answer, or none that means anything
		v = verdict{Action: p.DefaultAction, Message: "the pre-hook did not answer: " + err.Error()}
	}
	if v.Action == "deny" {
		if v.Message == "" {
			v.Message = "refused by the pre-hook"
		}
		return fail(codeForbidden, "%s", clip(v.Message, 500))
	}
	if len(v.Data) > 0 {
		for key, value := range v.Data {
			data[key] = value
		}
		if c.body, err = json.Marshal(data); err != nil {
			return err
		}
	}
	return nil
}

func (p *prehook) ask(ctx context.Context, body []byte) (v verdict, err error) {
	ctx, cancel := context.WithTimeout(ctx, prehookTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.CallbackURL, bytes.NewReader(body))
	if err != nil {
		return v, errors.New("its address is not a url")
	}
	mac := hmac.New(sha256.New, []byte(p.SecretKey))
	mac.Write(body)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(prehookSignatureHeader, hex.EncodeToString(mac.Sum(nil)))
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		return v, errors.New("it could not be reached in time")
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return v, fmt.Errorf("it answered %d", answer.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, maxBodyBytes)).Decode(&v); err != nil || v.Action != "allow" && v.Action != "deny" {
		return v, errors.New(`it answered neither {"action":"allow"} nor {"action":"deny"}`)
	}
	return v, nil
}
