//go:build js && wasm

package main

import (
	"context"
	"encoding/base64"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

// hostPush keeps subscriptions in the user's Durable Object, which seals and
// sends as well (js/cell.mjs, js/push.mjs).
type hostPush struct {
	hostStore
	keys *push.Keys
}

var _ push.Box = hostPush{}

// Subscribe implements push.Box.
func (p hostPush) Subscribe(_ context.Context, user, id string, s push.Subscription) error {
	encode := base64.RawURLEncoding.EncodeToString
	return p.set(user, id, wirejson.Object{{Name: "endpoint", Value: s.Endpoint}, {Name: "p256dh", Value: encode(s.P256DH)}, {Name: "auth", Value: encode(s.Auth)}})
}

// Unsubscribe implements push.Box.
func (p hostPush) Unsubscribe(_ context.Context, user, id string) error { return p.set(user, id, nil) }

func (p hostPush) set(user, id string, subscription any) error {
	v, err := p.value("setPush", session.Key{User: user, Session: id}, subscription, p.app, plan.Cell(p.app, user))
	if ok, _ := v.(bool); err == nil && !ok {
		return push.ErrNoSession
	}
	return err
}

// Subscribed implements push.Box.
func (p hostPush) Subscribed(_ context.Context, user, id string) (bool, error) {
	v, err := p.value("hasPush", session.Key{User: user, Session: id})
	on, live := v.(bool)
	if err == nil && !live {
		return false, push.ErrNoSession
	}
	return on, err
}

// Send implements push.Box.
func (p hostPush) Send(_ context.Context, users []string, m push.Message) error {
	cells := make([]string, len(users))
	for i, user := range users {
		cells[i] = plan.Cell(p.app, user)
	}
	_, err := hostHub{p.host, p.app}.ask("wake", wirejson.Object{
		{Name: "users", Value: cells}, {Name: "about", Value: m.About}, {Name: "payload", Value: string(m.Payload)},
		{Name: "keys", Value: wirejson.Object{{Name: "public", Value: base64.RawURLEncoding.EncodeToString(p.keys.Public)},
			{Name: "private", Value: p.keys.Private.Reveal()}, {Name: "subject", Value: p.keys.Subject}, {Name: "hosts", Value: p.keys.Hosts}}},
	})
	return err
}
