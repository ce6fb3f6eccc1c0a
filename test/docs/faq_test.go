// Package docs holds docs/faq.md to the truth as far as a machine can: all rows
// are there, and every test that a row names exists.
package docs

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	root     = "../.."
	rowCount = 95
)

var (
	rowPattern  = regexp.MustCompile(`(?m)^\| (F\d\d) \| (.+) \| (.+) \| (.+) \| (.+) \| (.+) \|$`)
	testPattern = regexp.MustCompile("`([^` ]+) (\"[^`]+\"|Test\\w+)`")
	states      = map[string]int{"works": 0, "partly": 0, "not yet": 0, "in words": 0}
)

type row struct{ id, question, answer, demo, shownBy, state string }

func rows(t *testing.T) (rows []row, page string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs", "faq.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range rowPattern.FindAllStringSubmatch(string(text), -1) {
		rows = append(rows, row{m[1], m[2], m[3], m[4], m[5], m[6]})
	}
	return rows, string(text)
}

func TestEveryRowIsThereOnce(t *testing.T) {
	all, page := rows(t)
	if len(all) != rowCount {
		t.Fatalf("%d rows, want %d", len(all), rowCount)
	}
	count := map[string]int{}
	for i, r := range all {
		if want := fmt.Sprintf("F%02d", i+1); r.id != want {
			t.Errorf("row %d is %s, want %s", i+1, r.id, want)
		}
		if _, known := states[r.state]; !known {
			t.Errorf("%s has the state %q", r.id, r.state)
		}
		count[r.state]++
	}
	summary := fmt.Sprintf("Today: %d work, %d partly, %d not yet, %d in words.", count["works"], count["partly"], count["not yet"], count["in words"])
	if !strings.Contains(page, summary) {
		t.Errorf("the page does not say %q", summary)
	}
}

func TestWhatWorksNamesATest(t *testing.T) {
	all, _ := rows(t)
	for _, r := range all {
		if r.state == "works" && len(testPattern.FindAllString(r.shownBy, -1)) == 0 {
			t.Errorf("%s is said to work and names no test", r.id)
		}
	}
}

func TestNamedTestsExist(t *testing.T) {
	all, _ := rows(t)
	named := 0
	for _, r := range all {
		for _, m := range testPattern.FindAllStringSubmatch(r.shownBy, -1) {
			named++
			if err := exists(m[1], m[2]); err != nil {
				t.Errorf("%s: %v", r.id, err)
			}
		}
		if rest := testPattern.ReplaceAllString(r.shownBy, ""); strings.Trim(rest, "—; ") != "" {
			t.Errorf("%s: %q names no test", r.id, rest)
		}
	}
	if named < 50 {
		t.Errorf("only %d tests are named: the page was not understood", named)
	}
	if exists("emulator", "TestThatNobodyWrote") == nil || exists("test/browser/person.test.mjs", `"nobody wrote this"`) == nil {
		t.Error("a test that does not exist is found")
	}
}

// exists looks for a Go test in the test files of a folder, or for a quoted
// title in a file or in the test files of a folder.
func exists(place, name string) error {
	files := []string{filepath.Join(root, place)}
	if filepath.Ext(place) == "" {
		files, _ = filepath.Glob(filepath.Join(root, place, "*_test.go"))
	}
	want := "func " + name + "("
	if strings.HasPrefix(name, `"`) {
		want = name
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if strings.Contains(string(text), want) {
			return nil
		}
	}
	return fmt.Errorf("%s has no test %s", place, name)
}
