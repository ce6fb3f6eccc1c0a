// Package workerd runs staged workers in the bare runtime, without wrangler's
// proxy in front: a client's disconnect reaches the worker as it does in
// production, and nothing else takes a share of the time. The conformance
// tests and bench/edge use it.
package workerd

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"
)

// Worker is one script and what it is bound to.
type Worker struct {
	Name    string
	Dir     string            // of its modules
	Main    string            // the entry module; the others follow
	Modules []string          // *.mjs and *.js as ES modules, *.wasm as WebAssembly
	Vars    map[string]string // text bindings
	Cells   bool              // the Durable Object classes of the edge worker
	// Sources is the address of the server that answers for every host that a
	// user names; "" for the public internet and nothing
	// else.
	Sources string
	// PublicOnly keeps the worker's own fetches to public addresses, as
	// Cloudflare does: what a request forgery meets.
	PublicOnly bool
}

// The compatibility that wrangler.jsonc asks for; a test holds them together.
const compatibilityDate = "2026-07-01"

func compatibilityFlags() []string {
	return []string{"enable_request_signal", "global_fetch_strictly_public"}
}

// config writes the Cap'n Proto configuration of a process, for a file in dir:
// embedded files are named from there. state is a folder for Durable Objects, or
// "" to keep them in memory.
func config(dir string, workers []Worker, state string) (string, error) {
	var b strings.Builder
	b.WriteString("using Workerd = import \"/workerd/workerd.capnp\";\nconst config :Workerd.Config = (\n  services = [\n")
	b.WriteString("    (name = \"internet\", network = (allow = [\"public\", \"private\"])),\n")
	b.WriteString("    (name = \"public\", network = (allow = [\"public\"], tlsOptions = (trustBrowserCas = true))),\n")
	for i, w := range workers {
		if w.Sources != "" {
			fmt.Fprintf(&b, "    (name = \"sources%d\", external = (address = %s, http = ())),\n", i, quoted(w.Sources))
		}
	}
	if state != "" {
		fmt.Fprintf(&b, "    (name = \"state\", disk = (path = %s, writable = true)),\n", quoted(state))
	}
	for i, w := range workers {
		fmt.Fprintf(&b, "    (name = %s, worker = .worker%d),\n", quoted(w.Name), i)
	}
	b.WriteString("  ],\n  sockets = [\n")
	for _, w := range workers {
		fmt.Fprintf(&b, "    (name = %[1]s, address = \"127.0.0.1:0\", http = (), service = %[1]s),\n", quoted(w.Name))
	}
	b.WriteString("  ],\n);\n")
	for i, w := range workers {
		from, err := filepath.Rel(dir, w.Dir)
		if err != nil {
			return "", err
		}
		w.Dir = from
		w.write(&b, i, state)
	}
	return b.String(), nil
}

func (w Worker) write(b *strings.Builder, i int, state string) {
	fmt.Fprintf(b, "const worker%d :Workerd.Worker = (\n  compatibilityDate = %q,\n  compatibilityFlags = [%s],\n", i, compatibilityDate, flagList())
	if w.PublicOnly {
		b.WriteString("  globalOutbound = \"public\",\n")
	}
	b.WriteString("  modules = [\n")
	for _, name := range append([]string{w.Main}, w.Modules...) {
		kind := "esModule"
		if strings.HasSuffix(name, ".wasm") {
			kind = "wasm"
		}
		fmt.Fprintf(b, "    (name = %s, %s = embed %s),\n", quoted(name), kind, quoted(filepath.Join(w.Dir, name)))
	}
	b.WriteString("  ],\n  bindings = [\n")
	names := make([]string, 0, len(w.Vars))
	for name := range w.Vars {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(b, "    (name = %s, text = %s),\n", quoted(name), quoted(w.Vars[name]))
	}
	if w.Cells {
		public := "public"
		if w.Sources != "" {
			public = fmt.Sprintf("sources%d", i)
		}
		fmt.Fprintf(b, "    (name = \"PUBLIC\", service = %s),\n", quoted(public))
		b.WriteString("    (name = \"USERS\", durableObjectNamespace = \"UserCell\"),\n")
		b.WriteString("    (name = \"DIRECTORY\", durableObjectNamespace = \"LiveDirectory\"),\n")
	}
	b.WriteString("  ],\n")
	if w.Cells {
		fmt.Fprintf(b, "  durableObjectNamespaces = [\n    (className = \"UserCell\", uniqueKey = %s, enableSql = true),\n"+
			"    (className = \"LiveDirectory\", uniqueKey = %s, enableSql = true),\n  ],\n", quoted(w.Name), quoted(w.Name+" live"))
		if state == "" {
			b.WriteString("  durableObjectStorage = (inMemory = void),\n")
		} else {
			b.WriteString("  durableObjectStorage = (localDisk = \"state\"),\n")
		}
	}
	b.WriteString(");\n")
}

// flagList writes the flags, which reads the same here and in wrangler.jsonc.
func flagList() string { return `"` + strings.Join(compatibilityFlags(), `", "`) + `"` }

// quoted writes a Cap'n Proto text literal.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
