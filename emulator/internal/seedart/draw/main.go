// Command draw draws the pictures of the seed: small scenes of a repair café and
// its people's badges, made of code, so that no picture has to be licensed. They
// are kept beside it, because drawing them was most of what a seed cost.
//
//	go generate ./emulator/internal/seedart
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "pictures", "folder to write the pictures to")
	flag.Parse()
	for name, c := range drawAll() {
		if err := os.WriteFile(filepath.Join(*dir, name+".png"), c.png(), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "draw:", err)
			os.Exit(1)
		}
	}
}

// drawAll is every picture by its name without extension.
func drawAll() map[string]*canvas {
	all := map[string]*canvas{}
	for name, scene := range scenes() {
		all[name] = scene()
	}
	for n := range avatars {
		all[fmt.Sprintf("avatar%d", n)] = avatar(n)
	}
	return all
}
