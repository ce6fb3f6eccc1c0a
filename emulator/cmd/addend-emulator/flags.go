package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/addend-go/addend/emulator"
)

const usage = `addend-emulator is a local social.plus API: an app, its backend and the official
client are developed and tested against it, without the cloud.

  addend-emulator -api-key K -seed

The first line it prints says where it listens. Point the client at it with
Client.createClient("K", "sg", { apiEndpoint: { http: "http://127.0.0.1:9090", mqtt: "ws://127.0.0.1:9090/mqtt" } })
and look at http://127.0.0.1:9090/_emulator/, which shows the requests and the data.

Flags:
`

// usageError is a wrong command line.
type usageError struct{ error }

type config struct {
	addr string
	opts emulator.Options
}

func parse(args []string, stderr io.Writer) (config, error) {
	var c config
	var hooks []emulator.Webhook
	var networks string
	var push, duplicates bool
	flags := flag.NewFlagSet("addend-emulator", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // a wrong flag is told in one line, not under a page of help
	flags.StringVar(&c.addr, "addr", "127.0.0.1:9090", "`address` to listen on; port 0 takes a free one")
	flags.StringVar(&c.opts.APIKey, "api-key", "", "api `key` the clients send; required, unless -networks names some")
	flags.StringVar(&c.opts.ServerKey, "server-key", "", "server `key` of the backend; turns secure mode on")
	flags.StringVar(&c.opts.AdminToken, "admin-token", "", "bearer `token` of the administrator; without it there is none")
	flags.StringVar(&c.opts.ApplicationSecret, "application-secret", "", "`secret` that signs visitors in; without it there are none")
	flags.BoolVar(&c.opts.Seed, "seed", false, "fill an empty network with the repair café: people, communities, posts, talk")
	flags.StringVar(&c.opts.DataDir, "data", "", "`folder` to keep data in; without it everything is in memory and gone at the end")
	flags.StringVar(&networks, "networks", "", "JSON `file` of further networks, each with keys and data of its own; see the README")
	flags.Func("webhook", "`url` that is told of events; may be given ten times; the secret that signs them is in the\nenvironment, ADDEND_EMULATOR_WEBHOOK_SECRET", func(url string) error {
		hooks = append(hooks, emulator.Webhook{URL: url, Secret: os.Getenv("ADDEND_EMULATOR_WEBHOOK_SECRET")})
		return nil
	})
	flags.BoolVar(&push, "push-notifications", false, "tell the webhooks of what goes to phones, too")
	flags.BoolVar(&duplicates, "webhook-duplicates", false, "deliver every event a second time, signed under the platform's old name (x-eko-signature)")
	flags.StringVar(&c.opts.PublicURL, "public-url", "", "`base` of file urls, such as http://127.0.0.1:9090; default: the host of each request")
	flags.IntVar(&c.opts.PageSize, "page-size", 20, "`items` in a page when a request names no limit")
	flags.IntVar(&c.opts.RateLimit, "rate-limit", 100, "`calls` per user in 5 seconds; -1 switches the limit off")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stderr)
			fmt.Fprint(stderr, usage)
			flags.PrintDefaults()
			return c, err
		}
		return c, usageError{err}
	}
	if flags.NArg() > 0 {
		return c, usageError{fmt.Errorf("unexpected argument %q: every setting is a flag", flags.Arg(0))}
	}
	if c.opts.APIKey == "" && networks == "" {
		return c, usageError{errors.New("-api-key is required: name the key the clients will send, any you like")}
	}
	if c.opts.APIKey == "" && (c.opts.ServerKey+c.opts.AdminToken+c.opts.ApplicationSecret != "" || c.opts.Seed || len(hooks) > 0) {
		return c, usageError{errors.New("-server-key, -admin-token, -application-secret, -seed and -webhook belong to the network of -api-key: name it, or put them into the file of -networks")}
	}
	if c.opts.RateLimit == 0 {
		return c, usageError{errors.New("-rate-limit 0 would refuse every call: use -1 to switch the limit off")}
	}
	if len(hooks) > 0 && hooks[0].Secret == "" {
		return c, usageError{errors.New("-webhook needs a secret to sign with: set ADDEND_EMULATOR_WEBHOOK_SECRET in the environment")}
	}
	if _, _, err := net.SplitHostPort(c.addr); err != nil {
		return c, usageError{fmt.Errorf("-addr %q: use host:port, such as 127.0.0.1:9090", c.addr)}
	}
	for i := range hooks {
		hooks[i].PushNotifications, hooks[i].Duplicates = push, duplicates
	}
	c.opts.Webhooks = hooks
	var err error
	if networks != "" {
		c.opts.Networks, err = readNetworks(networks)
	}
	return c, err
}

// maxNetworksFile bounds what is read into memory by mistake.
const maxNetworksFile = 1 << 20

// readNetworks reads a file of networks: a JSON array of emulator.Network.
func readNetworks(path string) ([]emulator.Network, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("-networks: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxNetworksFile+1))
	if err != nil {
		return nil, fmt.Errorf("-networks: %w", err)
	}
	if len(b) > maxNetworksFile {
		return nil, fmt.Errorf("-networks %s: longer than %d bytes", path, maxNetworksFile)
	}
	in := json.NewDecoder(bytes.NewReader(b))
	in.DisallowUnknownFields()
	var networks []emulator.Network
	if err := in.Decode(&networks); err != nil {
		return nil, fmt.Errorf("-networks %s: %w (it is an array such as [{\"id\":\"second\",\"apiKey\":\"K2\"}])", path, err)
	}
	if len(networks) == 0 || in.More() {
		return nil, fmt.Errorf("-networks %s: it must be one array of at least one network", path)
	}
	return networks, nil
}
