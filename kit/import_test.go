package kit_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const path = "github.com/conduitio/conduit-connector-best-practices/kit"

// TestImport: somebody else's module gets the kit from a proxy, and its test
// finds a planted fault, and passes without it.
func TestImport(t *testing.T) {
	// A version of its own: the module cache must not know it already.
	version := fmt.Sprintf("v0.0.0-test.%d", time.Now().UnixNano())
	proxy := t.TempDir()
	serve(t, proxy, version)
	cache := goCommand(t, ".", nil, "env", "GOMODCACHE")
	t.Cleanup(func() { forget(t, cache, version) })

	importer := t.TempDir()
	for _, name := range []string{"counter.go", "counter_test.go"} {
		text, err := os.ReadFile(filepath.Join("testdata", "importer", name))
		if err != nil {
			t.Fatal(err)
		}
		err = os.WriteFile(filepath.Join(importer, name), text, 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	env := []string{
		"GOPROXY=file://" + filepath.ToSlash(proxy) + ",file://" +
			filepath.ToSlash(cache) + "/cache/download," +
			goCommand(t, ".", nil, "env", "GOPROXY"),
		"GOFLAGS=-mod=mod -modcacherw", "GOSUMDB=off", "GOWORK=off",
	}
	goCommand(t, importer, env, "mod", "init", "example.com/counter")
	goCommand(t, importer, env, "get", path+"@"+version)
	goCommand(t, importer, env, "test", ".")

	out, err := tryGo(importer, append(env, "PLANTED_FAULT=1"), "test", ".")
	if err == nil || !strings.Contains(out, "lost: never arrived") ||
		!strings.Contains(out, "Repeat it: go test -run") {
		t.Errorf("the planted fault is not found: %v\n%s", err, out)
	}

	// What the author's go.mod says is the kit, and its SDK.
	text, err := os.ReadFile(filepath.Join(importer, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sqlite", "pgx", "pglogrepl"} {
		if strings.Contains(string(text), name) {
			t.Errorf("the kit drags %s along", name)
		}
	}
}

// serve puts this module into a folder, as a module proxy has it.
func serve(t *testing.T, proxy, version string) {
	t.Helper()
	folder := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	archive, err := os.Create(filepath.Join(folder, version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	err = zip.CreateFromDir(archive,
		module.Version{Path: path, Version: version}, ".")
	if err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	goMod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	info, err := json.Marshal(map[string]any{
		"Version": version, "Time": time.Now().UTC()})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		version + ".mod": goMod, version + ".info": info,
		"list": []byte(version + "\n"),
	} {
		err := os.WriteFile(filepath.Join(folder, name), text, 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// forget removes a version of this module from the module cache.
func forget(t *testing.T, cache, version string) {
	t.Helper()
	slashed := filepath.FromSlash(path)
	err := os.RemoveAll(filepath.Join(cache, slashed+"@"+version))
	if err != nil {
		t.Error(err)
	}
	downloads := filepath.Join(cache, "cache", "download", slashed, "@v")
	err = filepath.WalkDir(downloads, func(
		file string, entry fs.DirEntry, err error,
	) error {
		if err == nil && strings.HasPrefix(entry.Name(), version) {
			return os.Remove(file)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// goCommand runs a go command, which must succeed, and returns what it says.
func goCommand(
	t *testing.T, folder string, env []string, args ...string,
) string {
	t.Helper()
	out, err := tryGo(folder, env, args...)
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(out)
}

func tryGo(folder string, env []string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
