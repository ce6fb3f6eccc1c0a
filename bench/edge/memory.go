package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// resident reads the resident set of a process in bytes (proc(5)).
func resident(pid int) (int64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("no VmRSS of process %d", pid)
}

// growth holds requests in flight against a slow upstream and gives what they
// add to a process that has been used before.
func growth(pid int, t target, inFlight int) (int64, error) {
	before, err := resident(pid)
	if err != nil {
		return 0, err
	}
	done := make(chan error, inFlight)
	for i := range inFlight {
		go func() { done <- hold(t, t.requests[i%len(t.requests)]) }()
	}
	peak := before
	for left := inFlight; left > 0; {
		select {
		case err := <-done:
			if err != nil {
				return 0, err
			}
			left--
		case <-time.After(20 * time.Millisecond):
			now, err := resident(pid)
			if err != nil {
				return 0, err
			}
			peak = max(peak, now)
		}
	}
	return peak - before, nil
}

func hold(t target, req []byte) error {
	conn, err := net.Dial("tcp", t.addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	slow := []byte(strings.Replace(string(req), "/posts/p1", "/posts/slow", 1))
	if _, err := conn.Write(slow); err != nil {
		return err
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", t.name, resp.Status)
	}
	return nil
}
