package gateway

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/webhook"
	"github.com/addend-go/addend/worker/wirejson"
)

// hookTime bounds the work for one delivery: the platform gives up after 1.5 s.
const hookTime = 1200 * time.Millisecond

// webhooks takes what the platform tells, for those who listen at /events. A
// delivery carries no time and no id of its own; when an old one is played back,
// pages look once more at what they may see anyway, and nothing else happens.
func (g *Gateway) webhooks(w http.ResponseWriter, r *http.Request) {
	if !g.liveUpdates() {
		problem("live-off").write(w)
		return
	}
	body, bad := hookBody(r)
	if bad != nil {
		bad.write(w)
		return
	}
	signature := r.Header.Get("X-Amity-Signature")
	switch {
	case signature == "" && r.Header.Get("X-Eko-Signature") != "":
		// The platform's old name for the same delivery, which comes twice.
		writeJSON(w, http.StatusOK, wirejson.Object{})
		return
	case !webhook.Signed(g.WebhookSecrets, body, signature):
		problem("hook-refused").write(w)
		return
	}
	if flag, ok := webhook.ReadFlag(body); ok && g.Mail != nil {
		ctx, cancel := context.WithTimeout(r.Context(), hookTime)
		defer cancel()
		if err := g.mailFlag(ctx, flag); err != nil {
			problem("state-unavailable").with("the mail service did not take the message").write(w) // the platform tries again
			return
		}
	}
	notice, told, err := webhook.Read(body)
	if err != nil {
		problem("bad-body").with(err.Error()).write(w)
		return
	}
	if told {
		ctx, cancel := context.WithTimeout(r.Context(), hookTime)
		defer cancel()
		if err := errors.Join(g.publish(ctx, notice), g.wake(ctx, notice.Wake)); err != nil {
			problem("state-unavailable").write(w) // the platform tries again; who heard hears it once
			return
		}
	}
	writeJSON(w, http.StatusOK, wirejson.Object{})
}

func (g *Gateway) publish(ctx context.Context, notice live.Notice) error {
	if notice.Type == "" {
		return nil
	}
	return g.Live.Publish(ctx, notice)
}

// prehook answers what the platform asks before something happens: may this user
// make a channel (FAQ F66)? Conversations are for everybody.
func (g *Gateway) prehook(w http.ResponseWriter, r *http.Request) {
	if len(g.PrehookSecrets) == 0 {
		problem("prehook-off").write(w)
		return
	}
	body, bad := hookBody(r)
	if bad != nil {
		bad.write(w)
		return
	}
	signature := r.Header.Get("X-Signature")
	if signature == "" {
		signature = r.Header.Get("X-Amity-Signature")
	}
	if !webhook.HookSigned(g.PrehookSecrets, body, signature) {
		problem("hook-refused").write(w)
		return
	}
	ask, err := webhook.ReadAsk(body)
	if err != nil {
		problem("bad-body").with(err.Error()).write(w)
		return
	}
	if ask.MakesChannel() && !slices.Contains(g.ChannelCreators, ask.Actor) {
		writeJSON(w, http.StatusOK, wirejson.Object{{Name: "action", Value: "deny"}, {Name: "message", Value: "only administrators create channels"}})
		return
	}
	writeJSON(w, http.StatusOK, wirejson.Object{{Name: "action", Value: "allow"}})
}

func hookBody(r *http.Request) ([]byte, *Problem) {
	if !isJSON(r.Header.Get("Content-Type")) {
		return nil, problem("bad-content-type").with("send application/json")
	}
	if r.ContentLength > webhook.MaxBody {
		return nil, tooLarge(webhook.MaxBody)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, webhook.MaxBody+1))
	switch {
	case err != nil:
		return nil, problem("body-cut")
	case len(body) > webhook.MaxBody:
		return nil, tooLarge(webhook.MaxBody)
	}
	return body, nil
}
