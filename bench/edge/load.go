package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// target is one address to put under load: requests[i] is a whole HTTP request,
// as bytes, so that making it costs nothing while it is measured.
type target struct {
	name     string
	addr     string
	requests [][]byte
	pid      int // of the process behind it, 0 for this one
}

// figures of one round.
type figures struct {
	perSecond float64
	p50, p99  time.Duration
	failed    int
	cpu       time.Duration // of the process for an answer, by its clock of 10 ms; 0 when it is this one
}

// load keeps connections busy for a while, each with its own requests in turn.
func load(t target, connections int, d time.Duration) (figures, error) {
	type result struct {
		times  []time.Duration
		failed int
		err    error
	}
	results := make([]result, connections)
	before, err := t.cpu()
	if err != nil {
		return figures{}, err
	}
	start := time.Now()
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			r := &results[i]
			r.times, r.failed, r.err = drive(t, i, connections, start.Add(d))
		})
	}
	wg.Wait()
	elapsed := time.Since(start)
	var all []time.Duration
	f := figures{}
	for _, r := range results {
		if r.err != nil {
			return f, fmt.Errorf("%s: %w", t.name, r.err)
		}
		all = append(all, r.times...)
		f.failed += r.failed
	}
	if len(all) == 0 {
		return f, fmt.Errorf("%s: not one answer", t.name)
	}
	slices.Sort(all)
	f.perSecond = float64(len(all)) / elapsed.Seconds()
	after, err := t.cpu()
	if err != nil {
		return f, err
	}
	f.cpu = (after - before) / time.Duration(len(all)+f.failed)
	f.p50, f.p99 = all[len(all)/2], all[len(all)*99/100]
	return f, nil
}

func (t target) cpu() (time.Duration, error) {
	if t.pid == 0 {
		return 0, nil
	}
	ms, err := cpuTime(t.pid)
	return time.Duration(ms * float64(time.Millisecond)), err
}

func drive(t target, first, step int, until time.Time) (times []time.Duration, failed int, err error) {
	conn, err := net.Dial("tcp", t.addr)
	if err != nil {
		return nil, 0, err
	}
	defer conn.Close()
	_ = conn.SetDeadline(until.Add(20 * time.Second))
	in := bufio.NewReader(conn)
	for n := first; time.Now().Before(until); n += step {
		start := time.Now()
		if _, err := conn.Write(t.requests[n%len(t.requests)]); err != nil {
			return times, failed, err
		}
		resp, err := http.ReadResponse(in, nil)
		if err != nil {
			return times, failed, err
		}
		size, err := io.Copy(io.Discard, resp.Body)
		if err != nil {
			return times, failed, err
		}
		if resp.StatusCode != http.StatusOK || size != payloadBytes {
			failed++
			continue
		}
		times = append(times, time.Since(start))
	}
	return times, failed, nil
}

func request(path string, header ...string) []byte {
	lines := append([]string{"GET " + path + " HTTP/1.1", "Host: bench.test"}, header...)
	return []byte(strings.Join(lines, "\r\n") + "\r\n\r\n")
}
