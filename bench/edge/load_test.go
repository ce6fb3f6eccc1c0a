package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A bench that counts errors as answers, or another body, measures nothing.
func TestLoadCountsOnlyWholeAnswers(t *testing.T) {
	up := newUpstream()
	defer up.Close()
	good := target{name: "up", addr: strings.TrimPrefix(up.URL, "http://"), requests: [][]byte{request("/api/v3/posts/p1", "X-A: b")}}
	f, err := load(good, 2, 50*time.Millisecond)
	if err != nil || f.failed != 0 || f.perSecond <= 0 || f.p50 <= 0 || f.p99 < f.p50 {
		t.Errorf("%+v %v", f, err)
	}
	bad := httptest.NewServer(http.NotFoundHandler())
	defer bad.Close()
	good.addr = strings.TrimPrefix(bad.URL, "http://")
	if _, err := load(good, 2, 20*time.Millisecond); err == nil || !strings.Contains(err.Error(), "not one answer") {
		t.Errorf("404s were taken for answers: %v", err)
	}
}

func TestPackedSize(t *testing.T) {
	if n, err := packedSize("load.go"); err != nil || n < 200 || n > 4000 {
		t.Errorf("%d %v", n, err)
	}
}
