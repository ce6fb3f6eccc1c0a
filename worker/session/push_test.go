package session

import (
	"context"
	"errors"
	"testing"
	"time"
)

// A subscription ends with its session, however that ends.
func TestPushEndsWithTheSession(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	m := NewMemory(func() time.Time { return now })
	kept := map[string]string{}
	m.Keep(keeping(func(k Kept) { kept[k.Session] = k.Push }), nil, nil)
	put := func(session string, life time.Duration) Key {
		k := Key{User: "ada", Session: session}
		if err := m.Put(context.Background(), k, Record{Ends: now.Add(life)}); err != nil {
			t.Fatal(err)
		}
		return k
	}
	a, b, c := put("a", time.Hour), put("b", time.Hour), put("c", time.Minute)
	for _, k := range []Key{a, b, c} {
		if err := m.SetPush(k, "at "+k.Session); err != nil {
			t.Fatal(err)
		}
	}
	if got := m.Pushes("ada"); len(got) != 3 || got["b"] != "at b" || kept["b"] != "at b" {
		t.Fatalf("%v, kept %v", got, kept)
	}
	if err := m.SetPush(b, "at a"); err != nil || m.users["ada"].sessions["a"].push != "" || m.Pushes("ada")["b"] != "at a" {
		t.Errorf("one browser would be told twice: %v %v", m.Pushes("ada"), err)
	}
	if _, err := m.End(context.Background(), b, "signed out"); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Minute)
	if got := m.Pushes("ada"); len(got) != 0 || kept["b"] != "" {
		t.Errorf("after the end: %v, kept %v", got, kept)
	}
	if s, err := m.Push(b); !errors.Is(err, ErrNoSession) || s != "" {
		t.Errorf("a session that is over: %q %v", s, err)
	}
	if err := m.SetPush(b, "at b"); !errors.Is(err, ErrNoSession) {
		t.Errorf("a session that is over: %v", err)
	}
	if err := m.SetPush(Key{User: "nobody", Session: "x"}, "at x"); !errors.Is(err, ErrNoSession) || m.Pushes("nobody") != nil {
		t.Errorf("nobody: %v", err)
	}
}

// keeping is a keeper that notes what is saved.
type keeping func(Kept)

func (k keeping) Save(s Kept) error { k(s); return nil }
func (keeping) Drop(Key) error      { return nil }
func (keeping) Use(Used) error      { return nil }
