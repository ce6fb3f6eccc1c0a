package native

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/plan"
)

// A gateway that never stops planning must not keep a host busy for ever.
func TestAttemptsAreBounded(t *testing.T) {
	looks := 0
	e := &Executor{Transport: NewTransport(), Gateway: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		looks++
		if out := plan.OutcomeOf(r.Context()); looks > 1 && (out == nil || out.Attempt != looks-1 || out.Kind != plan.Unreachable) {
			t.Errorf("look %d: %+v", looks, out)
		}
		plan.Send(w, plan.Plan{Method: "GET", URL: "http://127.0.0.1:1/", Body: plan.NoBody, Terms: &plan.Terms{HeaderTimeout: time.Second, Timeout: time.Second}})
	})}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusBadGateway || looks != plan.MaxRounds {
		t.Errorf("%d after %d looks", w.Code, looks)
	}
}

// What a gateway sets on the writer for one plan must not stay for the answer
// to the next look.
func TestHeadersOfAnOlderLookAreGone(t *testing.T) {
	e := &Executor{Transport: NewTransport(), Gateway: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if plan.OutcomeOf(r.Context()) == nil {
			w.Header().Set("Content-Disposition", "inline")
			plan.Send(w, plan.Plan{Method: "GET", URL: "http://127.0.0.1:1/", Body: plan.NoBody, Terms: &plan.Terms{HeaderTimeout: time.Second, Timeout: time.Second}})
			return
		}
		w.WriteHeader(http.StatusNotFound)
	})}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusNotFound || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}
