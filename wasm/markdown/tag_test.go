package markdown

import (
	"fmt"
	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"strings"
	"testing"
)

func TestTagsIn(t *testing.T) {
	set := defaults(Post)
	post := &writer{set: &set}
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a", "text(a)"},
		{"<b>a</b>", "open(b) text(a) close(b)"},
		{"<B CLASS=x>a</B >", "open(b class=x) text(a) close(b)"},
		{"<br/><br /><hr>", "open(br) open(br) open(hr)"},
		{`<a href="x" title='y z' open data-a=b>`, "open(a href=x title=y z open= data-a=b)"},
		{"<a\nhref\n=\n\"x\">", "open(a href=x)"},
		{`<a href="&amp;&#106;&copy">`, "open(a href=&j©)"},
		{`<a href=x"y>`, `text(<a href=x"y>)`},
		{`<a href="x"title=y>`, `text(<a href="x"title=y>)`},
		{"<a href=>", "text(<a href=>)"},
		{"<a href='x>", "text(<a href='x>)"},
		{"<a/ >", "text(<a/ >)"},
		{"</b x>", "text(</b x>)"},
		{"< b>", "text(< b>)"},
		{"<blink>a</blink>", "text(<blink>a</blink>)"},
		{"<b", "text(<b)"},
		{"a<<b>", "text(a<) open(b)"},
		{"<!-- a <b> --><i>", "comment() open(i)"},
		{"<!--><i><!---><i>", "comment() open(i) comment() open(i)"},
		{"<!-- a<!-- <i>", "text(<!-- a<!-- ) open(i)"},
		{"<?php <b> ?>", "comment() text( ?>)"},
		{"<?php <b>", "text(<?php ) open(b)"},
		{"a<?b?>c<!D e>f<![CDATA[<g]]>h", "text(a) comment() text(c) comment() text(f) comment() text(h)"},
		{"<![CDATA[>&<]]>", "comment() text(&<]]>)"},
		{"<![CDATA[ a><!><! b>", "text(<![CDATA[ a><!><! b>)"},
		{"<?><i>", "comment() open(i)"},
		{"</blink>a</blink >", "comment(blink) text(a) comment(blink)"},
		{"<blink></blink></blink>a", "text(<blink></blink>) comment(blink) text(a)"},
		{"<b" + strings.Repeat(" x", 33) + ">", "text(<b" + strings.Repeat(" x", 33) + ">)"},
	} {
		var got []string
		for tag := range post.tagsIn([]byte(c.in), map[string]int{}) {
			var b strings.Builder
			b.WriteString(tag.name)
			for _, a := range tag.attrs {
				fmt.Fprintf(&b, " %s=%s", a.name, a.value)
			}
			if tag.kind == tagText {
				b.Write(tag.source)
			}
			got = append(got, [...]string{"text", "open", "close", "comment"}[tag.kind]+"("+b.String()+")")
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	for in, want := range map[string]string{
		"a":                                  "a",
		`\*\a\\`:                             `*\a\`,
		"&amp;&lt;&nope;&;&":                 "&<&nope;&;&",
		"&#65;&#x41;&#X41;&#0;&#xD800;":      "AAA\uFFFD\uFFFD",
		"&#12345678;&#x1234567;&#;&#x;&#1a;": "&#12345678;&#x1234567;&#;&#x;&#1a;",
		"&CounterClockwiseContourIntegral;":  "∳",
		`\&amp;`:                             "&amp;",
		"&semi;&ngE;":                        ";≧̸",
	} {
		if got := string(leaf.Resolve([]byte(in))); got != want {
			t.Errorf("leaf.Resolve(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTargets(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example":           "https://a.example",
		"HTTPS://A.example":           "https://A.example",
		"mailto:a@b.example?subject=": "mailto:a@b.example?subject=",
		"tel:+49":                     "tel:+49",
		"/a b":                        "/a%20b",
		"#a":                          "#a",
		"?a=b":                        "?a=b",
		"a/b":                         "a/b",
		"//a.example":                 "//a.example",
		`\\a.example`:                 "%5C%5Ca.example",
		"":                            "",
		"javascript:a":                "",
		"java\tscript:a":              "",
		" javascript:a":               "",
		"foo):":                       "./foo):",
		":a":                          "",
		"data:,a":                     "",
		"https:a":                     "",
		"https:///a":                  "",
		"https://a@b":                 "",
		"//a@b":                       "",
		"http://a b/":                 "",
		"%zz":                         "%25zz",
		"a:b":                         "",
		"\x01a":                       "%01a",
	} {
		got, ok := leaf.LinkTarget([]byte(in))
		if got != want || ok != (want != "") {
			t.Errorf("leaf.LinkTarget(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	if got, ok := leaf.ImageTarget([]byte("mailto:a@b.example")); ok {
		t.Errorf("an image from %q", got)
	}
}
