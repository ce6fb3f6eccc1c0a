package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/addend-go/addend/internal/shrink"
)

// sources is where the hand-written part of the package is.
const sources = "wasm/npm"

// small are the packages whose functions are not copied into each other: the parsers of media files wait for bytes, not
// for calls, and the loops that go over every frame call nothing; fmt writes errors.
var small = []string{"github.com/addend-go/addend/wasm/media", "fmt"}

// development is what version.js says in the sources, and main.build in the module.
const development = `build = "development"`

func pack(out, tags string, lean bool) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	id, err := buildID()
	if err != nil {
		return err
	}
	files, err := scripts(id)
	if err != nil {
		return err
	}
	modules := map[string]string{"addend.wasm": tags}
	if lean {
		modules["media.wasm"] = strings.Trim(tags+",addend_lean", ",")
	}
	for name, tags := range modules {
		if files[name], err = compile(id, tags); err != nil {
			return fmt.Errorf("building %s: %w", name, err)
		}
	}
	if files["integrity.json"], err = integrity(files); err != nil {
		return err
	}
	for name := range modules { // for hosts that send it to browsers that take it; not part of the package
		if files[name+".gz"], err = compressed(files[name]); err != nil {
			return err
		}
	}
	return replace(out, files)
}

// compile builds a module. Neither the folder of the sources nor the state of a repository gets into it.
func compile(id, tags string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "addend-pack-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	to := filepath.Join(folder, "module.wasm")
	modfile, err := withoutUnused()
	if err != nil {
		return nil, err
	}
	args := []string{"build", "-trimpath", "-buildvcs=false", "-modfile", modfile, "-tags", tags, "-ldflags", "-s -w -buildid= -X main.build=" + id, "-o", to}
	for _, path := range small {
		args = append(args, "-gcflags", path+"=-l")
	}
	cmd := exec.Command("go", append(args, "./wasm")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=", "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	module, err := os.ReadFile(to)
	if err != nil {
		return nil, err
	}
	return shrink.Module(module, toolchain())
}

func goroot() (string, error) {
	b, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

func compressed(b []byte) ([]byte, error) {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// replace makes a folder hold these files and no others. Each appears whole: a server may be reading the folder.
func replace(out string, files map[string][]byte) error {
	there, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, e := range there {
		if _, wanted := files[e.Name()]; !wanted && e.Type().IsRegular() {
			if err := os.Remove(filepath.Join(out, e.Name())); err != nil {
				return err
			}
		}
	}
	for name, b := range files {
		to := filepath.Join(out, name)
		if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, b) {
			continue
		}
		if err := os.WriteFile(to+".new", b, 0o644); err != nil {
			return err
		}
		if err := os.Rename(to+".new", to); err != nil {
			return err
		}
	}
	return nil
}

func toolchain() string { return runtime.Version() }
