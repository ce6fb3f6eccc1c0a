//go:build !js

package main

import (
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRunNamesWhatIsMissing(t *testing.T) {
	err := run(context.Background(), func(string) string { return "" })
	for _, name := range []string{"ADDEND_UPSTREAM", "ADDEND_API_KEY", "ADDEND_COOKIE_KEYS"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
}

func TestRunWithoutItsFolders(t *testing.T) {
	env := map[string]string{"ADDEND_REGION": "sg", "ADDEND_API_KEY": "k", "ADDEND_WEB_DIR": t.TempDir(), "ADDEND_NPM_DIR": "/nowhere",
		"ADDEND_COOKIE_KEYS": base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))}
	err := run(context.Background(), func(name string) string { return env[name] })
	if err == nil || !strings.Contains(err.Error(), "ADDEND_NPM_DIR") {
		t.Error(err)
	}
}

func TestRunOnATakenPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	env := map[string]string{"ADDEND_REGION": "sg", "ADDEND_API_KEY": "k", "ADDEND_WEB_DIR": t.TempDir(), "ADDEND_NPM_DIR": t.TempDir(),
		"ADDEND_LISTEN":      taken.Addr().String(),
		"ADDEND_COOKIE_KEYS": base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))}
	err = run(context.Background(), func(name string) string { return env[name] })
	if err == nil || !strings.Contains(err.Error(), "ADDEND_LISTEN") || !strings.Contains(err.Error(), "hint: ") {
		t.Error(err)
	}
}

// A request in flight is answered in full when the server is told to stop.
func TestShutdownLetsRequestsFinish(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	started, release := make(chan struct{}), make(chan struct{})
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(started)
		<-release
		_, _ = io.WriteString(w, "whole")
	})}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, server, listener, slog.New(slog.NewTextHandler(io.Discard, nil))) }()
	answer := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + listener.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		answer <- string(b)
	}()
	<-started
	stop()
	time.AfterFunc(50*time.Millisecond, func() { close(release) })
	if got := <-answer; got != "whole" {
		t.Errorf("the answer is %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := net.DialTimeout("tcp", listener.Addr().String(), time.Second); err == nil {
		t.Error("the port is still open")
	}
}
