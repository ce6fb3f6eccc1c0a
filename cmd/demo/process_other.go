//go:build !linux

package main

import (
	"os"
	"os/exec"
)

func attach(*exec.Cmd) {}

func interrupt(cmd *exec.Cmd) {
	if cmd.Process.Signal(os.Interrupt) != nil {
		cmd.Process.Kill() // Windows has no interrupt for another process
	}
}

func kill(cmd *exec.Cmd) { cmd.Process.Kill() }
