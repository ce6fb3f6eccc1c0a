//go:build !unix

package emulator

import "os"

// lockFolder does nothing where there is no lock that ends with its process.
func lockFolder(string) (*os.File, error) { return nil, nil }
