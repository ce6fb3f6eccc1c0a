package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startEmulator runs the emulator as a program, in secure mode, and gives its
// URL.
func startEmulator(t *testing.T, more ...string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "addend-emulator")
	build := exec.Command("go", "build", "-o", bin, "./emulator/cmd/addend-emulator")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the emulator: %v\n%s", err, out)
	}
	cmd := exec.Command(bin, append([]string{"-addr", "127.0.0.1:0", "-api-key", apiKey, "-server-key", serverKey}, more...)...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	first := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(stdout).ReadString('\n')
		first <- line
	}()
	select {
	case line := <-first:
		if url, ok := strings.CutPrefix(strings.TrimSpace(line), "addend-emulator listening on "); ok {
			return url
		}
		t.Fatalf("the emulator said %q", line)
	case <-time.After(20 * time.Second):
		t.Fatal("the emulator did not start")
	}
	return ""
}

// TestEmulatorNative and TestEmulatorEdge take a person's path through a platform
// that works.
func TestEmulatorNative(t *testing.T) {
	throughThePlatform(t, nativeHost(t, map[string]string{"ADDEND_UPSTREAM": startEmulator(t)}))
}

func TestEmulatorEdge(t *testing.T) {
	skipWithoutEdge(t)
	throughThePlatform(t, edgeHost(t, map[string]string{"ADDEND_UPSTREAM": startEmulator(t)}))
}

func throughThePlatform(t *testing.T, h *host) {
	cookie := h.signIn(t, "marta")
	send := func(method, path, body string) map[string]any {
		t.Helper()
		header := map[string]string{"Cookie": cookie}
		var r io.Reader
		if body != "" {
			header["Content-Type"], r = "application/json", strings.NewReader(body)
		}
		a := h.do(t, method, path, header, r)
		var m map[string]any
		if err := json.Unmarshal([]byte(a.body), &m); err != nil || a.status != 200 {
			t.Fatalf("%s %s: %d %s", method, path, a.status, tail(a.body, 500))
		}
		return m
	}
	first := func(m map[string]any, list, field string) string {
		t.Helper()
		items, _ := m[list].([]any)
		if len(items) == 0 {
			t.Fatalf("no %s in %v", list, m)
		}
		s, _ := items[0].(map[string]any)[field].(string)
		return s
	}

	community := first(send("POST", "/api/v3/communities", `{"displayName":"Repair café","isPublic":true}`), "communities", "communityId")
	if got := first(send("GET", "/api/v3/communities?filter=member", ""), "communities", "communityId"); got != community {
		t.Errorf("member of %s, want %s", got, community)
	}
	post := first(send("POST", "/api/v4/posts", fmt.Sprintf(`{"targetType":"community","targetId":%q,"data":{"text":"**hello**"}}`, community)), "posts", "postId")
	if got := first(send("GET", "/api/v4/posts?targetType=community&targetId="+community, ""), "posts", "postId"); got != post {
		t.Errorf("the feed begins with %s, want %s", got, post)
	}
	send("POST", "/api/v2/reactions", fmt.Sprintf(`{"referenceId":%q,"referenceType":"post","reactionName":"like"}`, post))
	send("DELETE", "/api/v2/reactions", fmt.Sprintf(`{"referenceId":%q,"referenceType":"post","reactionName":"like"}`, post))
	send("POST", "/api/v3/comments", fmt.Sprintf(`{"referenceId":%q,"referenceType":"post","data":{"text":"yes"}}`, post))
	send("PUT", "/api/v3/users/", `{"userId":"marta","metadata":{"a":1}}`)

	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	part, _ := m.CreateFormFile("files", "notes.txt")
	_, _ = io.WriteString(part, strings.Repeat("0123456789", 1000))
	_ = m.Close()
	a := h.do(t, "POST", "/files?as=file", map[string]string{"Cookie": cookie, "Content-Type": m.FormDataContentType()}, &form)
	var files []struct{ FileID string }
	if err := json.Unmarshal([]byte(a.body), &files); err != nil || len(files) != 1 || files[0].FileID == "" {
		t.Fatalf("upload: %d %s", a.status, a.body)
	}
	a = h.do(t, "GET", "/files/"+files[0].FileID+"?name=notes.txt", map[string]string{"Cookie": cookie, "Range": "bytes=9995-"}, nil)
	if a.status != 206 || a.body != "56789" || a.header.Get("Content-Range") != "bytes 9995-9999/10000" {
		t.Errorf("range: %d %q %v", a.status, a.body, a.header)
	}
	want(t, h.get(t, cookie, "/files/nothing"), 404, "file-not-found")

	a = h.get(t, cookie, "/api/v4/posts?targetType=community&targetId="+community+"&options%5Btoken%5D=nonsense")
	if a.status != 400 || !strings.Contains(a.body, `"code":400000`) {
		t.Errorf("a bad page token: %d %s", a.status, a.body)
	}
	composedAnswers(t, h)
	want(t, h.do(t, "DELETE", "/session", map[string]string{"Cookie": cookie}, nil), 204, "")
}
