// Command edge measures the worker under load, in one workerd process and in
// interleaved rounds, beside a bare JavaScript worker and the library's stock
// model; and the native host beside the standard library's reverse proxy.
// Ratios hold from machine to machine, absolute figures do not.
package main

import (
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/addend-go/addend/worker/workerd"
)

func main() {
	round := flag.Duration("round", 2*time.Second, "length of one round")
	rounds := flag.Int("rounds", 5, "rounds of each contender, interleaved; the median counts")
	quick := flag.Bool("quick", false, "a short run: three rounds of one second")
	steady := flag.Duration("soak", 0, "instead: even use for so long, with the memory of the process")
	flag.Parse()
	if *quick {
		*round, *rounds = time.Second, 3
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGPIPE)
	defer stop()
	if err := run(ctx, *round, *rounds, *steady); err != nil {
		fmt.Fprintln(os.Stderr, "bench-edge:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, round time.Duration, rounds int, steady time.Duration) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "addend-bench-edge")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	up := newUpstream()
	defer up.Close()
	workers, err := stage(ctx, root, dir, up.URL)
	if err != nil {
		return err
	}
	if steady > 0 {
		return soak(ctx, root, dir, workers[0], steady)
	}
	// On disk: a Durable Object that nobody asked for some seconds is put away,
	// with what it held when that is in memory.
	state, err := stateFolder(dir)
	if err != nil {
		return err
	}
	process, err := workerd.Start(ctx, root, dir, state, workers, os.Stderr)
	if err != nil {
		return err
	}
	defer process.Stop()
	edge, err := edgeTarget("addend", process.URLs["addend"])
	if err != nil {
		return err
	}
	own, proxy, err := nativeServers(dir, up.URL)
	if err != nil {
		return err
	}
	defer own.Close()
	defer proxy.Close()
	host, err := edgeTarget("addend native", own.URL)
	if err != nil {
		return err
	}
	targets := []target{edge, plainTarget("bare JavaScript", process.URLs["bare"]), plainTarget("stock library", process.URLs["stock"]),
		host, plainTarget("ReverseProxy", proxy.URL)}
	for i := range targets[:3] {
		targets[i].pid = process.PID
	}
	for _, t := range targets {
		if err := warmUp(t); err != nil {
			return err
		}
	}
	many, err := interleave(targets, 16, round, rounds)
	if err != nil {
		return err
	}
	one, err := interleave(targets, 1, round/2, rounds)
	if err != nil {
		return err
	}
	cookie, err := signIn(process.URLs["addend"], "mover")
	if err != nil {
		return err
	}
	moved, err := transfers(process.PID, process.URLs["addend"], process.URLs["bare"], cookie, rounds)
	if err != nil {
		return err
	}
	added, err := memory(ctx, root, dir, workers)
	if err != nil {
		return err
	}
	packed, err := packedSize(filepath.Join(dir, "edge", "worker.wasm"))
	if err != nil {
		return err
	}
	report(os.Stdout, many, one, added, moved, packed)
	return nil
}

// interleave gives each target its rounds in turn and keeps their medians.
func interleave(targets []target, connections int, round time.Duration, rounds int) (map[string]figures, error) {
	all := map[string][]figures{}
	for range rounds {
		for _, t := range targets {
			f, err := load(t, connections, round)
			if err != nil {
				return nil, err
			}
			all[t.name] = append(all[t.name], f)
		}
	}
	medians := map[string]figures{}
	for name, list := range all {
		var m figures
		slices.SortFunc(list, func(a, b figures) int { return int(a.p50 - b.p50) })
		m.p50, m.p99 = list[len(list)/2].p50, list[len(list)/2].p99
		slices.SortFunc(list, func(a, b figures) int { return int(a.perSecond - b.perSecond) })
		m.perSecond = list[len(list)/2].perSecond
		slices.SortFunc(list, func(a, b figures) int { return int(a.cpu - b.cpu) })
		m.cpu = list[len(list)/2].cpu
		for _, f := range list {
			m.failed += f.failed
		}
		medians[name] = m
	}
	return medians, nil
}

// memory measures each worker in a process of its own.
func memory(ctx context.Context, root, dir string, workers []workerd.Worker) (map[string]int64, error) {
	added := map[string]int64{}
	for _, w := range workers {
		if w.Name == "stock" {
			continue // an instance for each request: hundreds of megabytes
		}
		state, err := stateFolder(dir)
		if err != nil {
			return nil, err
		}
		p, err := workerd.Start(ctx, root, dir, state, []workerd.Worker{w}, os.Stderr)
		if err != nil {
			return nil, err
		}
		t := plainTarget(w.Name, p.URLs[w.Name])
		if w.Cells {
			if t, err = edgeTarget(w.Name, p.URLs[w.Name]); err != nil {
				p.Stop()
				return nil, err
			}
		}
		if _, err = load(t, 16, 2*time.Second); err == nil {
			added[w.Name], err = growth(p.PID, t, 64)
		}
		p.Stop()
		if err != nil {
			return nil, err
		}
	}
	return added, nil
}

func stateFolder(dir string) (string, error) { return os.MkdirTemp(dir, "state") }

func packedSize(file string) (int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var n counter
	z, err := gzip.NewWriterLevel(&n, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := io.Copy(z, f); err != nil {
		return 0, err
	}
	return int64(n), z.Close()
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// warmUp starts instances, compilers and connections. On a busy machine the
// first answer may take longer than a round.
func warmUp(t target) error {
	for try := 1; ; try++ {
		if _, err := load(t, 16, time.Duration(try)*time.Second); err == nil || try == 4 {
			return err
		}
	}
}
