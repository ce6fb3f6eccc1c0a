//go:build js && wasm

package main

import (
	"context"
	"errors"
	"syscall/js"
	"time"

	"github.com/addend-go/addend/worker/limit"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

// await waits for a promise of the request at hand. Both callbacks are
// released: a kept one would be kept for ever.
func await(promise js.Value) (js.Value, error) {
	type settled struct {
		value js.Value
		ok    bool
	}
	done := make(chan settled, 1)
	then := func(ok bool) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			done <- settled{args[0], ok}
			return nil
		})
	}
	kept, broken := then(true), then(false)
	defer kept.Release()
	defer broken.Release()
	promise.Call("then", kept, broken)
	post.wait()
	if s := <-done; s.ok {
		return s.value, nil
	}
	return js.Value{}, errors.New("the host's promise was rejected")
}

// ask calls a function of the context with JSON and reads JSON back.
func ask(host js.Value, name string, args ...any) (any, error) {
	v, err := await(host.Call(name, args...))
	if err != nil {
		return nil, err
	}
	return wirejson.Parse([]byte(v.String()))
}

// hostCaller makes the gateway's calls with fetch().
type hostCaller struct{ host js.Value }

// Call implements plan.Caller.
func (c hostCaller) Call(_ context.Context, call plan.Call) (plan.Reply, error) {
	v, err := ask(c.host, "call", string(wirejson.Append(nil, wirejson.Object{
		{Name: "method", Value: call.Method}, {Name: "url", Value: call.URL}, {Name: "header", Value: call.Header},
		{Name: "body", Value: string(call.Body)}, {Name: "timeout", Value: call.Timeout.Milliseconds()},
	})))
	if err != nil {
		return plan.Reply{}, plan.ErrUnreachable
	}
	m, _ := v.(wirejson.Map)
	switch text(m, "error") {
	case "":
		return plan.Reply{Status: int(number(m, "status")), Body: []byte(text(m, "body"))}, nil
	case "timeout":
		return plan.Reply{}, plan.ErrTimeout
	}
	return plan.Reply{}, plan.ErrUnreachable
}

// Pause waits, where the host has room for one more that does: a waiting request
// keeps an instance of this module.
func (c hostCaller) Pause(_ context.Context, d time.Duration) bool {
	v, err := ask(c.host, "pause", d.Milliseconds()+1)
	waited, _ := v.(bool)
	return err == nil && waited
}

// hostStore keeps sessions in the user's Durable Object (js/cell.mjs).
type hostStore struct {
	host js.Value
	app  string
}

var _ session.Store = hostStore{}

func (s hostStore) run(method string, k session.Key, args ...any) (wirejson.Map, error) {
	v, err := s.value(method, k, args...)
	m, _ := v.(wirejson.Map)
	return m, err
}

func (s hostStore) value(method string, k session.Key, args ...any) (any, error) {
	return ask(s.host, "store", method, string(wirejson.Append(nil, wirejson.Object{
		{Name: "user", Value: plan.Cell(s.app, k.User)}, {Name: "args", Value: append([]any{k.Session}, args...)},
	})))
}

// Put implements session.Store.
func (s hostStore) Put(_ context.Context, k session.Key, r session.Record) error {
	_, err := s.run("put", k, wirejson.Object{
		{Name: "device", Value: r.Device}, {Name: "displayName", Value: r.DisplayName}, {Name: "ends", Value: r.Ends.UnixMilli()},
		{Name: "token", Value: r.Token.Access.Reveal()},
		{Name: "issued", Value: r.Token.Issued.UnixMilli()}, {Name: "expires", Value: r.Token.Expires.UnixMilli()},
	})
	return err
}

// Look implements session.Store.
func (s hostStore) Look(_ context.Context, k session.Key) (session.Record, error) {
	return record(s.run("look", k))
}

// End implements session.Store.
func (s hostStore) End(_ context.Context, k session.Key, reason string) (session.Record, error) {
	return record(s.run("end", k, reason))
}

// EndAll implements session.Store.
func (s hostStore) EndAll(_ context.Context, user, reason string) ([]session.Record, error) {
	v, err := s.value("endAll", session.Key{User: user}, reason)
	list, _ := v.([]any)
	var out []session.Record
	for _, one := range list {
		m, _ := one.(wirejson.Map)
		if r, err := record(m, nil); err == nil {
			out = append(out, r)
		}
	}
	return out, err
}

// Lock implements session.Store.
func (s hostStore) Lock(_ context.Context, user, holder string) (bool, error) {
	v, err := s.value("lock", session.Key{User: user, Session: holder})
	got, _ := v.(bool)
	return got, err
}

// Unlock implements session.Store.
func (s hostStore) Unlock(_ context.Context, user, holder string) error {
	_, err := s.value("unlock", session.Key{User: user, Session: holder})
	return err
}

// Once implements session.Store.
func (s hostStore) Once(_ context.Context, user, id string, until time.Time) (bool, error) {
	v, err := s.value("once", session.Key{User: user, Session: id}, until.UnixMilli())
	first, _ := v.(bool)
	return first, err
}

// Admit implements session.Store, for the calls of composed answers; a plan's
// admission is asked for by the executor itself.
func (s hostStore) Admit(_ context.Context, k session.Key, seen int, keep bool) (session.Admission, error) {
	m, err := s.run("admit", k, seen, keep)
	if err != nil {
		return session.Admission{}, err
	}
	expired, _ := m["expired"].(bool)
	return session.Admission{
		State: session.State(text(m, "state")), Token: secret.New(text(m, "token")), Version: int(number(m, "version")),
		Expired: expired, Reason: text(m, "reason"),
		Window: limit.Verdict{Limit: int(number(m, "limit")), Remaining: int(number(m, "remaining")),
			Reset: time.Duration(number(m, "reset")) * time.Millisecond},
	}, nil
}

// Claim implements session.Store.
func (s hostStore) Claim(_ context.Context, k session.Key, seen int) (session.Turn, error) {
	m, err := s.run("claim", k, seen)
	return session.Turn{State: session.State(text(m, "state")), Device: text(m, "device"), Reason: text(m, "reason")}, err
}

// Renew implements session.Store.
func (s hostStore) Renew(_ context.Context, k session.Key, seen int, t session.Token) error {
	_, err := s.run("renew", k, seen, wirejson.Object{
		{Name: "token", Value: t.Access.Reveal()},
		{Name: "issued", Value: t.Issued.UnixMilli()}, {Name: "expires", Value: t.Expires.UnixMilli()},
	})
	return err
}

// Yield implements session.Store.
func (s hostStore) Yield(_ context.Context, k session.Key, seen int) error {
	_, err := s.run("yield", k, seen)
	return err
}

// State implements session.Store.
func (s hostStore) State(_ context.Context, k session.Key) (session.Admission, error) {
	m, err := s.run("state", k)
	return session.Admission{State: session.State(text(m, "state")), Reason: text(m, "reason")}, err
}

func record(m wirejson.Map, err error) (session.Record, error) {
	if err != nil {
		return session.Record{}, err
	}
	if m == nil {
		return session.Record{}, session.ErrNoSession
	}
	return session.Record{
		Device: text(m, "device"), DisplayName: text(m, "displayName"), Ends: time.UnixMilli(number(m, "ends")),
		Token: session.Token{Access: secret.New(text(m, "token")), Issued: time.UnixMilli(number(m, "issued")), Expires: time.UnixMilli(number(m, "expires"))},
	}, nil
}

func text(m wirejson.Map, name string) string {
	s, _ := m[name].(string)
	return s
}

func number(m wirejson.Map, name string) int64 {
	f, _ := m[name].(float64)
	return int64(f)
}
