package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// What bluemonday brings for style attributes, which none of our policies lets through: 105 regular expressions and a
// parser, built at every start. In the modules these stand in its place; should a style ever be allowed, it is emptied.
// The rest of bluemonday is as it was published.
var stylesLeftOut = []struct{ module, file, source string }{
	{"github.com/microcosm-cc/bluemonday", "css/handlers.go", `package css

func GetDefaultHandler(string) func(string) bool { return func(string) bool { return false } }
`},
	{"github.com/aymerick/douceur", "parser/parser.go", `package parser

import (
	"errors"

	"github.com/aymerick/douceur/css"
)

func ParseDeclarations(string) ([]*css.Declaration, error) { return nil, errors.New("no styles") }
`},
}

// withoutStyles lays copies of the modules with those files out under dist, and returns the go.mod that replaces them.
// The folder has one name wherever the project is, because the name gets into what is built.
func withoutStyles() (modfile string, err error) {
	const folder = "dist/pack"
	replaced, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	for _, f := range stylesLeftOut {
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", f.module).Output()
		if err != nil {
			return "", fmt.Errorf("go list -m %s: %w", f.module, err)
		}
		to := path.Join(folder, path.Base(f.module))
		if err := copyModule(to, strings.TrimSpace(string(dir)), f.file, f.source); err != nil {
			return "", err
		}
		if err := put(path.Join(to, "go.mod"), []byte("module "+f.module+"\n")); err != nil {
			return "", err
		}
		replaced = fmt.Appendf(replaced, "\nreplace %s => ./%s\n", f.module, to)
	}
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		return "", err
	}
	modfile = path.Join(folder, "go.mod")
	if err := put(path.Join(folder, "go.sum"), sums); err != nil {
		return "", err
	}
	return modfile, put(modfile, replaced)
}

// copyModule copies what a module is built of, with another source for one of its files.
func copyModule(to, from, file, source string) error {
	if _, err := os.Stat(filepath.Join(from, file)); err != nil {
		return err
	}
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == file || strings.HasSuffix(name, "_test.go") || path.Ext(name) != ".go" {
			return err
		}
		b, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		return put(path.Join(to, name), b)
	})
	if err != nil {
		return err
	}
	return put(path.Join(to, file), []byte(source))
}

// put writes a file where it is not so already, whole: another build may be reading it.
func put(name string, content []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, content) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
