package markdown

import (
	"strings"
	"testing"

	"github.com/addend-go/addend/wasm/markdown/internal/direct"
	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/addend-go/addend/wasm/markdown/internal/parse"
)

// byGoldmark is what a pipeline writes of a text when its own parser is left out.
func (p *pipeline) byGoldmark(source string) (html []byte, err error) {
	tree, err := p.parser.ParseByGoldmark(source)
	if err != nil {
		return nil, err
	}
	defer parse.Recover(&err)
	return p.written(tree), nil
}

// build is what a pipeline writes of a text, in front of the second wall.
func (p *pipeline) build(source string, mentions ...Mention) ([]byte, error) {
	w := &writer{}
	err := p.write(w, source, mentions...)
	if err != nil {
		return nil, err
	}
	return w.out, nil
}

func (p *pipeline) written(tree *parse.Tree) []byte {
	w := &writer{}
	p.writeTree(w, tree)
	return w.out
}

// holdDirect holds the direct parser to goldmark: where it does not decline, the bytes are the same. Where goldmark
// would need too much work for a text, there is nothing to compare with.
func holdDirect(t *testing.T, source string) (compared bool) {
	t.Helper()
	for _, profile := range Profiles() {
		p, err := pipelineOf(Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parseDirectly(source, p.parsesHTML())
		if err == direct.ErrDeclined {
			continue
		}
		if err == nil {
			tree.Release()
		}
		want, wantErr := p.byGoldmark(source)
		if wantErr != nil && wantErr.(*Error).Code == CodeTooComplex {
			continue
		}
		compared = true
		got, err := p.build(source)
		if (err == nil) != (wantErr == nil) || string(got) != string(want) {
			t.Errorf("%s of %q\n  direct: %q %v\ngoldmark: %q %v", profile, source, got, err, want, wantErr)
		}
	}
	return compared
}

func TestDirectIsGoldmark(t *testing.T) {
	n, compared := 0, 0
	for _, source := range append(hostile(t), strings.Split(everyday, "\n====\n")...) {
		n++
		if holdDirect(t, source) {
			compared++
		}
	}
	t.Logf("%d of %d compared", compared, n)
}

const everyday = `a
====
*a* **b** _c_ __d__ ***e*** ~~f~~ ~g~ *h **i** j* **k*l*m** a*b*c a_b_c *a _b* c_ **a* *a** **
====
- a
- b
  - c

    d
- e

1. f
2. g
====
> a
b
> c
>> d

e
====
# a #
## b
c
===
d
---
***
====
a  
b\
c
====
| a | b |
|---|:-:|
| c *d* | e\|f |
| g |
h
====
[a](b "c") ![d](e) [f][g] [h] [i][] <https://j.example> www.k.example l@m.example https://n.example/o?p=q(r).

[g]: /s 't'
[h]: /u
[i]: /v (w)
====
<div align="center">

**a** <kbd>b</kbd>

</div>
<!-- c -->
====
` + "\u2066[a]\u2069 \u202a# <b>\u202c www.*a@b.example" + `
====
a
    |-|
-
====
- a
	- b
		- c

	d
-	e
1.	f
	~~~
	g
	~~~
====
- a

	b
====
	code

-	c
====
    code

      more

` + "```go\nb\n```\n\n~~~\nc\n====\n  ```\na\n " + `
`

// FuzzDirect compares the direct parser with goldmark on texts of any bytes, and on texts put together from pieces of
// syntax: each byte of picks takes one.
func FuzzDirect(f *testing.F) {
	for _, s := range append(hostile(f), strings.Split(everyday, "\n====\n")...) {
		f.Add(s, []byte{})
	}
	f.Fuzz(func(t *testing.T, source string, picks []byte) {
		if len(picks) > 120 || len(source) > 4000 {
			return
		}
		var b strings.Builder
		for _, p := range picks {
			b.WriteString(fragments[int(p)%len(fragments)])
		}
		b.WriteString(source)
		holdDirect(t, b.String())
	})
}

// parseDirectly parses a text as package parse does, without goldmark behind it.
func parseDirectly(source string, html bool) (direct.Tree, error) {
	source = parse.Clean(source)
	return direct.Parse(source, direct.Options{HTML: html, Addresses: leaf.Look([]byte(source)).Addresses, MaxDepth: parse.MaxDepth})
}
