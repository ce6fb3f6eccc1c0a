package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
)

// fileBytes is the size of the file that is moved both ways.
const fileBytes = 100_000_000

// zeroes is a file without end.
type zeroes struct{}

// Read implements io.Reader.
func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// transfers gives the CPU time, in milliseconds, that a process takes to move a
// file down and up: the median of interleaved rounds of each worker.
func transfers(pid int, edge, bare, cookie string, rounds int) (map[string]float64, error) {
	moves := map[string]func() error{
		"download addend": func() error { return download(edge+"/files/big", cookie) },
		"download bare":   func() error { return download(bare+"/api/v3/files/big/download", "") },
		"upload addend":   func() error { return upload(edge+"/files?as=file", cookie) },
		"upload bare":     func() error { return upload(bare+"/api/v4/files", "") },
	}
	took := map[string][]float64{}
	for range rounds {
		for name, move := range moves {
			before, err := cpuTime(pid)
			if err != nil {
				return nil, err
			}
			if err := move(); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			after, err := cpuTime(pid)
			if err != nil {
				return nil, err
			}
			took[name] = append(took[name], after-before)
		}
	}
	medians := map[string]float64{}
	for name, list := range took {
		slices.Sort(list)
		medians[name] = list[len(list)/2]
	}
	return medians, nil
}

// cpuTime reads the CPU time of a process in milliseconds (proc(5): in ticks of
// ten).
func cpuTime(pid int) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/%d/stat has another form", pid)
	}
	user, err1 := strconv.ParseFloat(fields[11], 64)
	system, err2 := strconv.ParseFloat(fields[12], 64)
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("/proc/%d/stat has another form", pid)
	}
	return (user + system) * 10, nil
}

func download(url, cookie string) error {
	n, err := send(http.MethodGet, url, cookie, nil, 0, "")
	if err == nil && n != fileBytes {
		err = fmt.Errorf("%d bytes", n)
	}
	return err
}

func upload(url, cookie string) error {
	const head = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"
	const tail = "\r\n--b--\r\n"
	body := io.MultiReader(strings.NewReader(head), io.LimitReader(zeroes{}, fileBytes), strings.NewReader(tail))
	_, err := send(http.MethodPost, url, cookie, body, int64(len(head)+fileBytes+len(tail)), "multipart/form-data; boundary=b")
	return err
}

// send makes a request and gives the size of its answer.
func send(method, url, cookie string, body io.Reader, length int64, contentType string) (int64, error) {
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		return 0, err
	}
	req.ContentLength = length
	req.Header.Set("X-Addend", "1")
	if cookie != "" {
		req.Header.Set("Cookie", cookie)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s", resp.Status)
	}
	return n, err
}
