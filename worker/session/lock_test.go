package session

import (
	"context"
	"sync"
	"testing"
	"time"
)

func TestLockIsOnePerUser(t *testing.T) {
	m := NewMemory(nil)
	ctx := context.Background()
	inside, total := 0, 0
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			holder := NewID()
			if ok, err := m.Lock(ctx, "marta", holder); !ok || err != nil {
				t.Errorf("%d: %v %v", i, ok, err)
				return
			}
			inside++ // the race detector and the count hold the lock to its word
			if inside != 1 {
				t.Error("two turns at once")
			}
			total++
			inside--
			_ = m.Unlock(ctx, "marta", holder)
		})
	}
	wg.Wait()
	if total != 16 {
		t.Errorf("%d turns", total)
	}
}

func TestLockOfOthersAndOfTheDead(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if ok, _ := m.Lock(ctx, "marta", "one"); !ok {
		t.Fatal("the first turn is refused")
	}
	if ok, _ := m.Lock(ctx, "lev", "one"); !ok {
		t.Error("another user waits")
	}
	_ = m.Unlock(ctx, "marta", "two") // not the holder
	gone, leave := context.WithCancel(ctx)
	leave()
	if ok, err := m.Lock(gone, "marta", "two"); ok || err == nil {
		t.Error("a turn was taken from its holder")
	}
	now = now.Add(LockLife)
	if ok, _ := m.Lock(ctx, "marta", "two"); !ok {
		t.Error("a turn never given back never ends")
	}
}

func TestOnceAndEndAll(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	ctx := context.Background()
	once := func(user, id string) bool {
		ok, err := m.Once(ctx, user, id, now.Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if !once("marta", "a") || once("marta", "a") || !once("lev", "a") || !once("marta", "b") {
		t.Error("an id is not kept for its user alone")
	}
	for range maxUsed {
		once("full", NewID())
	}
	if once("full", "new") {
		t.Error("ids are kept without end")
	}
	now = now.Add(time.Minute)
	if !once("full", "new") {
		t.Error("ids that are over take room")
	}

	for _, id := range []string{"1", "2"} {
		if err := m.Put(ctx, Key{"marta", id}, Record{Device: id, Ends: now.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Put(ctx, Key{"lev", "3"}, Record{Ends: now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if was, err := m.EndAll(ctx, "marta", "signed out"); err != nil || len(was) != 2 {
		t.Errorf("%v %v", was, err)
	}
	if was, _ := m.EndAll(ctx, "marta", "signed out"); len(was) != 0 {
		t.Errorf("ended twice: %v", was)
	}
	if _, err := m.Look(ctx, Key{"lev", "3"}); err != nil {
		t.Error("another user was signed out")
	}
}
