package emulator

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// A body that comes too slowly is cut off; one that takes its time within what
// is allowed is not.
func TestSlowBodies(t *testing.T) {
	e := Run(t, Options{APIKey: testKey, RateLimit: -1})
	e.Server.patience = 300 * time.Millisecond
	w := &world{t, e.Server, map[string]string{}}
	token := w.token("u")
	send := func(path, contentType, body string, pause time.Duration, whole bool) string {
		t.Helper()
		conn, err := net.Dial("tcp", strings.TrimPrefix(e.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
		length := len(body)
		if !whole {
			length *= 2
		}
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", path, token, contentType, length)
		half := len(body) / 2
		io.WriteString(conn, body[:half])
		time.Sleep(pause)
		io.WriteString(conn, body[half:])
		answer, err := io.ReadAll(conn)
		var timeout net.Error
		switch {
		case errors.As(err, &timeout) && timeout.Timeout():
			return "held"
		case err != nil && len(answer) == 0:
			return "cut off"
		}
		return string(answer)
	}
	post := `{"targetType":"user","targetId":"u","data":{"text":"slow"}}`
	if got := send("/api/v4/posts", "application/json", post, 0, true); !strings.Contains(got, "200 OK") {
		t.Errorf("a body in two pieces: %s", got)
	}
	if got := send("/api/v4/posts", "application/json", post, 0, false); !strings.Contains(got, "400000") && got != "cut off" {
		t.Errorf("a body that never ends: %s", got)
	}
	kind, form := formOf("a.txt", "text/plain", []byte("content"), nil)
	if got := send("/api/v4/files", kind, string(form), 0, true); !strings.Contains(got, "200 OK") {
		t.Errorf("an upload in two pieces: %s", got)
	}
	if got := send("/api/v4/files", kind, string(form[:len(form)-10]), 0, false); !strings.Contains(got, "400000") && got != "cut off" {
		t.Errorf("an upload that never ends: %s", got)
	}
}
