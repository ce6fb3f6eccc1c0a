package gateway

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/push/browser"
	"github.com/addend-go/addend/worker/secret"
)

// box is a fake of what is kept of subscriptions.
type box struct {
	kept map[string]push.Subscription
	sent []string
	over bool
}

func (b *box) Subscribe(_ context.Context, user, session string, s push.Subscription) error {
	if b.over {
		return push.ErrNoSession
	}
	b.kept[user+" "+session] = s
	return nil
}

func (b *box) Unsubscribe(_ context.Context, user, session string) error {
	delete(b.kept, user+" "+session)
	return nil
}

func (b *box) Subscribed(_ context.Context, user, session string) (bool, error) {
	_, ok := b.kept[user+" "+session]
	return ok, nil
}

func (b *box) Send(_ context.Context, users []string, m push.Message) error {
	b.sent = append(b.sent, strings.Join(users, ",")+" "+string(m.Payload))
	return nil
}

// FAQ F70.
func TestPushSubscriptions(t *testing.T) {
	one, _ := browser.New()
	point, auth := one.Keys()
	b := &box{kept: map[string]push.Subscription{}}
	with := func(o *Options) {
		o.Live, o.WebhookSecrets = live.NewMemory(nil), []secret.Text{secret.New("webhook-secret")}
		o.Push, o.PushKeys = b, &push.Keys{Public: one.Key.PublicKey().Bytes(), Hosts: []string{"push.example.org"}}
	}
	g := newRig(t, with)
	cookie := g.signedIn(t)
	ask := func(method, body string) *recorder {
		return g.ask(nil, method, "/plus/push", body, "Cookie", cookie, "Content-Type", "application/json")
	}
	subscription := fmt.Sprintf(`{"endpoint":"https://push.example.org/x","expirationTime":null,"keys":{"p256dh":%q,"auth":%q}}`, point, auth)
	key := base64.RawURLEncoding.EncodeToString(one.Key.PublicKey().Bytes())
	for _, step := range []struct{ method, body, want string }{
		{"GET", "", `{"key":"` + key + `","subscribed":false}`}, {"PUT", subscription, `{"subscribed":true}`},
		{"GET", "", `{"key":"` + key + `","subscribed":true}`}, {"DELETE", "", `{"subscribed":false}`}, {"DELETE", "", `{"subscribed":false}`},
	} {
		if w := ask(step.method, step.body); w.Body.String() != step.want {
			t.Errorf("%s: %d %s", step.method, w.Code, w.Body)
		}
	}
	for _, body := range []string{
		`{}`, "", `{"endpoint":7}`, `{"endpoint":"https://push.example.org/x"}`, `{"endpoint":"https://push.example.org/x","keys":[]}`,
		strings.Replace(subscription, "push.example.org", "169.254.169.254", 1), strings.Replace(subscription, "push.example.org", "example.org", 1), strings.Replace(subscription, "https:", "http:", 1),
	} {
		if w := ask("PUT", body); w.code() != "bad-subscription" {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	if len(b.kept) != 0 {
		t.Errorf("kept: %v", b.kept)
	}
	b.over = true
	if w := ask("PUT", subscription); w.code() != "session-expired" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := g.ask(nil, "PUT", "/plus/push", subscription, "Content-Type", "application/json"); w.code() != "no-session" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := g.ask(nil, "GET", "/session", ""); !strings.Contains(w.Body.String(), `"push":true`) {
		t.Errorf("%s", w.Body)
	}
	for name, without := range map[string]func(*Options){
		"keys":     func(o *Options) { o.PushKeys = nil },
		"a box":    func(o *Options) { o.Push = nil },
		"webhooks": func(o *Options) { o.WebhookSecrets = nil },
	} {
		g := newRig(t, with, without)
		cookie = g.signedIn(t)
		for _, method := range []string{"GET", "PUT", "DELETE"} {
			if w := g.ask(nil, method, "/plus/push", map[string]string{"PUT": subscription}[method], "Cookie", cookie, "Content-Type", "application/json"); w.code() != "push-off" {
				t.Errorf("without %s: %s: %d %s", name, method, w.Code, w.Body)
			}
		}
		if err := g.wake(t.Context(), &live.Wake{Users: []string{"marta"}}); err != nil || len(b.sent) != 0 {
			t.Errorf("without %s: %v %v", name, err, b.sent)
		}
	}
}
