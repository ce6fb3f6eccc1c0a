package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// fakeTest records what Run does to a test.
type fakeTest struct {
	cleanups []func()
	errors   []string
}

func (f *fakeTest) Helper()           {}
func (f *fakeTest) Cleanup(fn func()) { f.cleanups = append(f.cleanups, fn) }
func (f *fakeTest) Errorf(format string, a ...any) {
	f.errors = append(f.errors, fmt.Sprintf(format, a...))
}
func (f *fakeTest) Fatalf(format string, a ...any) { panic(fmt.Sprintf(format, a...)) }

func TestRun(t *testing.T) {
	fake := &fakeTest{}
	e := Run(fake)
	r, _ := http.NewRequest("POST", e.URL+"/api/v5/sessions", strings.NewReader(`{"userId":"u","deviceId":"d"}`))
	r.Header.Set("X-Api-Key", TestAPIKey)
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("%v %v", answer, err)
	}
	answer.Body.Close()
	e.log.Error("a defect")
	if len(fake.errors) != 1 || !strings.Contains(fake.errors[0], "a defect") {
		t.Errorf("errors %q", fake.errors)
	}
	for _, fn := range fake.cleanups {
		fn()
	}
	if _, err := http.Get(e.URL + "/_emulator/health"); err == nil {
		t.Error("it still answers after the test")
	}
	func() {
		defer func() {
			if p := recover(); p == nil || !strings.Contains(p.(string), "page size") {
				t.Errorf("wrong options: %v", p)
			}
		}()
		Run(fake, Options{PageSize: 1000})
	}()
}

func TestFrozenClock(t *testing.T) {
	w := newWorld(t)
	w.server.Freeze()
	at := w.server.Now()
	time.Sleep(3 * time.Millisecond)
	if now := w.server.Now(); !now.Equal(at) {
		t.Errorf("%v after %v", now, at)
	}
	w.server.Advance(time.Hour)
	if now := w.server.Now(); !now.Equal(at.Add(time.Hour)) {
		t.Errorf("an hour after %v is %v", at, now)
	}
	w.server.Resume()
	time.Sleep(3 * time.Millisecond)
	if now := w.server.Now(); !now.After(at.Add(time.Hour)) {
		t.Errorf("resumed at %v", now)
	}
}

func TestKnobsAtTheStart(t *testing.T) {
	at := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	w := newWorld(t, func(o *Options) {
		o.Now, o.Frozen, o.Seed, o.Fault = at, true, true, Fault{Status: 503, PathPrefix: "/api/v3/roles"}
	})
	if now := w.server.Now(); !now.Equal(at) {
		t.Errorf("the clock stands at %v", now)
	}
	w.refused("u", "GET", "/api/v3/roles", nil, 503, 500000)
	w.server.Advance(time.Hour)
	if now := w.server.Now(); !now.Equal(at.Add(time.Hour)) {
		t.Errorf("an hour later the clock stands at %v", now)
	}
	if _, err := New(Options{APIKey: "k", Fault: Fault{Status: 1}}); err == nil {
		t.Error("a fault that is none is taken")
	}
}
