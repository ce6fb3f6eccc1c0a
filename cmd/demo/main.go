// Demo starts a local platform and the worker in front of it, waits until the
// page answers, and prints its address as the last line:
//
//	make demo                       # the worker as a plain Go program
//	make edge                       # the worker in workerd, through wrangler
//	PORT=8081 EMULATOR_PORT=9091 make demo
//	DATA=./demo-data make demo      # keep what is written
//
// Every key is made anew at each start. Ctrl-C ends everything. What the parts
// print is in dist/demo/*.log.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

func main() {
	// The kernel's parent-death signal is tied to the thread that started the
	// child: keep this goroutine, which starts them all, on one that lives.
	runtime.LockOSThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	edge := flag.Bool("edge", false, "run the worker in workerd instead of as a Go program")
	flag.Parse()
	if err := run(ctx, *edge); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, edge bool) error {
	ports, err := choosePorts(os.Getenv)
	if err != nil {
		return err
	}
	logs := filepath.Join("dist", "demo")
	if err := os.MkdirAll(logs, 0o755); err != nil {
		return err
	}
	keys := newKeys()

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	command, err := workerCommand(ports, keys, edge)
	if err != nil {
		return err
	}
	worker, err := start(ctx, cancel, command, filepath.Join(logs, "worker.log"))
	if err != nil {
		return err
	}
	defer worker.end()

	page := "http://" + ports.worker.address() + "/"
	began := time.Now()
	// The worker is told of what the seed makes: an event that nobody takes is
	// tried again and holds back those behind it.
	if err := awaitAnswer(ctx, page+"healthz", 60*time.Second); err != nil {
		return err
	}
	emulator, err := start(ctx, cancel, emulatorCommand(ports, keys, os.Getenv("DATA")), filepath.Join(logs, "emulator.log"))
	if err != nil {
		return err
	}
	defer emulator.end()
	for _, url := range []string{"http://" + ports.emulator.address() + "/_emulator/health", page + "readyz", page} {
		if err := awaitAnswer(ctx, url, 60*time.Second); err != nil {
			return err
		}
	}
	if err := giveBadge(ctx, "http://"+ports.emulator.address(), keys); err != nil {
		return err
	}
	fmt.Printf("ready in %.1f s; Ctrl-C ends it; logs in %s\n", time.Since(began).Seconds(), logs)
	fmt.Println(page)

	<-ctx.Done()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}
