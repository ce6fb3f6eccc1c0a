package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test binary plays the child: it sleeps, or it fails with a message.
func TestMain(m *testing.M) {
	switch os.Getenv("DEMO_CHILD") {
	case "sleep":
		time.Sleep(time.Minute)
	case "fail":
		os.Stderr.WriteString("ADDEND_API_KEY is missing\n")
		os.Exit(3)
	default:
		os.Exit(m.Run())
	}
}

func child(t *testing.T, role string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "DEMO_CHILD="+role)
	return cmd
}

func TestAPartThatEndsEndsAll(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	p, err := start(ctx, cancel, child(t, "fail"), filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-ctx.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("the end of the part was not noticed")
	}
	<-p.done
	if got := context.Cause(ctx).Error(); !strings.Contains(got, "ADDEND_API_KEY is missing") {
		t.Errorf("the cause does not show what the part printed: %s", got)
	}
}

func TestEndStopsThePart(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	p, err := start(ctx, cancel, child(t, "sleep"), filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cancel(nil)
	p.end()
	if p.cmd.ProcessState == nil {
		t.Error("the part is still running")
	}
}

func TestStartOfAMissingProgramNamesTheRemedy(t *testing.T) {
	_, err := start(t.Context(), func(error) {}, exec.Command(filepath.Join(t.TempDir(), "absent")), filepath.Join(t.TempDir(), "log"))
	if err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("error %v does not say to build first", err)
	}
}

func TestAwaitAnswerWaitsForReadiness(t *testing.T) {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls++; calls < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	if err := awaitAnswer(t.Context(), server.URL, 20*time.Second); err != nil || calls != 3 {
		t.Errorf("after %d calls: %v", calls, err)
	}
	server.Close()
	if err := awaitAnswer(t.Context(), server.URL, 100*time.Millisecond); err == nil || !strings.Contains(err.Error(), "did not answer") {
		t.Errorf("a closed server: %v", err)
	}
}

func TestSecretsStayOffTheCommandLine(t *testing.T) {
	k := newKeys()
	cmd, err := workerCommand(portPair{1, 2}, k, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{k.server, k.cookie, k.api, k.admin, k.webhook} {
		if strings.Contains(strings.Join(cmd.Args, " "), secret) {
			t.Error("a key of the worker is on its command line")
		}
	}
	if other := newKeys(); other == k {
		t.Error("two starts made the same keys")
	}
}
