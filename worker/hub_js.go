//go:build js && wasm

package main

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/wirejson"
)

// hostHub tells users of events through the directory's Durable Object
// (js/directory.mjs).
type hostHub struct {
	host js.Value
	app  string
}

var _ live.Hub = hostHub{}

var errHub = errors.New("the directory of those who listen did not answer in time")

func (h hostHub) ask(method string, args ...any) (any, error) {
	v, err := ask(h.host, "hub", h.app, method, string(wirejson.Append(nil, args)))
	m, _ := v.(wirejson.Map)
	switch text(m, "error") {
	case "":
		return v, err
	case "full":
		return nil, live.ErrFull
	}
	return nil, errHub
}

// Known implements live.Hub.
func (h hostHub) Known(_ context.Context, user string) (bool, error) {
	v, err := h.ask("known", plan.Cell(h.app, user))
	known, _ := v.(bool)
	return known, err
}

// Follow implements live.Hub.
func (h hostHub) Follow(_ context.Context, user string, topics []string) error {
	_, err := h.ask("follow", plan.Cell(h.app, user), topics)
	return err
}

// Publish implements live.Hub.
func (h hostHub) Publish(_ context.Context, n live.Notice) error {
	users := make([]string, len(n.Users))
	for i, user := range n.Users {
		users[i] = plan.Cell(h.app, user)
	}
	_, err := h.ask("publish", wirejson.Object{
		{Name: "type", Value: n.Type}, {Name: "data", Value: n.Data}, {Name: "subject", Value: n.Subject},
		{Name: "users", Value: users}, {Name: "topics", Value: n.Topics},
		{Name: "join", Value: h.links(n.Join)}, {Name: "leave", Value: h.links(n.Leave)},
	})
	return err
}

func (h hostHub) links(list []live.Link) []any {
	out := make([]any, len(list))
	for i, l := range list {
		out[i] = wirejson.Object{{Name: "user", Value: plan.Cell(h.app, l.User)}, {Name: "topic", Value: l.Topic}}
	}
	return out
}
