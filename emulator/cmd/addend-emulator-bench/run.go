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
	"syscall"
	"time"

	"github.com/addend-go/addend/emulator"
)

type config struct {
	duration    time.Duration
	connections int
	posts       int
	rate        int
	disk        bool
	profile     string
}

const (
	apiKey     = "bench-key"
	adminToken = "bench-admin"
)

// run prints one line per figure.
func run(c config, out io.Writer) error {
	fmt.Fprintf(out, "%d CPUs, load %s\n", runtime.NumCPU(), load())
	if err := coldStart(out); err != nil {
		return err
	}
	started, seeded := time.Now(), cpuTime()
	opts := emulator.Options{APIKey: apiKey, AdminToken: adminToken, Seed: true, RateLimit: -1}
	if c.disk {
		var err error
		if opts.DataDir, err = os.MkdirTemp("", "addend-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(opts.DataDir)
	}
	base, stop, err := serve(opts)
	if err != nil {
		return err
	}
	defer stop()
	if err := get(base + "/_emulator/health"); err != nil {
		return err
	}
	fmt.Fprintf(out, "cold start with the seed to the first answer: %v, CPU %v\n", time.Since(started).Round(time.Millisecond), (cpuTime() - seeded).Round(time.Millisecond))
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
	began, used := time.Now(), cpuTime()
	all := saturated(base, people, c.duration)
	reportMixed(out, fmt.Sprintf("mixed requests, as many as %d connections can", c.connections), all, time.Since(began), cpuTime()-used)
	if c.rate > 0 {
		began, used = time.Now(), cpuTime()
		all = paced(base, people, c.duration, c.rate)
		reportMixed(out, fmt.Sprintf("mixed requests, %d a second by %d connections", c.rate, c.connections), all, time.Since(began), cpuTime()-used)
	}
	if c.posts > 0 {
		return large(c, out)
	}
	return nil
}

// coldStart is the time from nothing to the first answer of an empty network.
func coldStart(out io.Writer) error {
	began, used := time.Now(), cpuTime()
	base, stop, err := serve(emulator.Options{APIKey: apiKey})
	if err != nil {
		return err
	}
	defer stop()
	if err := get(base + "/_emulator/health"); err != nil {
		return err
	}
	fmt.Fprintf(out, "cold start to the first answer: %v, CPU %v\n", time.Since(began).Round(time.Millisecond), (cpuTime() - used).Round(time.Millisecond))
	return nil
}

// cpuTime is what this process, server and clients together, has computed.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
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
