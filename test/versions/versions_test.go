// Package versions holds the dependencies to the least versions that known
// advisories ask for, so that the floor stands even where no vulnerability
// database can be reached.
package versions

import (
	"database/sql"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/mod/semver"
	_ "modernc.org/sqlite"
)

// least is the table: a module, the first version that is fit, and why.
var least = []struct {
	module, version, reason string
}{
	{"golang.org/x/net", "v0.57.0", "CVE-2025-22872 (html tokenizer, fixed in 0.38.0), CVE-2025-47911 and CVE-2025-58190 (html parser, fixed in 0.45.0) and the html parser's advisories of 2026"},
	{"github.com/microcosm-cc/bluemonday", "v1.0.16", "CVE-2021-29272 (fixed in 1.0.5), CVE-2021-42576 (fixed in 1.0.16): script through select, style and option"},
	{"golang.org/x/image", "v0.18.0", "CVE-2024-24792: panic on an image with an invalid palette"},
}

// pinned modules must have exactly this version.
var pinned = []struct {
	module, version, reason string
}{
	{"github.com/syumai/workers", "v0.33.0", "v0.32.0 panics in workerd (illegal invocation), later versions cannot be had under this path"},
}

func selected(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Version}}", "all").Output()
	if err != nil {
		t.Fatalf("go list -m all: %v", err)
	}
	versions := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, version, _ := strings.Cut(strings.TrimSpace(line), " ")
		versions[path] = version
	}
	return versions
}

func TestLeastVersions(t *testing.T) {
	have := selected(t)
	for _, want := range least {
		got := have[want.module]
		if !semver.IsValid(got) || semver.Compare(got, want.version) < 0 {
			t.Errorf("%s is %q, want at least %s: %s", want.module, got, want.version, want.reason)
		}
	}
	for _, want := range pinned {
		if got := have[want.module]; got != want.version {
			t.Errorf("%s is %q, want exactly %s: %s", want.module, got, want.version, want.reason)
		}
	}
}

// The driver's own version says nothing about the SQLite inside it, so the
// library is asked: CVE-2025-6965 is fixed in SQLite 3.50.2.
func TestSQLiteInsideTheDriver(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var version string
	if err := db.QueryRow("select sqlite_version()").Scan(&version); err != nil {
		t.Fatal(err)
	}
	if semver.Compare("v"+version, "v3.50.2") < 0 {
		t.Errorf("SQLite is %s, want at least 3.50.2", version)
	}
}

// The comparison must notice an old version.
func TestAnOldVersionWouldBeNoticed(t *testing.T) {
	if semver.Compare("v0.26.0", least[0].version) >= 0 {
		t.Error("v0.26.0, which bluemonday asks for, passes as new enough")
	}
}
