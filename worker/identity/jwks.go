package identity

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/wirejson"
)

// How long a key set is used, and how soon it is asked for again because of a
// key that is not in it: a stranger's tokens must not become traffic there.
const (
	keySetLife  = 10 * time.Minute
	keySetPause = time.Minute
	maxKeys     = 64
)

// KeySet is a provider's JSON Web Key Set (RFC 7517), fetched when needed.
type KeySet struct {
	url    string
	caller plan.Caller
	mu     sync.Mutex
	keys   []webKey
	at     time.Time // of the last answer
	tried  time.Time
}

type webKey struct {
	id, alg string
	public  any
}

// NewKeySet takes the address of a set.
func NewKeySet(url string, caller plan.Caller) *KeySet { return &KeySet{url: url, caller: caller} }

// find gives the key for a token. A key id must match when the token has one;
// without one, a single key of the algorithm is taken.
func (s *KeySet) find(ctx context.Context, id, alg string, now time.Time) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := s.match(id, alg)
	if key != nil && now.Sub(s.at) < keySetLife {
		return key, nil
	}
	if !s.tried.IsZero() && now.Sub(s.tried) < keySetPause {
		if key != nil {
			return key, nil // the provider is away; its keys are not gone
		}
		if s.keys == nil {
			return nil, ErrKeySet
		}
		return nil, ErrKey
	}
	s.tried = now
	if err := s.fetch(ctx, now); err != nil {
		if key != nil {
			return key, nil
		}
		return nil, err
	}
	if key = s.match(id, alg); key == nil {
		return nil, ErrKey
	}
	return key, nil
}

func (s *KeySet) match(id, alg string) any {
	var found any
	for _, k := range s.keys {
		if k.alg != alg || id != "" && k.id != id {
			continue
		}
		if found != nil && id == "" {
			return nil // which of them, the token does not say
		}
		found = k.public
	}
	return found
}

func (s *KeySet) fetch(ctx context.Context, now time.Time) error {
	reply, err := s.caller.Call(ctx, plan.Call{Method: http.MethodGet, URL: s.url, Timeout: 5 * time.Second,
		Header: []plan.Field{{"Accept", "application/json"}}})
	if err != nil || reply.Status != http.StatusOK {
		return ErrKeySet
	}
	keys, err := parseKeySet(reply.Body)
	if err != nil {
		return ErrKeySet
	}
	s.keys, s.at = keys, now
	return nil
}

// parseKeySet reads the signature keys it knows and skips the others, as RFC
// 7517, section 5, asks.
func parseKeySet(body []byte) ([]webKey, error) {
	m, err := object(body)
	if err != nil {
		return nil, err
	}
	list, ok := m["keys"].([]any)
	if !ok || len(list) > maxKeys {
		return nil, ErrMalformed
	}
	keys := []webKey{}
	for _, one := range list {
		k, _ := one.(wirejson.Map)
		if use := text(k, "use"); use != "" && use != "sig" {
			continue
		}
		alg, public := publicKey(k)
		if public == nil || text(k, "alg") != "" && text(k, "alg") != alg {
			continue
		}
		keys = append(keys, webKey{text(k, "kid"), alg, public})
	}
	return keys, nil
}
