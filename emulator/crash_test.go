package emulator

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestKilledDuringWrites kills the program while four writers write, starts it
// again on the same folder and looks for everything it acknowledged.
// ADDEND_CRASH_ROUNDS sets the number of rounds.
func TestKilledDuringWrites(t *testing.T) {
	rounds := 2
	if s := os.Getenv("ADDEND_CRASH_ROUNDS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			t.Fatalf("ADDEND_CRASH_ROUNDS=%q: use a number of rounds", s)
		}
		rounds = n
	}
	bin := filepath.Join(t.TempDir(), "addend-emulator")
	if out, err := exec.Command("go", "build", "-o", bin, "./cmd/addend-emulator").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	dir := t.TempDir()
	var acknowledged []string
	for round := range rounds {
		process, base := startProgram(t, bin, dir)
		acknowledged = append(acknowledged, writeUntilKilled(t, base, round, func() { process.Process.Kill() })...)
		process.Wait()
	}
	if len(acknowledged) < rounds*10 {
		t.Fatalf("only %d writes were acknowledged: the test did not test", len(acknowledged))
	}
	process, base := startProgram(t, bin, dir)
	missing := 0
	token := sessionToken(t, base, "reader")
	for _, id := range acknowledged {
		status, body := request(base, "GET", "/api/v3/posts/"+id, token, nil)
		if status != 200 || !strings.Contains(string(body), id) {
			missing++
		}
	}
	if missing > 0 {
		t.Errorf("%d of %d acknowledged writes are lost", missing, len(acknowledged))
	}
	process.Process.Kill()
	process.Wait()
	db, err := sql.Open("sqlite", "file:"+dataFile(dir, "network"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity check: %q %v", verdict, err)
	}
	t.Logf("%d acknowledged writes over %d kills, none lost", len(acknowledged), rounds)
}

func startProgram(t *testing.T, bin, dir string) (*exec.Cmd, string) {
	t.Helper()
	process := exec.Command(bin, "-addr", "127.0.0.1:0", "-api-key", testKey, "-data", dir, "-rate-limit", "-1")
	process.Stderr = os.Stderr
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { process.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program said %q: %v", line, err)
	}
	return process, strings.TrimPrefix(strings.TrimSpace(line), "addend-emulator listening on ")
}

func sessionToken(t *testing.T, base, user string) string {
	t.Helper()
	status, body := request(base, "POST", "/api/v5/sessions", "", map[string]string{"userId": user, "deviceId": user})
	var out struct{ AccessToken string }
	if err := json.Unmarshal(body, &out); err != nil || status != 200 {
		t.Fatalf("session: %d %s", status, body)
	}
	return out.AccessToken
}

func request(base, method, path, token string, body any) (int, []byte) {
	b, _ := json.Marshal(body)
	r, err := http.NewRequest(method, base+path, strings.NewReader(string(b)))
	if err != nil {
		return 0, nil
	}
	r.Header.Set("X-Api-Key", testKey)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, nil // the answer did not arrive whole: not acknowledged
	}
	return res.StatusCode, out
}

func writeUntilKilled(t *testing.T, base string, round int, kill func()) []string {
	t.Helper()
	var mu sync.Mutex
	var ids []string
	var wait sync.WaitGroup
	for i := range 4 {
		user := fmt.Sprintf("writer-%d-%d", round, i)
		token := sessionToken(t, base, user)
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; ; n++ {
				status, body := request(base, "POST", "/api/v4/posts", token, map[string]any{"targetType": "user", "targetId": user, "data": map[string]string{"text": fmt.Sprint(n)}})
				if status != 200 {
					return
				}
				var out struct{ Posts []struct{ PostID string } }
				if json.Unmarshal(body, &out) != nil || len(out.Posts) == 0 {
					return
				}
				mu.Lock()
				ids = append(ids, out.Posts[0].PostID)
				mu.Unlock()
			}
		}()
	}
	// The kill comes in the middle of writing: after a number of writes, at a
	// moment that differs from round to round.
	for {
		mu.Lock()
		n := len(ids)
		mu.Unlock()
		if n >= 40+round*7 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	kill()
	wait.Wait()
	return ids
}
