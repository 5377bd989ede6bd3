package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// find returns the programs of a PostgreSQL installation: that of PG_BIN, that
// in the PATH, or the newest one of Debian.
func find() (initdb, postgres string, err error) {
	var folders []string
	if folder := os.Getenv("PG_BIN"); folder != "" {
		folders = append(folders, folder)
	} else {
		if found, err := exec.LookPath("initdb"); err == nil {
			// A link may point to the place where all the programs are.
			if found, err = filepath.EvalSymlinks(found); err == nil {
				folders = append(folders, filepath.Dir(found))
			}
		}
		debian, err := filepath.Glob("/usr/lib/postgresql/*/bin")
		if err != nil {
			return "", "", err
		}
		for i := len(debian) - 1; i >= 0; i-- {
			folders = append(folders, debian[i])
		}
	}
	for _, folder := range folders {
		initdb = filepath.Join(folder, "initdb")
		postgres = filepath.Join(folder, "postgres")
		if isFile(initdb) && isFile(postgres) {
			return initdb, postgres, nil
		}
	}
	return "", "", errors.New("PostgreSQL's initdb and postgres were not " +
		"found: install the package postgresql (Debian, Ubuntu), or set " +
		"PG_BIN to the folder with both")
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// account is the user that runs the server; nil is the current one.
type account struct{ uid, gid uint32 }

// unprivileged returns the user "nobody" if this process is root: PostgreSQL
// refuses to run as root.
func unprivileged() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, fmt.Errorf("find a user to run PostgreSQL: %w", err)
	}
	uid, err := strconv.ParseUint(nobody.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user nobody: %w", err)
	}
	gid, err := strconv.ParseUint(nobody.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user nobody: %w", err)
	}
	return &account{uint32(uid), uint32(gid)}, nil
}

// own makes the account the owner of a folder.
func (a *account) own(folder string) error {
	if a == nil {
		return nil
	}
	return os.Chown(folder, int(a.uid), int(a.gid))
}

// command returns a command that runs in a folder as the account, with nothing
// of this process's environment that concerns PostgreSQL.
func (a *account) command(
	folder, name string, args ...string,
) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	if a != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Credential: &syscall.Credential{Uid: a.uid, Gid: a.gid},
		}
	}
	return cmd
}
