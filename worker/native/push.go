package native

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/session"
)

// Bounds of what waits to be delivered, and for how long one delivery may take.
const (
	pushQueue   = 1000
	pushWorkers = 4
	pushWait    = 10 * time.Second
	maxToldOf   = 10_000 // users of whom is known what they were told lately
)

// Push is the native [push.Box]: subscriptions live with the sessions, messages
// go through a short queue. A message that finds it full is dropped: it is a hint
// that something happened, which the page shows in any case.
type Push struct {
	store  *session.Memory
	keys   push.Keys
	signer *push.Signer
	log    *slog.Logger
	jobs   chan job
	stop   context.CancelFunc
	done   sync.WaitGroup

	mu      sync.Mutex
	sources http.RoundTripper // connects to public machines only
	told    map[string]*push.Told
}

type job struct {
	key          session.Key
	subscription string
	payload      []byte
}

var _ push.Box = (*Push)(nil)

// NewPush checks the keys and starts the deliveries.
func NewPush(keys push.Keys, store *session.Memory, sources http.RoundTripper, log *slog.Logger) (*Push, error) {
	signer, err := push.NewSigner(keys)
	if err != nil {
		return nil, fmt.Errorf("setting-invalid: ADDEND_PUSH_PRIVATE_KEY: %w (hint: VAPID keys, as from: addend-admin push keys)", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &Push{store: store, keys: keys, signer: signer, log: log, jobs: make(chan job, pushQueue), stop: stop, sources: sources, told: map[string]*push.Told{}}
	for range pushWorkers {
		p.done.Go(func() { p.work(ctx) })
	}
	return p, nil
}

// Close ends the deliveries.
func (p *Push) Close() {
	p.stop()
	p.done.Wait()
}

// Subscribe implements [push.Box].
func (p *Push) Subscribe(_ context.Context, user, id string, s push.Subscription) error {
	return noSession(p.store.SetPush(session.Key{User: user, Session: id}, encode(s)))
}

// Unsubscribe implements [push.Box].
func (p *Push) Unsubscribe(_ context.Context, user, id string) error {
	return noSession(p.store.SetPush(session.Key{User: user, Session: id}, ""))
}

func noSession(err error) error {
	if errors.Is(err, session.ErrNoSession) {
		return push.ErrNoSession
	}
	return err
}

// Subscribed implements [push.Box].
func (p *Push) Subscribed(_ context.Context, user, id string) (bool, error) {
	s, err := p.store.Push(session.Key{User: user, Session: id})
	return s != "", noSession(err)
}

// Send implements [push.Box].
func (p *Push) Send(_ context.Context, users []string, m push.Message) error {
	now := time.Now()
	for _, user := range users {
		list := p.store.Pushes(user)
		if len(list) == 0 || !p.first(user, m.About, now) {
			continue
		}
		for id, subscription := range list {
			select {
			case p.jobs <- job{session.Key{User: user, Session: id}, subscription, m.Payload}:
			default:
				p.log.Warn("a push message was dropped: too many are waiting")
			}
		}
	}
	return nil
}

// first reports whether a user may be told of something now.
func (p *Push) first(user, about string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.told[user]
	if t == nil {
		if len(p.told) >= maxToldOf {
			for other, t := range p.told {
				if t.Idle(now) {
					delete(p.told, other)
				}
			}
		}
		if len(p.told) >= maxToldOf {
			return false
		}
		t = &push.Told{}
		p.told[user] = t
	}
	return t.First(about, now)
}

func (p *Push) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-p.jobs:
			gone, err := p.deliver(ctx, j)
			if now, _ := p.store.Push(j.key); gone && now == j.subscription {
				_ = p.store.SetPush(j.key, "")
			}
			if err != nil {
				p.log.Warn("a push message was not delivered", "error", err.Error())
			}
		}
	}
}

// deliver sends one message and says whether its subscription is gone. Errors
// hold no more than the push service's host: the rest of an endpoint is a secret.
func (p *Push) deliver(ctx context.Context, j job) (gone bool, err error) {
	s, err := decode(j.subscription, p.keys.Hosts)
	if err != nil {
		return true, nil // the operator's list of hosts has changed
	}
	salt := make([]byte, 16)
	_, _ = rand.Read(salt)
	own, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return false, err
	}
	body, err := push.Seal(s, j.payload, own, salt)
	if err != nil {
		return true, err // a point that is not on the curve is nobody's
	}
	authorization, err := p.signer.Authorization(s.Endpoint, time.Now())
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, pushWait)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Endpoint, bytes.NewReader(body))
	if err != nil {
		return true, nil
	}
	for name, value := range map[string]string{"Authorization": authorization, "Content-Encoding": "aes128gcm",
		"Content-Type": "application/octet-stream", "TTL": strconv.Itoa(push.TTL), "Urgency": "normal"} {
		r.Header.Set(name, value)
	}
	p.mu.Lock()
	sources := p.sources
	p.mu.Unlock()
	answer, err := sources.RoundTrip(r)
	if err != nil {
		return false, fmt.Errorf("%s cannot be reached", r.URL.Host)
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10)
	switch {
	case answer.StatusCode == http.StatusNotFound, answer.StatusCode == http.StatusGone:
		return true, nil
	case answer.StatusCode > 299:
		return false, fmt.Errorf("%s answered %d", r.URL.Host, answer.StatusCode)
	}
	return false, nil
}

// sendBy exchanges the transport.
func (p *Push) sendBy(t http.RoundTripper) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sources = t
}

// encode writes a subscription as one text: endpoint, point and secret.
func encode(s push.Subscription) string {
	return s.Endpoint + " " + base64.RawURLEncoding.EncodeToString(s.P256DH) + " " + base64.RawURLEncoding.EncodeToString(s.Auth)
}

func decode(text string, hosts []string) (push.Subscription, error) {
	endpoint, keys, _ := strings.Cut(text, " ")
	p256dh, auth, _ := strings.Cut(keys, " ")
	return push.Parse(endpoint, p256dh, auth, hosts)
}
