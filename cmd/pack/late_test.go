package main

import (
	"strings"
	"testing"
)

func TestAtFirstUse(t *testing.T) {
	got, err := atFirstUse(map[string][]byte{
		"a.go": []byte("package a\n\nimport \"regexp\"\n\nvar one = regexp.MustCompile(`a`)\n\nvar (\n\ttwo = regexp.MustCompile(\"b\") // c\n\tother = 1\n)\n\nvar Three = regexp.MustCompile(`e`)\n\nfunc f() bool { return one.MatchString(\"d\") && g(two) && x.one }\n"),
		"b.go": []byte("package a\n\nimport \"sync\"\n\nvar whole = New()\n\nfunc h() { whole.Convert(one, other); _ = sync.Once{} }\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, parts := range map[string][]string{
		"a.go": {
			"package a\n\nimport \"sync\"\n\nimport \"regexp\"\n",
			"var one = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`a`) })\n",
			"\ttwo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(\"b\") }) // c\n\tother = 1\n",
			"var Three = regexp.MustCompile(`e`)\n",
			"return one().MatchString(\"d\") && g(two()) && x.one }",
		},
		"b.go": {
			"package a\n\nimport \"sync\"\n\nvar whole = New()\n",
			"{ whole.Convert(one(), other);",
		},
	} {
		for _, part := range parts {
			if !strings.Contains(string(got[name]), part) {
				t.Errorf("%s has no %q:\n%s", name, part, got[name])
			}
		}
	}
}
