package markdown

import (
	"strings"
	"testing"

	"github.com/addend-go/addend/wasm/markdown/internal/wall"
)

// What the second wall lets by without running bluemonday is what bluemonday leaves alone. Here that is held for any
// HTML, not only for what the renderer writes: a mistake in front of the wall does not make it wrong.

var walls = []struct {
	profile Profile
	post    bool
}{{Chat, false}, {Post, true}}

func holdWall(t *testing.T, html string) (passed bool) {
	t.Helper()
	for _, w := range walls {
		p, err := pipelineOf(Options{Profile: w.profile})
		if err != nil {
			t.Fatal(err)
		}
		if !wall.Passes([]byte(html), w.post) {
			continue
		}
		passed = true
		if got := string(p.policy().SanitizeBytes([]byte(html))); got != html {
			t.Errorf("%s: the wall passes %q, bluemonday makes %q of it", w.profile, html, got)
		}
	}
	return passed
}

func TestWall(t *testing.T) {
	const rel = ` rel="nofollow ugc noopener noreferrer"`
	for html, want := range map[string]bool{
		"":                       true,
		"<p>a &amp; b &#39;</p>": true,
		`<p><a href="https://a.example/b?c=d&amp;e#f"` + rel + `>g</a></p>`:                      true,
		`<p><a href="/b"` + rel + ` title="c">g</a></p>`:                                         true,
		`<a href="mailto:a@b.example"` + rel + `>g</a>`:                                          true,
		`<img src="a.png" alt="b" loading="lazy" decoding="async" referrerpolicy="no-referrer">`: true,
		"<ul>\n<li>a<br>\nb</li>\n</ul>\n":                                                       true,
		`<ol start="7"><li><input disabled="" type="checkbox"> a</li></ol>`:                      true,
		`<pre><code class="language-go">a</code></pre>`:                                          true,
		"<details open=\"\"><summary>a</summary></details>":                                      true,

		"<p>#a\tb\x01</p>":                       true,
		`<pre dir="auto" language="c++">a</pre>`: true,

		"a & b":                  false,
		"a \"b":                  false,
		"a 'b":                   false,
		"a > b":                  false,
		"a \x00":                 false,
		"a\r":                    false,
		"<p>a":                   false,
		"</p>":                   false,
		"<p><em>a</p></em>":      false,
		"<em>a</ul>":             false,
		"<P>a</P>":               false,
		"<p >a</p>":              false,
		"<p/>":                   false,
		"<br/>":                  false,
		"<script>a</script>":     false,
		"<!-- a -->":             false,
		"<p onclick=\"a\">a</p>": false,
		"<p align=left>a</p>":    false,
		"<p align='left'>a</p>":  false,
		"<a>a</a>":               false,
		`<a href="/a">a</a>`:     false,
		`<a href="javascript:a"` + rel + `>a</a>`:                                                false,
		`<a href="java&#10;script:a"` + rel + `>a</a>`:                                           false,
		`<a href="//a.example"` + rel + `>a</a>`:                                                 false,
		`<a href="https://a@b.example"` + rel + `>a</a>`:                                         false,
		`<a href="https://a.example/ b"` + rel + `>a</a>`:                                        false,
		`<a href="data:text/html,a"` + rel + `>a</a>`:                                            false,
		`<a href="a:b"` + rel + `>a</a>`:                                                         false,
		`<img src="tel:1" alt="b" loading="lazy" decoding="async" referrerpolicy="no-referrer">`: false,
		`<img src="a.png">`:                                                                      false,
		`<input type="text" disabled="">`:                                                        false,
		`<code class="a">a</code>`:                                                               false,
		`<code class="language-a b">a</code>`:                                                    false,
		`<pre language="a b">a</pre>`:                                                            false,
		`<pre language="">a</pre>`:                                                               false,
		`<code language="a">a</code>`:                                                            false,
	} {
		if got := holdWall(t, html); got != want {
			t.Errorf("%q: passes is %v, want %v", html, got, want)
		}
	}
}

// Nearly everything that is rendered passes: else the wall would save nothing.
func TestWallPassesWhatIsWritten(t *testing.T) {
	for _, source := range []string{
		"# a\n\nb **c** _d_ ~~e~~ `f`  \ng\n\n> h\n\n- i\n- [x] j\n\n7. k\n\n```go\nl < m\n```\n\n| n | o |\n|:-|-:|\n| p | q |\n\n---\n",
		"[a](https://b.example/c?d=e&f 'g') <https://h.example> www.i.example j@k.example ![l](/m.png)",
	} {
		for _, w := range walls {
			html, err := Render(source, Options{Profile: w.profile})
			if err != nil || !wall.Passes([]byte(html), w.post) {
				t.Errorf("%s does not pass: %q (%v)", w.profile, html, err)
			}
		}
	}
}

var tagPieces = []string{
	"<p>", "</p>", "<em>", "</em>", "<br>", "<hr>", "<ul>", "<li>", "</li>", "</ul>", "<ol", "<td", "<code", "<details", "</ol>", "</td>", "</code>",
	"</details>", "<a", "</a>", "<img", "<input", "<script>", "<svg>", "<style>", "<h1>", "</h1>", "<h3", "</h3>", "<!--", "-->", "<", ">", "/", " ", "\n", "\t", "\r", "\x00", "\x0c",
	` href="`, ` src="`, ` rel="nofollow ugc noopener noreferrer"`, ` title="`, ` alt="`, ` class="language-`, "<pre", "</pre>", ` language="`, ` start="`, ` align="left"`, ` type="checkbox"`,
	` disabled=""`, ` checked=""`, ` open=""`, ` loading="lazy"`, ` decoding="async"`, ` referrerpolicy="no-referrer"`, ` width="`, ` colspan="`, ` onclick="`, ` id="`, `"`, `'`, "=", "1", "0", "a", "B", "é", "\xff", "\u202e",
	"https://", "http://", "mailto:", "tel:", "javascript:", "data:", "//", ":", ":80", "?", "#", "&amp;", "&#39;", "&#34;", "&lt;", "&gt;", "&", "&colon;", "&#x3a;", "%41", "%", "@", "[", "]", "(", "\\", "a.example", ".", "..", "~", "$", "*", "!", ",", ";", "+", "_", "-",
}

// FuzzWall builds HTML from pieces of tags: each byte of the input picks one; the second half of the bytes is taken as
// it is.
func FuzzWall(f *testing.F) {
	f.Add([]byte("\x00\x2c\x41"), "")
	f.Add([]byte{}, `<p><a href="https://a.example/b?c=d&amp;e#f" rel="nofollow ugc noopener noreferrer">g</a></p>`)
	f.Add([]byte{}, `<img src="a.png" alt="b" loading="lazy" decoding="async" referrerpolicy="no-referrer">`)
	f.Add([]byte{}, `<ol start="7"><li><input disabled="" type="checkbox"> a</li></ol>`)
	f.Fuzz(func(t *testing.T, picks []byte, raw string) {
		if len(picks) > 60 {
			return
		}
		var b strings.Builder
		for _, p := range picks {
			b.WriteString(tagPieces[int(p)%len(tagPieces)])
		}
		b.WriteString(raw)
		holdWall(t, b.String())
		// Inside a link that is otherwise in the language, so that the address is what is tried.
		for _, scheme := range []string{"", "https://", "http://a", "mailto:", "/", "https://a.example/"} {
			holdWall(t, `<a href="`+scheme+b.String()+`" rel="nofollow ugc noopener noreferrer">a</a>`)
		}
	})
}

// The parts of a long text are judged one by one, and come out as bluemonday leaves the whole.
func TestLongTextsPassTheWallInParts(t *testing.T) {
	plain := strings.Repeat("a *b* [c](https://a.example/b) `d`\n\n", 200)
	for name, source := range map[string]string{
		"an address that the wall does not know": plain + "[a](https://a.example/[b]'c)\n\n" + plain + "<details>\n\n" + plain + "\n</details>\n\n" + plain,
		"all pass":                               plain,
		"none":                                   strings.Repeat("[a](https://a.example/[b]'c) é\n\n", 400),
	} {
		for _, w := range walls {
			p, err := pipelineOf(Options{Profile: w.profile})
			if err != nil {
				t.Fatal(err)
			}
			written := &writer{}
			err = p.write(written, source)
			built, ends := written.out, written.ends
			if err != nil || len(ends) < 3 {
				t.Fatalf("%s: %v, %d parts", name, err, len(ends))
			}
			if got, want := string(p.sanitise(built, ends)), string(p.policy().SanitizeBytes(built)); got != want {
				t.Errorf("%s, %s: %d bytes, want %d", name, w.profile, len(got), len(want))
			}
		}
	}
	// What a mistake in front of the wall would let through.
	p := postPipeline()
	for _, html := range []string{"<script>x</script>", "<p onclick=\"x\">a</p>", "<script>", "<a href=\"javascript:x\">a</a>", "<style>", "<!--", "<svg><p>"} {
		before, after := "<p>b</p>\n", "<p>c</p>\n"
		whole := before + html + after
		got := string(p.sanitise([]byte(whole), []int{len(before), len(before) + len(html)}))
		if want := before + string(p.policy().SanitizeBytes([]byte(html))) + after; got != want || strings.Contains(got, "<s") || strings.Contains(got, "x") {
			t.Errorf("%q became %q, want %q", whole, got, want)
		}
	}
}
