// Package deps holds module requirements while the rooms are being built.
package deps

import (
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/microcosm-cc/bluemonday"
	_ "github.com/yuin/goldmark"
	_ "golang.org/x/image/draw"
	_ "golang.org/x/net/html"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
