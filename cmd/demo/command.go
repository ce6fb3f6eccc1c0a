package main

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// keys are what a real deployment gets from the console and its secret store.
type keys struct{ api, server, admin, cookie, webhook, pushPublic, pushPrivate string }

func newKeys() keys {
	secret := func() string {
		b := make([]byte, 32)
		rand.Read(b)
		return base64.StdEncoding.EncodeToString(b)
	}
	push, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		panic(err) // there is no randomness: nothing here could be a secret
	}
	encode := base64.RawURLEncoding.EncodeToString
	return keys{pushPublic: encode(push.PublicKey().Bytes()), pushPrivate: encode(push.Bytes()), api: "demo-" + rand.Text(), server: rand.Text(), admin: rand.Text(), cookie: secret(), webhook: secret()}
}

func emulatorCommand(p portPair, k keys, data string) *exec.Cmd {
	args := []string{"-addr", p.emulator.address(), "-api-key", k.api, "-server-key", k.server, "-admin-token", k.admin, "-seed",
		"-webhook", "http://" + p.worker.address() + "/hooks/events", "-push-notifications"}
	if data != "" {
		args = append(args, "-data", data)
	}
	cmd := exec.Command(filepath.Join("dist", "bin", "addend-emulator"), args...)
	cmd.Env = append(os.Environ(), "ADDEND_EMULATOR_WEBHOOK_SECRET="+k.webhook)
	return cmd
}

func workerCommand(p portPair, k keys, edge bool) (*exec.Cmd, error) {
	settings := []string{
		"ADDEND_UPSTREAM=http://" + p.emulator.address(),
		"ADDEND_API_KEY=" + k.api,
		"ADDEND_SERVER_KEY=" + k.server,
		"ADDEND_COOKIE_KEYS=" + k.cookie,
		"ADDEND_WEBHOOK_SECRETS=" + k.webhook,
		"ADDEND_PUSH_PUBLIC_KEY=" + k.pushPublic,
		"ADDEND_PUSH_PRIVATE_KEY=" + k.pushPrivate,
		"ADDEND_PUSH_SUBJECT=mailto:demo@example.org",
		"ADDEND_DEV_IDENTITIES=1",
		"ADDEND_BADGE_ROLE=" + badgeRole,
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
	edge := filepath.Join("dist", "edge")
	var text []byte
	for _, line := range settings {
		name, value, _ := strings.Cut(line, "=")
		text = fmt.Appendf(text, "%s=%q\n", name, value)
	}
	if err := os.WriteFile(filepath.Join(edge, ".dev.vars"), text, 0o600); err != nil {
		return nil, fmt.Errorf("cannot write the worker's settings: %w (run make build first)", err)
	}
	node := os.Getenv("ADDEND_NODE22")
	if node == "" {
		return nil, errors.New("ADDEND_NODE22 does not name a Node 22: start this with make edge")
	}
	wrangler, err := filepath.Abs(filepath.Join("worker", "node_modules", "wrangler", "bin", "wrangler.js"))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(node, wrangler, "dev", "--local", "--ip", "127.0.0.1", "--port", strconv.Itoa(int(p.worker)),
		"--inspector-port", "0", "--show-interactive-dev-session=false")
	cmd.Dir = edge
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(node)+string(os.PathListSeparator)+os.Getenv("PATH"),
		"WRANGLER_SEND_METRICS=false", "CI=true", "CLOUDFLARE_CF_FETCH_ENABLED=false", "NO_COLOR=1")
	return cmd, nil
}
