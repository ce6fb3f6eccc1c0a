package docs

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/gateway"
	"github.com/addend-go/addend/worker/webhook"
)

var update = flag.Bool("update", false, "write the generated parts of docs/http.md")

// docs/http.md has tables that come from the worker's own.
func TestHTTPReference(t *testing.T) {
	path := filepath.Join(root, "docs", "http.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := replacePart(t, string(text), "routes", routeTable(gateway.Routes()))
	page = replacePart(t, page, "composed", routeTable(gateway.Composed()))
	page = replacePart(t, page, "errors", errorTable())
	page = replacePart(t, page, "events", "`"+strings.Join(webhook.Types(), "` `")+"`\n")
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if page != string(text) {
		t.Error("docs/http.md is not what the worker does: go test ./test/docs -run HTTP -update writes it anew")
	}
}

func routeTable(routes []gateway.Route) string {
	var b strings.Builder
	b.WriteString("| method | path | query | FAQ |\n|---|---|---|---|\n")
	for _, r := range routes {
		query := "—"
		if len(r.Query) > 0 {
			query = "`" + strings.Join(r.Query, "` `") + "`"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s |\n", r.Method, r.Pattern, query, r.FAQ)
	}
	return b.String()
}

func errorTable() string {
	var b strings.Builder
	b.WriteString("| status | code | what happened | what to do |\n|---|---|---|---|\n")
	for _, p := range gateway.Problems() {
		hint := p.Hint
		if hint == "" {
			hint = "the hint of the answer names it"
		}
		fmt.Fprintf(&b, "| %d | `%s` | %s | %s |\n", p.Status, p.Code, p.Message, hint)
	}
	return b.String()
}

// replacePart puts text between the marks of a generated part.
func replacePart(t *testing.T, page, name, text string) string {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->\n"
	head, rest, found := strings.Cut(page, begin)
	_, tail, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("docs/http.md has no part %q", name)
	}
	return head + begin + text + end + tail
}
