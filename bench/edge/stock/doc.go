//go:build !js

// Command stock is built for js and wasm only.
package main

func main() {}
