// Command addend-emulator runs the local social.plus API as a program.
//
//	addend-emulator -api-key K -seed
//
// The first line on standard output says where it listens; port 0 takes any
// free port. It stops on SIGINT or SIGTERM. With -data it may also be killed at
// any moment: what it acknowledged is kept.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/addend-go/addend/emulator"
)

func main() {
	// A heap of a few megabytes would be collected a hundred times a second.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case errors.As(err, new(usageError)):
		fmt.Fprintf(os.Stderr, "addend-emulator: %v\nTry addend-emulator -h.\n", err)
		os.Exit(2)
	case err != nil && !errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(os.Stderr, "addend-emulator:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	c.opts.Logger = slog.New(slog.NewTextHandler(stderr, nil))
	server, err := emulator.New(c.opts)
	if err != nil {
		return err
	}
	defer server.Close()
	listener, err := net.Listen("tcp", c.addr)
	if err != nil {
		return fmt.Errorf("listen: %w (is the port taken)", err)
	}
	web := &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(c.opts.Logger.Handler(), slog.LevelWarn)}
	fmt.Fprintf(stdout, "addend-emulator listening on http://%s\n", listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := web.Shutdown(deadline); err != nil {
		return errors.Join(err, web.Close())
	}
	return nil
}
