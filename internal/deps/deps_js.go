// Package deps holds module requirements while the rooms are being built.
package deps

import (
	_ "github.com/syumai/workers"
)
