package emulator

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	coverageBegin = "<!-- coverage: begin -->\n"
	coverageEnd   = "<!-- coverage: end -->"
)

// coverage is the README's table, made from the routes.
func coverage() string {
	var b strings.Builder
	b.WriteString("| area | call | versions | FAQ |\n|---|---|---|---|\n")
	for _, rt := range routes() {
		versions := ""
		if rt.versions == "" {
			fmt.Fprintf(&b, "| %s | `%s %s` | | %s |\n", rt.area, rt.method, rt.path, strings.ReplaceAll(rt.faq, " ", ", "))
			continue
		}
		versions = "v" + strings.Join(strings.Split(rt.versions, ""), ", v")
		fmt.Fprintf(&b, "| %s | `%s %s` | %s | %s |\n", rt.area, rt.method, rt.path, versions, strings.ReplaceAll(rt.faq, " ", ", "))
	}
	return b.String()
}

// TestReadmeCoverage holds the README to the routes. With
// ADDEND_UPDATE_README=1 it writes the table instead.
func TestReadmeCoverage(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), coverageBegin)
	have, after, ok2 := strings.Cut(rest, coverageEnd)
	if !ok || !ok2 {
		t.Fatal("README.md has no coverage table between its marks")
	}
	if have == coverage() {
		return
	}
	if os.Getenv("ADDEND_UPDATE_README") == "1" {
		if err := os.WriteFile("README.md", []byte(before+coverageBegin+coverage()+coverageEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the coverage table is not that of the routes: run ADDEND_UPDATE_README=1 go test -run ReadmeCoverage ./emulator\nwant:\n%s", coverage())
}

func TestEveryRouteAsksWhoCalls(t *testing.T) {
	w := newWorld(t)
	for _, rt := range routes() {
		for _, pattern := range rt.patterns() {
			method, path, _ := strings.Cut(pattern, " ")
			for strings.Contains(path, "{") {
				start, end := strings.Index(path, "{"), strings.Index(path, "}")
				path = path[:start] + "x" + path[end+1:]
			}
			w.as("", method, path, "{}").mustBe(t, pattern, 401, 400100)
		}
	}
}
