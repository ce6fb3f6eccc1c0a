package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"time"
)

// process is a started part: its output goes to a log file, and its end
// before ours is the end of all.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

func start(ctx context.Context, cancel context.CancelCauseFunc, cmd *exec.Cmd, logPath string) (*process, error) {
	log, err := os.Create(logPath)
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = log, log
	attach(cmd)
	if err := cmd.Start(); err != nil {
		log.Close()
		return nil, fmt.Errorf("cannot start %s: %w (run make build first)", cmd.Path, err)
	}
	p := &process{cmd, make(chan struct{})}
	go func() {
		defer close(p.done)
		err := cmd.Wait()
		log.Close()
		if ctx.Err() == nil {
			cancel(fmt.Errorf("%s ended by itself: %v\n%s", cmd.Path, err, tail(logPath, 20)))
		}
	}()
	return p, nil
}

// end asks the process to stop and waits; after five seconds it is killed.
func (p *process) end() {
	interrupt(p.cmd)
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		kill(p.cmd)
		<-p.done
	}
}

// tail is the last lines of a file, for an error message.
func tail(path string, lines int) []byte {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	text = bytes.TrimRight(text, "\n")
	all := bytes.Split(text, []byte("\n"))
	if len(all) > lines {
		all = all[len(all)-lines:]
	}
	return bytes.Join(all, []byte("\n"))
}

// awaitAnswer polls a URL until it answers 200.
func awaitAnswer(ctx context.Context, url string, limit time.Duration) error {
	last := errors.New("no answer yet")
	client := &http.Client{Timeout: 5 * time.Second}
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); {
		response, err := client.Get(url)
		if err == nil {
			io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20))
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
			err = fmt.Errorf("status %s", response.Status)
		}
		last = err
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(25 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s did not answer within %s: %w", url, limit, last)
}
