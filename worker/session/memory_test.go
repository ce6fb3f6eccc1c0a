package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/secret"
)

type fixture struct {
	*Memory
	at time.Time
	k  Key
}

// newFixture has one session with a token of 100 minutes, due at 80.
func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{at: now, k: Key{"marta", "s1"}}
	f.Memory = NewMemory(func() time.Time { return f.at })
	r := Record{Device: "d1", DisplayName: "Marta", Ends: now.Add(24 * time.Hour), Token: f.token("t1")}
	if err := f.Put(context.Background(), f.k, r); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) token(value string) Token {
	return Token{Access: secret.New(value), Issued: f.at, Expires: f.at.Add(100 * time.Minute)}
}

func (f *fixture) admitted(t *testing.T, seen int, keep bool, state State) Admission {
	t.Helper()
	a, err := f.Admit(context.Background(), f.k, seen, keep)
	if err != nil || a.State != state {
		t.Fatalf("admission %+v, %v; want %s", a, err, state)
	}
	return a
}

func (f *fixture) claimed(t *testing.T, seen int, state State) Turn {
	t.Helper()
	turn, err := f.Claim(context.Background(), f.k, seen)
	if err != nil || turn.State != state {
		t.Fatalf("turn %+v, %v; want %s", turn, err, state)
	}
	return turn
}

func TestAdmitAndRenew(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	a := f.admitted(t, 0, false, OK)
	if a.Token.Reveal() != "t1" || a.Version != 1 || a.Window.Remaining != 99 {
		t.Errorf("first admission %+v", a)
	}

	f.at = now.Add(80 * time.Minute)
	if a = f.admitted(t, 0, false, Stale); a.Expired || a.Version != 1 {
		t.Errorf("due, not expired: %+v", a)
	}
	f.admitted(t, 0, true, OK) // keep what is alive
	if turn := f.claimed(t, 1, Granted); turn.Device != "d1" {
		t.Errorf("turn %+v", turn)
	}
	f.claimed(t, 1, Busy)
	f.admitted(t, 0, false, OK) // others go on meanwhile
	if err := f.Renew(ctx, f.k, 1, f.token("t2")); err != nil {
		t.Fatal(err)
	}
	if a = f.admitted(t, 0, false, OK); a.Token.Reveal() != "t2" || a.Version != 2 {
		t.Errorf("after the renewal %+v", a)
	}
	f.claimed(t, 1, Newer)

	// Refused moments after the renewal: not about the token.
	f.admitted(t, 2, false, Stale)
	f.claimed(t, 2, Recent)
	f.at = f.at.Add(RecentLife)
	f.claimed(t, 2, Granted)
}

func TestExpiredWaitsForTheRenewal(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	f.at = now.Add(100 * time.Minute)
	if a := f.admitted(t, 0, true, Stale); !a.Expired {
		t.Errorf("%+v", a)
	}
	f.claimed(t, 1, Granted)
	var wg sync.WaitGroup
	got := make(chan Admission, 20)
	for range 20 {
		wg.Go(func() {
			a, err := f.Admit(ctx, f.k, 1, false)
			if err != nil {
				t.Error(err)
			}
			got <- a
		})
	}
	if err := f.Renew(ctx, f.k, 1, f.token("t2")); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	close(got)
	for a := range got {
		if a.State != OK || a.Version != 2 {
			t.Errorf("a waiting call got %+v", a)
		}
	}
}

func TestWaitingEndsWithItsCaller(t *testing.T) {
	f := newFixture(t)
	f.claimed(t, 1, Granted)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Admit(ctx, f.k, 1, false); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestYield(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	f.at = now.Add(90 * time.Minute)
	f.claimed(t, 1, Granted)
	if err := f.Yield(ctx, f.k, 1); err != nil {
		t.Fatal(err)
	}
	f.admitted(t, 0, false, OK) // not asked for again at once
	f.at = f.at.Add(RetryAfterFailure)
	f.admitted(t, 0, false, Stale)
	// A turn that was lost gives nothing.
	f.claimed(t, 1, Granted)
	if err := f.Renew(ctx, f.k, 7, f.token("t9")); err != nil {
		t.Fatal(err)
	}
	f.claimed(t, 1, Busy)
	f.at = f.at.Add(TurnLife)
	f.claimed(t, 1, Granted)
}

func TestEnd(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	f.claimed(t, 1, Granted)
	r, err := f.End(ctx, f.k, "signed out")
	if err != nil || r.Token.Access.Reveal() != "t1" {
		t.Fatalf("%+v %v", r, err)
	}
	if a := f.admitted(t, 0, false, Ended); a.Reason != "signed out" || !a.Token.Empty() {
		t.Errorf("%+v", a)
	}
	f.claimed(t, 1, Ended)
	if err := f.Renew(ctx, f.k, 1, f.token("t2")); err != nil {
		t.Fatal(err)
	}
	f.admitted(t, 0, false, Ended) // a renewal under way does not bring it back
	if _, err := f.End(ctx, f.k, "again"); !errors.Is(err, ErrNoSession) {
		t.Errorf("%v", err)
	}
	if _, err := f.Look(ctx, f.k); !errors.Is(err, ErrNoSession) {
		t.Errorf("%v", err)
	}
}

func TestNaturalEndAndUnknown(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	if r, err := f.Look(ctx, f.k); err != nil || r.DisplayName != "Marta" {
		t.Errorf("%+v %v", r, err)
	}
	f.at = now.Add(24 * time.Hour)
	if a := f.admitted(t, 0, false, Ended); a.Reason != "expired" {
		t.Errorf("%+v", a)
	}
	f.k.Session = "other"
	f.admitted(t, 0, false, Unknown)
	f.k.User = "nobody"
	f.admitted(t, 0, false, Unknown)
	f.claimed(t, 1, Unknown)
}

func TestBudgetIsTheUsers(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	second := Key{"marta", "s2"}
	if err := f.Put(ctx, second, Record{Ends: now.Add(time.Hour), Token: f.token("u1")}); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		k := f.k
		if i%2 == 0 {
			k = second
		}
		if a, _ := f.Admit(ctx, k, 0, false); a.State != OK {
			t.Fatalf("call %d: %+v", i, a)
		}
	}
	if a := f.admitted(t, 0, false, Limited); a.Window.Reset != 5*time.Second || !a.Token.Empty() {
		t.Errorf("%+v", a)
	}
	f.at = f.at.Add(5 * time.Second)
	f.admitted(t, 0, false, OK)
}

func TestNothingGrowsWithoutBound(t *testing.T) {
	f, ctx := newFixture(t), context.Background()
	for i := range MaxPerUser + 10 {
		f.at = f.at.Add(time.Second)
		if err := f.Put(ctx, Key{"marta", fmt.Sprint("n", i)}, Record{Ends: f.at.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(f.users["marta"].sessions); n != MaxPerUser {
		t.Errorf("%d sessions of one user", n)
	}
	f.admitted(t, 0, false, Unknown) // the oldest gave way
	f.at = f.at.Add(48 * time.Hour)
	if err := f.Put(ctx, Key{"noor", "s"}, Record{Ends: f.at.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if len(f.users) != 1 {
		t.Errorf("%d users after everyone else's sessions ended", len(f.users))
	}
}
