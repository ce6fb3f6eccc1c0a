package workerd

import (
	"os"
	"strings"
	"testing"
)

func TestConfig(t *testing.T) {
	text, err := config("/a/b", []Worker{
		{Name: "edge", Dir: "/a/edge", Main: "entry.mjs", Modules: []string{"worker.wasm", "cell.mjs"}, Cells: true, PublicOnly: true,
			Vars: map[string]string{"KEY": "a\"b\\c\n", "ANOTHER": "x"}},
		{Name: "bare", Dir: "/a/b", Main: "bare.mjs"},
	}, "/state")
	if err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{
		`(name = "entry.mjs", esModule = embed "../edge/entry.mjs")`,
		`(name = "worker.wasm", wasm = embed "../edge/worker.wasm")`,
		`(name = "KEY", text = "a\"b\\c\x0a")`,
		`(name = "edge", address = "127.0.0.1:0", http = (), service = "edge")`,
		`globalOutbound = "public"`,
		`(name = "USERS", durableObjectNamespace = "UserCell")`,
		`durableObjectStorage = (localDisk = "state")`,
		`(name = "bare.mjs", esModule = embed "bare.mjs")`,
	} {
		if !strings.Contains(text, piece) {
			t.Errorf("no %s in\n%s", piece, text)
		}
	}
	if strings.Count(text, "globalOutbound") != 1 || strings.Count(text, "USERS") != 1 {
		t.Error("the bare worker got what is the edge's")
	}
	if a, b := strings.Index(text, "ANOTHER"), strings.Index(text, "KEY"); a > b {
		t.Error("bindings are not in order")
	}
}

// What runs here must be what is deployed.
func TestCompatibilityIsThatOfWrangler(t *testing.T) {
	b, err := os.ReadFile("../wrangler.jsonc")
	if err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{`"compatibility_date": "` + compatibilityDate + `"`, `"compatibility_flags": [` + flagList() + `]`} {
		if !strings.Contains(string(b), piece) {
			t.Errorf("wrangler.jsonc has no %s", piece)
		}
	}
}

func TestEdgeWithoutABuild(t *testing.T) {
	if _, err := Edge("addend", t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "hint: ") {
		t.Error(err)
	}
}
