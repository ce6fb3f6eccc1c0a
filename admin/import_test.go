package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/addend-go/addend/emulator"
)

type account struct {
	ID       string         `json:"userId"`
	Name     string         `json:"displayName"`
	About    string         `json:"description"`
	Roles    []string       `json:"roles"`
	Metadata map[string]any `json:"metadata"`
}

func (w *world) account(id string) account {
	w.t.Helper()
	var answer struct{ Users []account }
	if status := w.get("/api/v3/users/"+id, &answer); status != 200 {
		w.t.Fatalf("user %s: status %d", id, status)
	}
	return answer.Users[0]
}

func TestImport(t *testing.T) {
	for name, key := range map[string]string{"open": "", "secure mode": serverKey} {
		t.Run(name, func(t *testing.T) {
			w := start(t, emulator.Options{ServerKey: key})
			csv := w.file("people.csv", "\xef\xbb\xbfuserId,displayName,description,metadata.team,roles\nana,Ana,mends,red,\n\"b,c\",\"O\"\"Hara\",,,global-admin\n")
			w.must("users", "import", csv)
			if a := w.account("ana"); a.Name != "Ana" || a.About != "mends" || a.Metadata["team"] != "red" {
				t.Errorf("ana is %+v", a)
			}
			if b := w.account("b,c"); b.Name != `O"Hara` || len(b.Roles) != 1 {
				t.Errorf("b,c is %+v", b)
			}
			lines := w.file("more.jsonl", `{"userId":"dora","displayName":"Dora","metadata":{"deep":{"n":1}}}`+"\n\n"+`{"userId":"emil"}`+"\n")
			w.must("users", "import", lines)
			if d := w.account("dora"); fmt.Sprint(d.Metadata) != "map[deep:map[n:1]]" {
				t.Errorf("dora is %+v", d)
			}
			w.account("emil")
		})
	}
}

// A second start does only what the first one did not.
func TestImportGoesOn(t *testing.T) {
	w := start(t, emulator.Options{})
	path := w.file("people.csv", "userId,displayName\nana,Ana\nADMIN_x,No\nbo,Bo\nana,Again\n")
	status, _, log := w.do("users", "import", path)
	if status != 1 {
		t.Fatalf("status %d", status)
	}
	holds(t, log, "2 registered, 2 failed", path+".report.jsonl")
	report, err := os.ReadFile(path + ".report.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	holds(t, string(report), `"item":"ADMIN_x","ok":false,"line":3`, "the platform keeps for itself", `"item":"ana","ok":true`)

	if err := os.WriteFile(path, []byte("userId,displayName\nana,Other\nbo,Bo\nADMIN_x,No\ncleo,Cleo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, log = w.do("users", "import", path)
	holds(t, log, "1 registered, 1 failed, 2 done before")
	if a := w.account("ana"); a.Name != "Ana" {
		t.Errorf("ana was imported again, as %q", a.Name)
	}
}

func TestImportChecks(t *testing.T) {
	w := start(t, emulator.Options{})
	for text, want := range map[string]string{
		"userId\nana\nana\n":                                       "stands in line 2 already",
		"userId\n" + strings.Repeat("x", 51) + "\n":                "longer than 50",
		"userId,displayName\na," + strings.Repeat("n", 101) + "\n": "displayName is longer than 100",
		"userId,metadata\na,[1]\n":                                 "metadata is not a JSON object",
		"userId,metadata,metadata.k\na,{},v\n":                     "use one of them",
		"userId,displayName\na\n":                                  "1 fields for 2 columns",
		`{"userId":"a","age":3}`:                                   "unknown field",
		`{"userId":"a"}{"userId":"b"}`:                             "more than one object",
		"name\nana\n":                                              `no column "name"`,
		"displayName\nana\n":                                       "userId among them",
	} {
		status, out, log := w.do("users", "import", "--dry-run", w.file("rows", text))
		if status == 0 {
			t.Errorf("%q passes", text)
		}
		holds(t, out+log, want)
	}
	w.in = "userId\nana\n"
	if status, _, log := w.do("users", "import", "-"); status != 2 {
		t.Errorf("standard input without a report: status %d %s", status, log)
	}
}

// A wrong key ends the job at once: thousands of calls that cannot succeed are not made.
func TestImportEndsOnAWrongKey(t *testing.T) {
	w := start(t, emulator.Options{ServerKey: serverKey})
	w.env["ADDEND_SERVER_KEY"] = "wrong"
	rows := "userId\n"
	for i := range 500 {
		rows += fmt.Sprintf("user%d\n", i)
	}
	status, _, log := w.do("users", "import", w.file("rows.csv", rows))
	if status != 1 {
		t.Errorf("status %d", status)
	}
	holds(t, log, "0 registered", "hint: is ADDEND_SERVER_KEY")
}
