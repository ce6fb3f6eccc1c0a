package shrink

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A program that is shrunk does what it did, and only says less of where.
func TestShrunkProgramsRun(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node here to run a module with")
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := strings.TrimSpace(string(out))
	folder := t.TempDir()
	original := filepath.Join(folder, "original.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", original, "./testdata/trace")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	module, err := os.ReadFile(original)
	if err != nil {
		t.Fatal(err)
	}
	run := func(module []byte, args ...string) string {
		name := filepath.Join(folder, "run.wasm")
		if err := os.WriteFile(name, module, 0o644); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.Command("node", append([]string{filepath.Join(root, "lib/wasm/wasm_exec_node.js"), name}, args...)...).CombinedOutput()
		return string(out)
	}
	merged, err := Module(module, "go1.0")
	if err != nil {
		t.Fatal(err)
	}
	const sum = "\n1225\n"
	if got, want := run(merged), "main.main true\nat the bottom true true"+sum; got != want {
		t.Errorf("in one segment: %q, want %q", got, want)
	}
	if !strings.HasPrefix(runtime.Version(), knownToolchain) {
		t.Skipf("%s: lines are left in, because only the tables of %s are known", runtime.Version(), knownToolchain)
	}
	shrunk, err := Module(module, runtime.Version())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := run(shrunk), "main.main false\nat the bottom true false"+sum; got != want {
		t.Errorf("without lines: %q, want %q", got, want)
	}
	if out := run(shrunk, "fail"); !strings.Contains(out, "assignment to entry in nil map") || !strings.Contains(out, "main.main()") {
		t.Errorf("a panic that nobody recovers says %q", out)
	}
}

func TestImageIsTheSegments(t *testing.T) {
	section := []byte{2,
		0, 0x41, 0x80, 0x08, 0x0b, 2, 'a', 'b', // at 1024
		0, 0x41, 0xc0, 0x00, 0x0b, 1, 'c'} // at 64, where a sign needs a second byte
	base, image, err := imageOf(section)
	if err != nil || base != 64 || len(image) != 1024-64+2 || image[0] != 'c' || string(image[960:]) != "ab" {
		t.Fatalf("%v %d %d", err, base, len(image))
	}
	again, same, err := imageOf(oneSegment(base, image))
	if err != nil || again != base || !bytes.Equal(same, image) {
		t.Errorf("%v %d", err, again)
	}
}

func TestShrinkRefusesWhatIsNotAModule(t *testing.T) {
	const head = "\x00asm\x01\x00\x00\x00"
	for name, module := range map[string]string{
		"text":                 "hello there",
		"a section too long":   head + "\x01\x7f",
		"a passive segment":    head + "\x0b\x03\x01\x01\x00",
		"a segment too long":   head + "\x0b\x07\x01\x00\x41\x01\x0b\x7fa",
		"half a segment":       head + "\x0b\x03\x02\x00\x41",
		"an address too large": head + "\x0b\x0b\x01\x00\x41\xff\xff\xff\xff\x0f\x0b\x01a",
		"no tables":            head + "\x0b\x07\x01\x00\x41\x01\x0b\x01a",
	} {
		if _, err := Module([]byte(module), knownToolchain); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Tables that are not what they should be are an error, and never a panic: a toolchain may change them.
func TestDropLinesRefusesOtherTables(t *testing.T) {
	image := make([]byte, 400)
	copy(image, "\xf1\xff\xff\xff\x00\x00\x01\x08")
	for i := 8; i+8 <= len(image); i += 8 {
		for _, v := range []uint64{0, 1, 72, 100, 1 << 40} {
			changed := bytes.Clone(image)
			binary.LittleEndian.PutUint64(changed[i:], v)
			if dropLines(4096, changed) == nil {
				t.Errorf("%d at %d: no error", v, i)
			}
		}
	}
}
