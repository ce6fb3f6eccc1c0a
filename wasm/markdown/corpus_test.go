package markdown

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostile returns the payloads of the project's own file: one to a line, as JSON strings; lines with # are headings.
func hostile(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/hostile.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		var s string
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		out = append(out, s)
	}
	return out
}

func TestHostileTextStaysInsideItsWalls(t *testing.T) {
	list := hostile(t)
	if len(list) < 100 {
		t.Fatalf("only %d payloads", len(list))
	}
	for _, source := range list {
		holdWalls(t, source)
		for _, around := range []string{"- %\n", "> %\n", "| a |\n|---|\n| % |\n", "[%](/x)", "<details>\n\n%\n\n</details>\n", "<b>%</b>", "# %", "*%*"} {
			holdWalls(t, strings.Replace(around, "%", source, 1))
		}
	}
}

// Beside the repository there may be a larger collection of public payloads, with their licences. It is used when it
// is there.
func TestPublicPayloadsStayInsideTheirWalls(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "xss", "*.jsonl"))
	if len(files) == 0 {
		t.Skip("no payload collection beside the project: the project's own payloads are tested above")
	}
	n := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<26)
		for s.Scan() {
			var row struct{ ID, Input, Markdown string }
			if err := json.Unmarshal(s.Bytes(), &row); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if row.Input+row.Markdown == "" {
				continue
			}
			n++
			t.Run(row.ID, func(t *testing.T) { holdWalls(t, row.Input+row.Markdown) })
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	t.Logf("%d payloads", n)
}
