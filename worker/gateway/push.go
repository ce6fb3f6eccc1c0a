package gateway

import (
	"context"
	"encoding/base64"
	"errors"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/wirejson"
)

// Web Push (FAQ F70): a browser that asked for it is told of what the platform's
// webhooks say concerns its user, while no page is open.

func (g *Gateway) webPush() bool {
	return g.Push != nil && g.PushKeys != nil && len(g.WebhookSecrets) > 0
}

// wake sends what a webhook says to the browsers of those it is for.
func (g *Gateway) wake(ctx context.Context, w *live.Wake) error {
	if w == nil || !g.webPush() {
		return nil
	}
	return g.Push.Send(ctx, w.Users, push.Message{About: w.About, Payload: w.Payload})
}

// pushState answers whether this browser is told, and the key that its
// subscription needs (applicationServerKey).
func (c *composer) pushState() (wirejson.Object, *Problem) {
	if !c.webPush() {
		return nil, problem("push-off")
	}
	on, err := c.Push.Subscribed(c.r.Context(), c.key.User, c.key.Session)
	if err != nil {
		return nil, pushProblem(err)
	}
	return wirejson.Object{{Name: "key", Value: base64.RawURLEncoding.EncodeToString(c.PushKeys.Public)}, {Name: "subscribed", Value: on}}, nil
}

// subscribe takes what PushSubscription.toJSON() gives.
func (c *composer) subscribe() (wirejson.Object, *Problem) {
	if !c.webPush() {
		return nil, problem("push-off")
	}
	keys, _ := c.body["keys"].(wirejson.Map)
	s, err := push.Parse(text(c.body, "endpoint"), text(keys, "p256dh"), text(keys, "auth"), c.PushKeys.Hosts)
	if err != nil {
		return nil, problem("bad-subscription")
	}
	if err := c.Push.Subscribe(c.r.Context(), c.key.User, c.key.Session, s); err != nil {
		return nil, pushProblem(err)
	}
	return wirejson.Object{{Name: "subscribed", Value: true}}, nil
}

func (c *composer) unsubscribe() (wirejson.Object, *Problem) {
	if !c.webPush() {
		return nil, problem("push-off")
	}
	if err := c.Push.Unsubscribe(c.r.Context(), c.key.User, c.key.Session); err != nil {
		return nil, pushProblem(err)
	}
	return wirejson.Object{{Name: "subscribed", Value: false}}, nil
}

func pushProblem(err error) *Problem {
	if errors.Is(err, push.ErrNoSession) {
		return over("")
	}
	return problem("state-unavailable")
}
