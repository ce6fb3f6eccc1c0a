// Command edge-stage builds the edge worker into dist/edge and its static files
// into dist/site, ready for wrangler dev (in dist/edge) or wrangler deploy (in
// worker/). Run it from the module's folder, after dist/npm is built.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/addend-go/addend/worker/wrangler"
)

func main() {
	if err := stage(); err != nil {
		fmt.Fprintln(os.Stderr, "edge-stage:", err)
		os.Exit(1)
	}
}

func stage() error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	l := wrangler.Layout{Root: root, Dist: filepath.Join(root, "dist")}
	if err := l.Stage(context.Background()); err != nil {
		return err
	}
	return l.Site(filepath.Join(root, "web"), filepath.Join(root, "dist", "npm"))
}
