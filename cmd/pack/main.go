// Command pack makes the npm package: the modules, the JavaScript around them, Go's start-up code from the toolchain
// that built the modules, and integrity.json. The same sources give the same bytes, whatever folder they are in.
//
//	go run ./cmd/pack -o dist/npm
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("o", "dist/npm", "the folder to write; files of the package in it are replaced")
	tags := flag.String("tags", "", "build tags for addend.wasm, for tests")
	lean := flag.Bool("lean", true, "build media.wasm, the module without Markdown, too")
	routes := flag.Bool("routes", false, "write wasm/npm/routes.d.ts and live-types.js from the worker's tables, and nothing else")
	codes := flag.Bool("codes", false, "write wasm/npm/codes.js from the platform's error codes, and nothing else")
	flag.Parse()
	if err := run(*out, *tags, *lean, *routes, *codes); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(out, tags string, lean, routes, codes bool) error {
	if _, err := os.Stat(sources); err != nil {
		return fmt.Errorf("%w: run it in the project's root folder", err)
	}
	if routes || codes {
		return errors.Join(
			writeIf(routes, sources+"/routes.d.ts", routeTypes()),
			writeIf(routes, sources+"/live-types.js", liveNames()),
			writeIf(codes, sources+"/codes.js", codeTable()),
		)
	}
	return pack(out, tags, lean)
}

func writeIf(asked bool, name string, content []byte) error {
	if !asked {
		return nil
	}
	return os.WriteFile(name, content, 0o644)
}
