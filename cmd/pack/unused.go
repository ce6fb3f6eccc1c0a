package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// What of bluemonday is left out of the modules, because it is built at every start and used by none of our policies: for
// style attributes 105 regular expressions and a parser (should a style ever be allowed, it is emptied), and the
// library's own policies with 12 expressions for their attributes. These files stand in their place. The rest of the
// modules named here is as it was published, but for what [atFirstUse] does.
var leftOut = map[string]map[string]string{
	"github.com/microcosm-cc/bluemonday": {
		"css/handlers.go": `package css

func GetDefaultHandler(string) func(string) bool { return func(string) bool { return false } }
`,
		"helpers.go":  "package bluemonday\n",
		"policies.go": "package bluemonday\n",
	},
	"github.com/yuin/goldmark": nil,
	"github.com/aymerick/douceur": {
		"parser/parser.go": `package parser

import (
	"errors"

	"github.com/aymerick/douceur/css"
)

func ParseDeclarations(string) ([]*css.Declaration, error) { return nil, errors.New("no styles") }
`,
	},
}

// withoutUnused lays copies of the modules with those files out under dist, and returns the go.mod that replaces them.
// The folder has one name wherever the project is, because the name gets into what is built.
func withoutUnused() (modfile string, err error) {
	const folder = "dist/pack"
	replaced, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	for _, module := range slices.Sorted(maps.Keys(leftOut)) {
		found, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}\n{{with .GoVersion}}go {{.}}{{end}}", module).Output()
		if err != nil {
			return "", fmt.Errorf("go list -m %s: %w", module, err)
		}
		dir, language, _ := strings.Cut(string(found), "\n")
		to := path.Join(folder, path.Base(module))
		if err := copyModule(to, dir, leftOut[module]); err != nil {
			return "", err
		}
		if err := put(path.Join(to, "go.mod"), []byte("module "+module+"\n"+language)); err != nil {
			return "", err
		}
		replaced = fmt.Appendf(replaced, "\nreplace %s => ./%s\n", module, to)
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

// copyModule copies what a module is built of, with another source for some of its files, and what its packages make at
// every start made at first use.
func copyModule(to, from string, others map[string]string) error {
	packages := map[string]map[string][]byte{}
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, "_test.go") || path.Ext(name) != ".go" || strings.HasPrefix(name, "_") {
			return err
		}
		b, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		if other, ok := others[name]; ok {
			b = []byte(other)
		}
		if packages[path.Dir(name)] == nil {
			packages[path.Dir(name)] = map[string][]byte{}
		}
		packages[path.Dir(name)][name] = b
		return nil
	})
	if err != nil {
		return err
	}
	for file := range others {
		if packages[path.Dir(file)][file] == nil {
			return fmt.Errorf("%s has no %s", from, file)
		}
	}
	for _, files := range packages {
		if files, err = atFirstUse(files); err != nil {
			return err
		}
		for name, source := range files {
			if err := put(path.Join(to, name), source); err != nil {
				return err
			}
		}
	}
	return nil
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
