package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// keys are what a real deployment gets from the console and its secret store.
type keys struct{ api, server, admin, cookie string }

func newKeys() keys {
	secret := func() string {
		b := make([]byte, 32)
		rand.Read(b)
		return base64.StdEncoding.EncodeToString(b)
	}
	return keys{api: "demo-" + rand.Text(), server: rand.Text(), admin: rand.Text(), cookie: secret()}
}

func emulatorCommand(p portPair, k keys, data string) *exec.Cmd {
	args := []string{"-addr", p.emulator.address(), "-api-key", k.api, "-server-key", k.server, "-admin-token", k.admin, "-seed"}
	if data != "" {
		args = append(args, "-data", data)
	}
	return exec.Command(filepath.Join("dist", "bin", "addend-emulator"), args...)
}

func workerCommand(p portPair, k keys, edge bool) (*exec.Cmd, error) {
	settings := []string{
		"ADDEND_UPSTREAM=http://" + p.emulator.address(),
		"ADDEND_API_KEY=" + k.api,
		"ADDEND_SERVER_KEY=" + k.server,
		"ADDEND_COOKIE_KEYS=" + k.cookie,
		"ADDEND_DEV_IDENTITIES=1",
	}
	if edge {
		return wranglerCommand(p, settings)
	}
	cmd := exec.Command(filepath.Join("dist", "bin", "addend-worker"))
	cmd.Env = append(os.Environ(), append(settings, "ADDEND_LISTEN="+p.worker.address())...)
	return cmd, nil
}

// wranglerCommand runs the worker in real workerd. Settings go through a file
// that only we can read, never through the command line, where every user of
// the machine could see them.
func wranglerCommand(p portPair, settings []string) (*exec.Cmd, error) {
	vars := filepath.Join("dist", "edge", ".dev.vars")
	var text []byte
	for _, line := range settings {
		text = fmt.Appendf(text, "%s\n", line)
	}
	if err := os.WriteFile(vars, text, 0o600); err != nil {
		return nil, fmt.Errorf("cannot write the worker's settings: %w (run make edge-build first)", err)
	}
	node, err := filepath.Abs(filepath.Join("worker", "node_modules", ".bin", "wrangler"))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(os.Getenv("ADDEND_NODE22"), node, "dev", "--local", "--ip", "127.0.0.1",
		"--port", strconv.Itoa(int(p.worker)), "--show-interactive-dev-session=false", "--log-level", "warn")
	cmd.Dir = filepath.Join("dist", "edge")
	cmd.Env = append(os.Environ(), "WRANGLER_SEND_METRICS=false", "CI=true", "CLOUDFLARE_CF_FETCH_ENABLED=false")
	return cmd, nil
}
