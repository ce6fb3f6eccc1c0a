package emulator

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// What the platform promises of webhooks, and what it does not say: how often
// and when it tries again.
const (
	maxWebhooks      = 10
	webhookTimeout   = 1500 * time.Millisecond
	webhookAttempts  = 4
	webhookFirstWait = time.Second // then four times as long each time
	maxWebhookQueue  = 1000
	signatureHeader  = "X-Amity-Signature"
)

// webhooks tells a network's URLs of events. Each URL has a queue of its own,
// so a slow one delays nobody else, and sees the events in their order.
type webhooks struct {
	client *http.Client
	ctx    context.Context
	stop   context.CancelFunc
	wait   sync.WaitGroup
	queues []chan []byte
	hooks  []Webhook
	log    deliveryLog
	first  time.Duration // wait before the second attempt
}

func newWebhooks(hooks []Webhook) *webhooks {
	h := &webhooks{hooks: hooks, client: &http.Client{
		Timeout: webhookTimeout,
		// A redirect would send the signed body to an address nobody named.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, first: webhookFirstWait}
	h.ctx, h.stop = context.WithCancel(context.Background())
	for _, hook := range hooks {
		queue := make(chan []byte, maxWebhookQueue)
		h.queues = append(h.queues, queue)
		h.wait.Add(1)
		go h.work(hook, queue)
	}
	return h
}

func checkWebhooks(hooks []Webhook) error {
	if len(hooks) > maxWebhooks {
		return fmt.Errorf("%d webhooks: a network has at most %d", len(hooks), maxWebhooks)
	}
	for _, hook := range hooks {
		u, err := url.Parse(hook.URL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("webhook %q: use something like http://127.0.0.1:8080/hooks/events", hook.URL)
		}
		if hook.Secret == "" {
			return fmt.Errorf("webhook %q has no secret: its receiver could not tell who sends", hook.URL)
		}
	}
	return nil
}

func (h *webhooks) any() bool { return len(h.queues) > 0 }

func (h *webhooks) phones() bool {
	return slices.ContainsFunc(h.hooks, func(w Webhook) bool { return w.PushNotifications })
}

// deliver queues an event for every URL. A queue that is full drops it and says
// so in the log of deliveries: a receiver that far behind has lost track anyway.
func (h *webhooks) deliver(e event, now int64) {
	name, body := eventNames[e.name].webhook, e.phone
	if name == "" && body == nil || !h.any() {
		return
	}
	if body == nil {
		var err error
		if body, err = json.Marshal(map[string]any{"event": name, "data": webhookData(e)}); err != nil {
			return // made of what was JSON a moment ago
		}
	}
	for i, queue := range h.queues {
		if e.phone != nil && !h.hooks[i].PushNotifications {
			continue
		}
		select {
		case queue <- body:
		default:
			h.log.add(Delivery{Webhook: i, Event: name, Error: "the queue is full", At: stamp(now)})
		}
	}
}

// webhookData is an event's data in the keys of webhooks: channels stand under
// channel, a follow without a list.
func webhookData(e event) any {
	if follows, ok := e.data["follows"].([]any); ok && len(follows) > 0 {
		return follows[0]
	}
	if channels, ok := e.data["channels"]; ok && e.data["messages"] == nil {
		return map[string]any{"channel": channels, "users": e.data["users"], "channelUsers": e.data["channelUsers"]}
	}
	return e.data
}

func (h *webhooks) work(hook Webhook, queue <-chan []byte) {
	defer h.wait.Done()
	for {
		select {
		case <-h.ctx.Done():
			return
		case body := <-queue:
			h.try(hook, body)
		}
	}
}

// try posts a body until the receiver answers 200 or the attempts are used up.
func (h *webhooks) try(hook Webhook, body []byte) {
	pause := h.first
	for attempt := 1; ; attempt++ {
		status, err := h.post(hook, body)
		d := Delivery{URL: hook.URL, Attempt: attempt, Status: status, At: stamp(time.Now().UnixMilli()), Body: string(body)}
		var head struct{ Event, EventType string }
		_ = json.Unmarshal(body, &head) // made by deliver
		d.Event = head.Event + head.EventType
		if err != nil {
			d.Error = err.Error()
		}
		h.log.add(d)
		if status == http.StatusOK || attempt == webhookAttempts {
			return
		}
		select {
		case <-h.ctx.Done():
			return
		case <-time.After(pause):
			pause *= 4
		}
	}
}

func (h *webhooks) post(hook Webhook, body []byte) (int, error) {
	r, err := http.NewRequestWithContext(h.ctx, http.MethodPost, hook.URL, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(signatureHeader, webhookSignature(hook.Secret, body))
	answer, err := h.client.Do(r)
	if err != nil {
		var timeout interface{ Timeout() bool }
		if errors.As(err, &timeout) && timeout.Timeout() {
			return 0, fmt.Errorf("no answer within %v", webhookTimeout)
		}
		return 0, errors.New("the receiver could not be reached")
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // lets the connection be used again
	return answer.StatusCode, nil
}

// webhookSignature is Base64(HMAC-SHA256(secret, body)).
func webhookSignature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (h *webhooks) close() {
	h.stop()
	h.wait.Wait()
	h.client.CloseIdleConnections()
}
