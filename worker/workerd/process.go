package workerd

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"time"
)

const readyTimeout = 30 * time.Second

// Process is a running workerd.
type Process struct {
	// URLs is where each worker answers, by its name.
	URLs map[string]string
	// PID is the process's own, for measuring it.
	PID  int
	cmd  *exec.Cmd
	done chan struct{}
}

// Start runs workers in one process on free ports of the loopback address.
// root is the project's folder, dir takes the configuration, which holds the
// vars: only this user can read it.
func Start(ctx context.Context, root, dir, state string, workers []Worker, log io.Writer) (*Process, error) {
	bin := filepath.Join(root, "worker", "node_modules", "@cloudflare", "workerd-linux-64", "bin", "workerd")
	if _, err := os.Stat(bin); err != nil {
		return nil, fmt.Errorf("workerd is not installed: %w (hint: npm ci --prefix worker on linux x64)", err)
	}
	file := filepath.Join(dir, "config.capnp")
	text, err := config(dir, workers, state)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return nil, err
	}
	control, theirs, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer control.Close()
	cmd := exec.CommandContext(ctx, bin, "serve", "--experimental", "--control-fd=3", file)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = log, log, []*os.File{theirs}
	err = cmd.Start()
	_ = theirs.Close()
	if err != nil {
		return nil, err
	}
	p := &Process{PID: cmd.Process.Pid, cmd: cmd, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(p.done)
	}()
	if p.URLs, err = listening(control, len(workers)); err != nil {
		p.Stop()
		return nil, err
	}
	return p, nil
}

// listening reads the port of each socket from the control pipe.
func listening(control *os.File, sockets int) (map[string]string, error) {
	_ = control.SetReadDeadline(time.Now().Add(readyTimeout))
	urls := map[string]string{}
	lines := bufio.NewScanner(control)
	for len(urls) < sockets && lines.Scan() {
		var e struct {
			Event, Socket string
			Port          int
		}
		if json.Unmarshal(lines.Bytes(), &e) == nil && e.Event == "listen" {
			urls[e.Socket] = fmt.Sprintf("http://127.0.0.1:%d", e.Port)
		}
	}
	if len(urls) < sockets {
		return nil, errors.New("workerd did not start (hint: see its output)")
	}
	return urls, nil
}

// Stop ends the process.
func (p *Process) Stop() {
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.done:
	case <-time.After(3 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

// Edge describes a staged edge worker: the folder that wrangler.Layout filled.
func Edge(name, dir string, vars map[string]string) (Worker, error) {
	w := Worker{Name: name, Dir: dir, Main: "entry.mjs", Vars: vars, Cells: true}
	for _, pattern := range []string{"*.mjs", "*.js", "*.wasm"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return Worker{}, err
		}
		for _, file := range files {
			if base := filepath.Base(file); base != w.Main {
				w.Modules = append(w.Modules, base)
			}
		}
	}
	sort.Strings(w.Modules)
	if len(w.Modules) == 0 {
		return Worker{}, fmt.Errorf("no worker is staged in %s (hint: make edge-build)", dir)
	}
	return w, nil
}
