// Command addend-emulator runs the local social.plus API as a program.
//
//	addend-emulator -addr 127.0.0.1:9090 -api-key K -server-key S -data DIR -seed
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
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "addend-emulator:", err)
			os.Exit(1)
		}
	}
}

type config struct {
	addr string
	opts emulator.Options
}

func parse(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("addend-emulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.addr, "addr", "127.0.0.1:9090", "address to listen on; port 0 takes a free one")
	flags.StringVar(&c.opts.APIKey, "api-key", "", "api key the clients send (required)")
	flags.StringVar(&c.opts.ServerKey, "server-key", "", "server key of the backend; turns secure mode on")
	flags.StringVar(&c.opts.AdminToken, "admin-token", "", "bearer token of the administrator")
	webhook := flags.String("webhook", "", "url that is told of events; its secret is in ADDEND_EMULATOR_WEBHOOK_SECRET")
	phones := flags.Bool("push-notifications", false, "the webhook is told of what goes to phones as well")
	flags.StringVar(&c.opts.ApplicationSecret, "application-secret", "", "secret that signs visitors in; without it there are none")
	flags.StringVar(&c.opts.DataDir, "data", "", "folder to keep data in; without it everything is in memory")
	flags.BoolVar(&c.opts.Seed, "seed", false, "fill an empty network with the repair café")
	flags.StringVar(&c.opts.PublicURL, "public-url", "", "base of file urls, such as http://127.0.0.1:9090; default: the host of each request")
	flags.IntVar(&c.opts.PageSize, "page-size", 20, "items in a page when a request names no limit")
	flags.IntVar(&c.opts.RateLimit, "rate-limit", 100, "calls per user in 5 seconds; -1 switches the limit off")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if flags.NArg() > 0 {
		return c, fmt.Errorf("unexpected argument %q: every setting is a flag, see -help", flags.Arg(0))
	}
	if c.opts.APIKey == "" {
		return c, errors.New("-api-key is required: name the key the clients will send")
	}
	if *webhook != "" {
		c.opts.Webhooks = []emulator.Webhook{{URL: *webhook, Secret: os.Getenv("ADDEND_EMULATOR_WEBHOOK_SECRET"), PushNotifications: *phones}}
	}
	if c.opts.RateLimit == 0 {
		return c, errors.New("-rate-limit 0 would refuse every call: use -1 to switch the limit off")
	}
	if _, _, err := net.SplitHostPort(c.addr); err != nil {
		return c, fmt.Errorf("-addr %q: use host:port, such as 127.0.0.1:9090", c.addr)
	}
	return c, nil
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
