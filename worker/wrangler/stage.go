// Package wrangler builds the edge worker and runs it in real workerd on this
// machine, for make edge and for the conformance tests. It needs the packages
// of worker/package.json (npm ci), which bring a Node new enough for wrangler.
package wrangler

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/addend-go/addend/internal/shrink"
	"github.com/addend-go/addend/worker/gateway"
)

// Layout names the places of a build. Root is the module's folder; Dist gets
// edge/ (the worker and its wrangler.jsonc) and site/ (its static files).
type Layout struct{ Root, Dist string }

func (l Layout) edge(name string) string { return filepath.Join(l.Dist, "edge", name) }

// Stage builds the worker and puts the files beside it that it needs: the
// JavaScript of worker/js and the wasm_exec.js of the very toolchain.
func (l Layout) Stage(ctx context.Context) error {
	if err := os.MkdirAll(l.edge(""), 0o755); err != nil {
		return err
	}
	// Without HTTP/2, which the runtime speaks: the module is 90 KB smaller, gzipped.
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "nethttpomithttp2", "-ldflags", "-s -w", "-o", l.edge("worker.wasm"), "./worker")
	build.Dir, build.Env = l.Root, append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the edge worker: %w\n%s", err, out)
	}
	if err := shrinkFile(l.edge("worker.wasm")); err != nil {
		return err
	}
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(l.Root, "worker", "js", "*.mjs"))
	if err != nil {
		return err
	}
	files = append(files, filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	for _, file := range files {
		if strings.HasSuffix(file, ".test.mjs") {
			continue
		}
		if err := copyFile(file, l.edge(filepath.Base(file))); err != nil {
			return err
		}
	}
	return l.stageConfig()
}

func shrinkFile(name string) error {
	module, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if module, err = shrink.Module(module, runtime.Version()); err != nil {
		return err
	}
	return os.WriteFile(name, module, 0o644)
}

// stageConfig copies the configuration beside the build, with its paths, so that
// the state of a local run stays out of the sources.
func (l Layout) stageConfig() error {
	b, err := os.ReadFile(filepath.Join(l.Root, "worker", "wrangler.jsonc"))
	if err != nil {
		return err
	}
	local := strings.NewReplacer(`"../dist/edge"`, `"."`, `"../dist/edge/`, `"./`, `"../dist/site"`, `"../site"`).Replace(string(b))
	return os.WriteFile(l.edge("wrangler.jsonc"), []byte(local), 0o644)
}

// Site assembles the static files: webDir at the root, npmDir under addend/, and
// the header fields of every page in _headers.
func (l Layout) Site(webDir, npmDir string) error {
	site := filepath.Join(l.Dist, "site")
	if err := os.RemoveAll(site); err != nil {
		return err
	}
	if err := copyTree(site, webDir); err != nil {
		return fmt.Errorf("the page: %w (hint: it is in web/)", err)
	}
	if err := copyTree(filepath.Join(site, "addend"), npmDir); err != nil {
		return fmt.Errorf("the npm package: %w (hint: make build)", err)
	}
	return os.WriteFile(filepath.Join(site, "_headers"), []byte(Headers()), 0o644)
}

// Headers is the _headers file of the assets: the page's header fields, from
// the same source as the native host's.
func Headers() string {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, f := range gateway.PageHeader() {
		b.WriteString("  " + f[0] + ": " + f[1] + "\n")
	}
	b.WriteString("  Cache-Control: no-cache\n")
	return b.String()
}

// copyTree copies a folder without its dot files, which the native host does not
// serve either.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case rel != "." && strings.HasPrefix(entry.Name(), ".") && entry.IsDir():
			return filepath.SkipDir
		case rel != "." && strings.HasPrefix(entry.Name(), "."):
			return nil
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case !entry.Type().IsRegular():
			return fmt.Errorf("%s is not a regular file", path)
		}
		return copyFile(path, filepath.Join(to, rel))
	})
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}
