//go:build unix

package host

import (
	"os/exec"
	"syscall"
)

// ownGroup makes a command the leader of a process group of its own. So a
// Ctrl+C of a terminal does not reach it, and what it starts can be killed.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// killGroup sends SIGKILL to a command that was started, and to all processes
// that it started, unless they left its group. An error says that there is
// none any more.
func killGroup(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
}
