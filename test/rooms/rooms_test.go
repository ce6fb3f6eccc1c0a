// Package rooms holds the import graph to docs/architecture.md: which package
// may know which.
package rooms

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/addend-go/addend/"

// doors lists, for every room, the rooms of this module that it may import. A
// room's own sub-packages are always open to it.
var doors = map[string][]string{
	"socialplus":       {},
	"wasm/markdown":    {"socialplus"},
	"wasm/media":       {"socialplus"},
	"wasm/files":       {"socialplus"},
	"wasm/upload":      {"socialplus", "wasm/media"},
	"wasm":             {"socialplus", "wasm/markdown", "wasm/media", "wasm/files", "wasm/upload"},
	"worker/secret":    {},
	"worker/wire":      {},
	"worker/wirejson":  {},
	"worker/identity":  {"worker/plan", "worker/secret", "worker/wirejson"},
	"worker/plan":      {"socialplus", "worker/wire", "worker/wirejson"},
	"worker/limit":     {"socialplus"},
	"worker/session":   {"socialplus", "worker/limit", "worker/secret"},
	"worker/live":      {"worker/wirejson"},
	"worker/badge":     {},
	"worker/publicnet": {},
	"worker/push":      {"worker/publicnet", "worker/secret", "worker/wirejson"},
	"worker/webhook":   {"worker/live", "worker/push", "worker/secret", "worker/wirejson"},
	"worker/settings":  {"socialplus", "worker/badge", "worker/identity", "worker/push", "worker/secret", "worker/session", "worker/wirejson"},
	"worker/gateway":   {"socialplus", "worker/identity", "worker/limit", "worker/live", "worker/plan", "worker/publicnet", "worker/push", "worker/secret", "worker/session", "worker/settings", "worker/webhook", "worker/wire", "worker/wirejson"},
	"worker/assemble":  {"worker/gateway", "worker/identity", "worker/live", "worker/plan", "worker/push", "worker/session", "worker/settings"},
	"worker/native":    {"worker/assemble", "worker/gateway", "worker/limit", "worker/live", "worker/plan", "worker/publicnet", "worker/push", "worker/secret", "worker/session", "worker/settings"},
	"worker/workerd":   {"worker/wrangler"},
	"worker/wrangler":  {"internal/shrink", "worker/gateway"},
	"worker/cmd":       {"worker/wrangler"},
	"worker":           {"socialplus", "worker/assemble", "worker/gateway", "worker/limit", "worker/live", "worker/native", "worker/plan", "worker/push", "worker/secret", "worker/session", "worker/settings", "worker/wire", "worker/wirejson"},
	"emulator":         {}, // it judges the others
	"admin":            {"socialplus", "worker/badge"},
	"cmd/demo":         {},
	"internal/shrink":  {},
	"cmd/pack":         {"internal/shrink", "socialplus", "worker/gateway", "worker/webhook"},
	"bench":            {"worker/native", "worker/settings", "worker/workerd", "worker/wrangler"},
	"test":             {},
}

// pure rooms run as they are on both hosts or on both sides of the bridge.
var pure = []string{
	"socialplus", "wasm/markdown", "wasm/media", "wasm/files", "wasm/upload",
	"worker/secret", "worker/wire", "worker/wirejson", "worker/plan", "worker/limit", "worker/session", "worker/live", "worker/webhook", "worker/gateway", "worker/assemble",
}

// targets are what the module is built for: this machine and the browser.
var targets = [][]string{{}, {"GOOS=js", "GOARCH=wasm"}}

func TestDoors(t *testing.T) {
	for _, target := range targets {
		for from, imports := range graph(t, target) {
			room := roomOf(from)
			if room == "" {
				t.Errorf("%s is in no room that docs/architecture.md names", from)
				continue
			}
			for _, to := range imports {
				if !open(room, to) {
					t.Errorf("%s imports %s: the room %s has no door there", from, to, room)
				}
			}
		}
	}
}

// Only the bridge and the edge entry know JavaScript, the check of signatures,
// which is the runtime's own there, and the library's own way of serving that the
// edge is measured against.
func TestOnlyTheBridgeKnowsJavaScript(t *testing.T) {
	allowed := map[string]bool{"wasm": true, "worker": true, "worker/identity": true, "bench/edge/stock": true}
	seen := 0
	for from, imports := range graph(t, targets[1]) {
		for _, to := range imports {
			if to == "syscall/js" || strings.HasPrefix(to, "github.com/syumai/workers") {
				seen++
				if !allowed[from] {
					t.Errorf("%s imports %s", from, to)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("nothing imports syscall/js: the graph was not read for the browser")
	}
}

// A pure room has no network, process or file system of its own.
func TestPureRoomsTouchNothing(t *testing.T) {
	touching := map[string]bool{"net": true, "os": true, "os/exec": true, "net/http/httputil": true, "net/http/httptest": true}
	for _, target := range targets {
		packages := graph(t, target)
		for _, room := range pure {
			imports, found := packages[room]
			if !found {
				t.Errorf("there is no package %s", room)
			}
			for _, to := range imports {
				if touching[to] {
					t.Errorf("%s imports %s", room, to)
				}
			}
		}
	}
}

// graph maps each package of the module, named below the module path, to what
// it imports; packages of the module are named below its path as well.
func graph(t *testing.T, target []string) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...")
	cmd.Env = append(os.Environ(), target...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		for i := range fields {
			fields[i] = strings.TrimPrefix(fields[i], module)
		}
		packages[fields[0]] = fields[1:]
	}
	if len(packages) < 5 {
		t.Fatalf("only %d packages listed", len(packages))
	}
	return packages
}

// roomOf finds the most specific room that a package is in.
func roomOf(pkg string) string {
	room := ""
	for name := range doors {
		if (pkg == name || strings.HasPrefix(pkg, name+"/")) && len(name) > len(room) {
			room = name
		}
	}
	return room
}

func open(room, to string) bool {
	target := roomOf(to)
	if target == "" || target == room {
		return true // outside the module, or the room's own
	}
	for _, door := range doors[room] {
		if door == target {
			return true
		}
	}
	return false
}
