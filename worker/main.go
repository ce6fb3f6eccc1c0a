//go:build !js

// Command worker is addend's edge worker as a plain Go server: it signs a
// browser in, keeps its tokens, and passes allow-listed calls and files on to
// social.plus. The same handler runs in Cloudflare Workers (main_js.go).
//
// It is configured by the environment, see package settings; its first line on
// stdout says where it listens, its log is JSON lines on stderr.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/addend-go/addend/worker/native"
	"github.com/addend-go/addend/worker/settings"
)

// shutdownGrace is how long requests in flight may take to finish.
const shutdownGrace = 10 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	data := flag.String("data", "", "folder to keep sessions in, as ADDEND_DATA; without it they end with the program")
	flag.Parse()
	getenv := func(name string) string {
		if name == "ADDEND_DATA" && *data != "" {
			return *data
		}
		return os.Getenv(name)
	}
	if err := run(ctx, getenv); err != nil {
		fmt.Fprintln(os.Stderr, "addend-worker cannot start:")
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, getenv func(string) string) error {
	apps, err := settings.ParseAll(getenv)
	if err != nil {
		return err
	}
	s := apps[0]
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	handler, stop, err := native.NewApplications(apps, log)
	if err != nil {
		return err
	}
	defer stop()
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("ADDEND_LISTEN: %w (hint: the port may be taken; port 0 takes a free one)", err)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(handler.Drain)
	fmt.Printf("addend-worker listening on http://%s\n", listener.Addr())
	if slices.ContainsFunc(apps, func(a settings.Application) bool { return a.DevIdentities }) {
		log.Warn("development identities are on: anyone who reaches this worker can sign in as anyone")
	}
	return serve(ctx, server, listener, log)
}

// serve runs until ctx ends, then lets requests in flight finish.
func serve(ctx context.Context, server *http.Server, listener net.Listener, log *slog.Logger) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("shutting down")
	grace, cancel := context.WithTimeout(context.Background(), shutdownGrace)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		_ = server.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
