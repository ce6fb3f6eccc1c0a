//go:build js && !addend_crash

package main

func moreFunctions() []row { return nil }
