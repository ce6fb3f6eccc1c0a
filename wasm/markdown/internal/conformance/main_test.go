package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestRunAnswersEachExample(t *testing.T) {
	var out bytes.Buffer
	in := `[{"example":1,"markdown":"*a* <b onclick=x>"},{"example":2,"markdown":"~~b~~ http://a.example"}]`
	if err := run(strings.NewReader(in), &out, false); err != nil {
		t.Fatal(err)
	}
	var got []example
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := []string{"<p><em>a</em> <b onclick=x></p>\n", "<p>~~b~~ http://a.example</p>\n"}
	for i, w := range want {
		if got[i].Example != i+1 || got[i].HTML != w {
			t.Errorf("example %d: got %q, want %q", i+1, got[i].HTML, w)
		}
	}
}

func TestRunRefusesWhatIsNotExamples(t *testing.T) {
	if err := run(strings.NewReader("{"), &bytes.Buffer{}, false); err == nil {
		t.Error("half a document was accepted")
	}
}

func TestRunWithExtensions(t *testing.T) {
	var out bytes.Buffer
	if err := run(strings.NewReader(`[{"example":1,"markdown":"~~b~~ http://a.example <i>c</i>\n\n| a |\n|:-|\n"}]`), &out, true); err != nil {
		t.Fatal(err)
	}
	var got []example
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<del>b</del>", "<i>c</i>", `<a href="http://a.example">`, `<th align="left">a</th>`} {
		if !strings.Contains(got[0].HTML, want) {
			t.Errorf("no %s in %q", want, got[0].HTML)
		}
	}
}
