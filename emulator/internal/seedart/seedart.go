// Package seedart holds the pictures of the seed. The program in draw made them;
// its test says whether they are still what it draws.
package seedart

import (
	"embed"
	"fmt"
)

//go:generate go run ./draw

//go:embed pictures
var pictures embed.FS

// PNG is a scene, 1200 by 800 pixels: bicycle, cup, lamp, quilt, radio or
// toaster; nil for a name that is none of them.
func PNG(name string) []byte {
	b, err := pictures.ReadFile("pictures/" + name + ".png")
	if err != nil {
		return nil
	}
	return b
}

// Avatar is a person's badge, 256 by 256 pixels, different for each n from 0 to
// 11; nil for others.
func Avatar(n int) []byte { return PNG(fmt.Sprintf("avatar%d", n)) }
