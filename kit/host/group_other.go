//go:build !unix

package host

import "os/exec"

// ownGroup does nothing: there are no process groups.
func ownGroup(*exec.Cmd) {}

// killGroup kills a command that was started. What it started lives on.
func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
