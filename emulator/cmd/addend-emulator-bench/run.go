package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"github.com/addend-go/addend/emulator"
)

type config struct {
	duration    time.Duration
	connections int
	posts       int
	profile     string
}

const (
	apiKey     = "bench-key"
	adminToken = "bench-admin"
)

// run prints one line per figure.
func run(c config, out io.Writer) error {
	fmt.Fprintf(out, "%d CPUs, load %s\n", runtime.NumCPU(), load())
	began := time.Now()
	base, stop, err := serve(emulator.Options{APIKey: apiKey, AdminToken: adminToken, Seed: true, RateLimit: -1})
	if err != nil {
		return err
	}
	defer stop()
	if err := get(base + "/_emulator/health"); err != nil {
		return err
	}
	fmt.Fprintf(out, "cold start with the seed to the first answer: %v\n", time.Since(began).Round(time.Millisecond))
	people, err := register(base, c.connections)
	if err != nil {
		return err
	}
	if c.profile != "" {
		f, err := os.Create(c.profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	took, failed := mixed(base, people, c.duration)
	report(out, "mixed requests, four of five reading", took, c.duration, failed)
	if c.posts > 0 {
		return large(c, out)
	}
	return nil
}

// load is the machine's load, because others may be using it too.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return string(b[:min(14, len(b))])
}

// serve runs an emulator on a free port.
func serve(opts emulator.Options) (base string, stop func(), err error) {
	server, err := emulator.New(opts)
	if err != nil {
		return "", nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		server.Close()
		return "", nil, err
	}
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second}
	go web.Serve(listener)
	return "http://" + listener.Addr().String(), func() { web.Close(); server.Close() }, nil
}

func get(url string) error {
	answer, err := http.Get(url)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", url, answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

func databaseSize(dir string) (size int64) {
	files, _ := filepath.Glob(filepath.Join(dir, "*.sqlite*")) // the pattern is well formed
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			size += info.Size()
		}
	}
	return size
}
