package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// buildID names what the package is made of: the toolchain, the Go sources with the versions of their dependencies,
// and the JavaScript. Tests and build tags do not count, so that a test can build a module that fits the glue.
func buildID() (string, error) {
	names, err := inputs()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, toolchain())
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %x\n", filepath.ToSlash(name), sha256.Sum256(b))
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

func inputs() ([]string, error) {
	names := []string{"go.mod", "go.sum"}
	for _, folder := range []string{"wasm", "socialplus"} {
		err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && e.Name() == "testdata":
				return filepath.SkipDir
			case e.IsDir(), strings.HasSuffix(name, "_test.go"), strings.HasSuffix(name, ".md"):
				return nil
			}
			names = append(names, name)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return names, nil
}
