package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var imported = regexp.MustCompile(`(?m)(?:^(?:import|export)\b[^;]*?|\bimport\(\s*(?:/\*.*?\*/\s*)?)"(\./[^"]+)"`)

// An entry is one script, which imports what stands apart and nothing else, and exports what its source exports.
func TestScriptsAreJoined(t *testing.T) {
	inRoot(t)
	files, err := scripts("0123456789abcdef")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?m)^export (?:(?:async )?function|class|const) (\w+)|^export \{([^}]*)\}`)
	exports := func(script []byte) (names []string) {
		for _, m := range named.FindAllSubmatch(script, -1) {
			separates := func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }
			names = append(names, strings.FieldsFunc(string(m[1])+","+string(m[2]), separates)...)
		}
		slices.Sort(names)
		return names
	}
	for _, name := range joined {
		var others []string
		for _, m := range imported.FindAllSubmatch(files[name], -1) {
			others = append(others, strings.TrimPrefix(string(m[1]), "./"))
		}
		if name == "thread.js" && len(others) > 0 {
			t.Errorf("%s imports %v", name, others)
		}
		for _, other := range others {
			if !slices.Contains(apart, other) && filepath.Ext(other) != ".wasm" && (other != "index.js" || name != "element.js") {
				t.Errorf("%s imports %s", name, other)
			}
		}
		if name == "element.js" && !slices.Contains(others, "index.js") {
			t.Error("element.js does not leave index.js to the moment when a message is met")
		}
		if uses := strings.Contains(string(files[name]), "AddendError("); uses && name != "errors.js" && name != "thread.js" && !slices.Contains(others, "errors.js") {
			t.Errorf("%s does not import errors.js", name)
		}
		source, err := os.ReadFile(filepath.Join(sources, name))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := exports(files[name]), exports(source); !slices.Equal(got, want) {
			t.Errorf("%s exports %v, its source %v", name, got, want)
		}
	}
	for name := range files {
		if filepath.Ext(name) == ".js" && !slices.Contains(joined, name) {
			t.Errorf("%s is not among what is joined", name)
		}
	}
	index := string(files["index.js"])
	for _, held := range []string{`build = "0123456789abcdef"`, "Copyright 2018 The Go Authors", `new URL("./addend.wasm", import.meta.url)`} {
		if strings.Count(index, held) != 1 {
			t.Errorf("index.js does not hold %s once", held)
		}
	}
}

func TestJoinSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.js"), []byte("import { b } from \"./b.js\";\nb();\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := join(folder, "a.js"); err == nil || !strings.Contains(err.Error(), "b.js") {
		t.Errorf("a script that imports what is not there: %v", err)
	}
}

func TestOnce(t *testing.T) {
	got := string(once([]byte("// a.js\nimport { E } from \"./errors.js\";\nf(E);\n// b.js\nimport { E as E2, from } from \"./errors.js\";\nimport { t } from \"./t.js\";\nimport \"./side.js\";\ng(E2, from, t, \"E22\");\nexport {\n  E2 as E\n};\n")))
	want := "import { E, from } from \"./errors.js\";\nimport { t } from \"./t.js\";\n// a.js\nf(E);\n// b.js\nimport \"./side.js\";\ng(E, from, t, \"E22\");\nexport {\n  E\n};\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
