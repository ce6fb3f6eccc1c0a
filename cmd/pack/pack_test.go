package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/gateway"
)

func inRoot(t *testing.T) { t.Chdir("../..") }

func TestWrap(t *testing.T) {
	root, err := goroot()
	if err != nil {
		t.Fatal(err)
	}
	original, err := os.ReadFile(filepath.Join(root, "lib/wasm/wasm_exec.js"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := wrap(original)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"globalThis.fs", "globalThis.process", "_gotest", "testCallExport", "argv", "this.env", "valueDelete", "debug", "this.exit = ", "instanceof WebAssembly"} {
		if bytes.Contains(got, []byte(gone)) {
			t.Errorf("%s is still there", gone)
		}
	}
	for _, kept := range []string{"Copyright", "export function define(globalThis)", "globalThis.Go = class", "timeOrigin", "this.exit(code)", "exports.run(0, 4096)", "this._exitPromise;", `"syscall/js.valueIndex"`, `"syscall/js.copyBytesToJS"`, "_makeFuncWrapper"} {
		if !bytes.Contains(got, []byte(kept)) {
			t.Errorf("%s is gone", kept)
		}
	}
	for _, c := range cuts {
		for _, place := range []string{c.from, c.to} {
			other := bytes.ReplaceAll(original, []byte(place), []byte("other"))
			if _, err := wrap(other); err == nil || !strings.Contains(err.Error(), "shape") {
				t.Errorf("a file without %q: %v", place, err)
			}
		}
	}
}

// What is generated is what is committed.
func TestGenerated(t *testing.T) {
	inRoot(t)
	for name, want := range map[string][]byte{"routes.d.ts": routeTypes(), "codes.js": codeTable(), "live-types.js": liveNames()} {
		got, err := os.ReadFile(filepath.Join(sources, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the sources say: go run ./cmd/pack -routes -codes (%v)", name, err)
		}
	}
}

func TestEveryRouteAndCodeIsThere(t *testing.T) {
	types, codes := string(routeTypes()), string(codeTable())
	for _, r := range slices.Concat(gateway.Routes(), gateway.Composed()) {
		if !strings.Contains(types, `"`+r.Pattern+`": {`) {
			t.Errorf("%s %s has no type", r.Method, r.Pattern)
		}
	}
	for _, e := range socialplus.Codes() {
		if !strings.Contains(codes, e.Name) {
			t.Errorf("%d is not in the table", e.Code)
		}
	}
}

func TestQueryType(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{nil, "{}"},
		{[]string{"a", "b[]"}, "{ a?: Value; b?: Value[] }"},
		{[]string{"options[limit]", "options[token]"}, "{ options?: Paging }"},
		{[]string{"options[limit]", "options[around]"}, "{ options?: Paging & { around?: Value } }"},
		{[]string{"d[values][]", "d[type]"}, "{ d?: { values?: Value[]; type?: Value } }"},
	} {
		if got := queryType(c.keys); got != c.want {
			t.Errorf("%v: %s, want %s", c.keys, got, c.want)
		}
	}
}

func TestIntegrity(t *testing.T) {
	b, err := integrity(map[string][]byte{"a.js": []byte("abc"), "b.d.ts": nil, "README.md": nil})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	// SHA-384 of "abc" (FIPS 180-4, examples).
	if want := "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"; len(got) != 1 || got["a.js"] != want {
		t.Errorf("%v", got)
	}
}

func TestReplace(t *testing.T) {
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "old.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := replace(out, map[string][]byte{"new.js": []byte("a")}); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) != 1 || entries[0].Name() != "new.js" {
		t.Errorf("%v %v", entries, err)
	}
}

func TestBuildIDIsOfTheSources(t *testing.T) {
	inRoot(t)
	names, err := inputs()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(names, "\n")
	for _, want := range []string{"go.sum", "wasm/npm/api.js", "wasm/main.go", "socialplus/"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not in it", want)
		}
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata") {
			t.Errorf("%s changes the id of the build", name)
		}
	}
}
