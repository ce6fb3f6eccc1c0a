package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/addend-go/addend/worker/workerd"
)

// soakRate is how many requests a second a soak makes: what stays in memory shows
// at any rate, and a machine may have other work.
const soakRate = 100

// soak keeps a worker in even use and reports the memory of its process every
// half minute: requests that go well, that are refused, sessions that begin and
// end, uploads, and clients that leave.
func soak(ctx context.Context, root, dir string, edge workerd.Worker, d time.Duration) error {
	state, err := stateFolder(dir)
	if err != nil {
		return err
	}
	p, err := workerd.Start(ctx, root, dir, state, []workerd.Worker{edge}, os.Stderr)
	if err != nil {
		return err
	}
	defer p.Stop()
	t, err := edgeTarget(edge.Name, p.URLs[edge.Name])
	if err != nil {
		return err
	}
	var made, failed atomic.Int64
	var wg sync.WaitGroup
	end := time.Now().Add(d)
	for lane := range 4 {
		wg.Go(func() {
			for n := lane; time.Now().Before(end) && ctx.Err() == nil; n += 4 {
				made.Add(1)
				if err := soakStep(p.URLs[edge.Name], t, n); err != nil && failed.Add(1) < 5 {
					fmt.Fprintln(os.Stderr, "soak:", err)
				}
				time.Sleep(4 * time.Second / soakRate)
			}
		})
	}
	var sizes []int64
	for start := time.Now(); time.Now().Before(end) && ctx.Err() == nil; {
		time.Sleep(min(30*time.Second, time.Until(end)+time.Millisecond))
		size, err := resident(p.PID)
		if err != nil {
			return err
		}
		sizes = append(sizes, size)
		fmt.Printf("%6s %9d requests %5d failed %8.1f MB\n", time.Since(start).Round(time.Second), made.Load(), failed.Load(), float64(size)/1e6)
	}
	wg.Wait()
	third := len(sizes) / 3
	if third > 0 {
		first, last := slices.Max(sizes[third:2*third]), slices.Max(sizes[2*third:])
		fmt.Printf("the most of the second third %.1f MB, of the last %.1f MB\n", float64(first)/1e6, float64(last)/1e6)
	}
	return ctx.Err()
}

func soakStep(base string, t target, n int) error {
	cookie := strings.TrimPrefix(cookieLine(t.requests[n%len(t.requests)]), "Cookie: ")
	switch n % 20 {
	case 0: // a session that begins and ends
		c, err := signIn(base, fmt.Sprintf("guest%d", n%1000))
		if err != nil {
			return err
		}
		return expect(http.MethodDelete, base+"/session", c, nil, 204)
	case 1:
		return expect(http.MethodGet, base+"/api/v3/admin", cookie, nil, 404)
	case 2:
		return expect(http.MethodGet, base+"/api/v3/posts/p1", "__Host-addend=forged", nil, 401)
	case 3:
		body := io.LimitReader(zeroes{}, 200_000)
		return expect(http.MethodPost, base+"/files?as=file", cookie, body, 200)
	case 4:
		return leave(t, n)
	}
	return expect(http.MethodGet, base+"/api/v3/posts/p1", cookie, nil, 200)
}

func cookieLine(request []byte) string {
	for line := range strings.Lines(string(request)) {
		if strings.HasPrefix(line, "Cookie: ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func expect(method, url, cookie string, body io.Reader, status int) error {
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		return err
	}
	req.Header = http.Header{"X-Addend": {"1"}, "Cookie": {cookie}}
	if body != nil {
		req.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != status {
		return fmt.Errorf("%s %s: %s", method, url, resp.Status)
	}
	return nil
}

// leave goes before the answer is there.
func leave(t target, n int) error {
	conn, err := net.Dial("tcp", t.addr)
	if err != nil {
		return err
	}
	slow := strings.Replace(string(t.requests[n%len(t.requests)]), "/posts/p1", "/posts/slow", 1)
	if _, err := io.WriteString(conn, slow); err != nil {
		return err
	}
	time.Sleep(20 * time.Millisecond)
	return conn.Close()
}
