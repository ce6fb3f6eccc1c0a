package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestBadFlags(t *testing.T) {
	for _, row := range []struct {
		args []string
		hint string
	}{
		{nil, "-api-key is required"},
		{[]string{"-api-key", "k", "extra"}, "every setting is a flag"},
		{[]string{"-api-key", "k", "-addr", "nonsense"}, "use host:port"},
		{[]string{"-api-key", "k", "-rate-limit", "0"}, "use -1"},
		{[]string{"-api-key", "k", "-page-size", "1000"}, "use 1 to 100"},
		{[]string{"-api-key", "k", "-public-url", "x"}, "use something like"},
		{[]string{"-api-key", "k", "-data", "/dev/null"}, "folder"},
		{[]string{"-nonsense"}, "not defined"},
		{[]string{"-api-key", "k", "-addr", "127.0.0.1:99999"}, "listen"},
	} {
		err := run(context.Background(), row.args, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), row.hint) {
			t.Errorf("%v: %v, want a hint of %q", row.args, err, row.hint)
		}
	}
}

func TestRunServesUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	var stderr bytes.Buffer
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0", "-api-key", "k", "-data", t.TempDir()}, writer, &stderr)
	}()
	line := make([]byte, 200)
	n, err := reader.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	base, ok := strings.CutPrefix(strings.TrimSpace(string(line[:n])), "addend-emulator listening on ")
	if !ok {
		t.Fatalf("the first line is %q", line[:n])
	}
	res, err := http.Get(base + "/_emulator/health")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("health: %v %v", res, err)
	}
	res.Body.Close()
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it does not stop")
	}
}
