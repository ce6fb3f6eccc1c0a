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

	// The same event may come twice, signed under the platform's old name; whoever
	// takes the first ignores the second.
	legacySignatureHeader = "X-Eko-Signature"
)

// webhooks tells a network's URLs of events. Each URL has a queue of its own,
// so a slow one delays nobody else, and sees the events in their order.
type webhooks struct {
	client *http.Client
	ctx    context.Context
	stop   context.CancelFunc
	wait   sync.WaitGroup
	hooks  []Webhook
	queues []chan delivery
	log    deliveryLog
	first  time.Duration // wait before the second attempt
}

func newWebhooks(hooks []Webhook) *webhooks {
	h := &webhooks{client: &http.Client{
		Timeout: webhookTimeout,
		// A redirect would send the signed body to an address nobody named.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, hooks: hooks, first: webhookFirstWait}
	h.ctx, h.stop = context.WithCancel(context.Background())
	for _, hook := range hooks {
		queue := make(chan delivery, maxWebhookQueue)
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

// pushes says whether a URL takes push notifications.
func (h *webhooks) pushes() bool {
	return slices.ContainsFunc(h.hooks, func(hook Webhook) bool { return hook.PushNotifications })
}

// delivery is one body on its way to a URL.
type delivery struct {
	name string
	body []byte
}

// deliver queues an event for every URL. A queue that is full drops it and says
// so in the log of deliveries: a receiver that far behind has lost track anyway.
func (h *webhooks) deliver(e event, now int64) {
	name := webhookName(e)
	if name == "" || !h.any() {
		return
	}
	body, err := json.Marshal(map[string]any{"event": name, "data": webhookData(e, name)})
	if err != nil {
		return // made of what was JSON a moment ago
	}
	for i := range h.queues {
		h.queue(i, delivery{name: name, body: body}, now)
	}
}

// push queues a push notification for the URLs that take them.
func (h *webhooks) push(p pushBody, now int64) {
	body, err := json.Marshal(p)
	if err != nil {
		return
	}
	for i, hook := range h.hooks {
		if hook.PushNotifications {
			h.queue(i, delivery{name: "push-notification/" + p.Data["eventName"].(string), body: body}, now)
		}
	}
}

func (h *webhooks) queue(i int, d delivery, now int64) {
	select {
	case h.queues[i] <- d:
	default:
		h.log.add(Delivery{Webhook: i, Event: d.name, Error: "the queue is full", At: stamp(now)})
	}
}

func (h *webhooks) work(hook Webhook, queue <-chan delivery) {
	defer h.wait.Done()
	for {
		select {
		case <-h.ctx.Done():
			return
		case d := <-queue:
			h.try(hook, d)
			if hook.Duplicates {
				h.log.add(h.attempt(hook, d, legacySignatureHeader, 1))
			}
		}
	}
}

// try posts a body until the receiver answers 200 or the attempts are used up.
func (h *webhooks) try(hook Webhook, d delivery) {
	pause := h.first
	for attempt := 1; ; attempt++ {
		done := h.attempt(hook, d, signatureHeader, attempt)
		h.log.add(done)
		if done.Status == http.StatusOK || attempt == webhookAttempts {
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

func (h *webhooks) attempt(hook Webhook, d delivery, header string, n int) Delivery {
	status, err := h.post(hook, d.body, header)
	out := Delivery{URL: hook.URL, Event: d.name, Attempt: n, Status: status, At: stamp(time.Now().UnixMilli()), Body: string(d.body), SignedBy: header}
	if err != nil {
		out.Error = err.Error()
	}
	return out
}

// post sends a body once, signed in the named header.
func (h *webhooks) post(hook Webhook, body []byte, header string) (int, error) {
	r, err := http.NewRequestWithContext(h.ctx, http.MethodPost, hook.URL, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(header, webhookSignature(hook.Secret, body))
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
