package main

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"path/filepath"
)

// integrity is integrity.json: for every file that a page loads, the value for load({ integrity }), an integrity
// attribute or an import map.
func integrity(files map[string][]byte) ([]byte, error) {
	sums := map[string]string{}
	for name, b := range files {
		if ext := filepath.Ext(name); ext != ".js" && ext != ".wasm" {
			continue
		}
		sum := sha512.Sum384(b)
		sums[name] = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	err := enc.Encode(sums) // keys come out sorted
	return buf.Bytes(), err
}
