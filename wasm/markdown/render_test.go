package markdown

import (
	"errors"
	"strings"
	"sync"
	"testing"
)

const rel = ` rel="nofollow ugc noopener noreferrer"`

func TestRender(t *testing.T) {
	both := Profile("both")
	image := ` loading="lazy" decoding="async" referrerpolicy="no-referrer">`
	for _, c := range []struct {
		name    string
		profile Profile
		in      string
		want    string
	}{
		// text
		{"nothing", both, "", ""},
		{"blank", both, " \n\t\n", ""},
		{"paragraph", both, "a", "<p>a</p>\n"},
		{"escapes", both, `a & <b "c' \*d\* &amp; &copy; &#35; &#x1F600; &nothing;`,
			"<p>a &amp; &lt;b &#34;c&#39; *d* &amp; © # 😀 &amp;nothing;</p>\n"},
		{"emphasis", both, "*a* **b** ***c*** ~~d~~ `e<`", "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <del>d</del> <code dir=\"auto\">e&lt;</code></p>\n"},
		{"line ends", both, "a\r\n\r\nb\rc\x00d", "<p>a</p>\n<p>b" + "\n" + "c\uFFFDd</p>\n"},
		{"soft break in a post", Post, "a  b \nc", "<p>a  b\nc</p>\n"},
		{"soft break in a chat", Chat, "a \nb", "<p>a<br>\nb</p>\n"},
		{"hard break", Post, "a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n"},
		// headings
		{"heading in a post", Post, "# a\n## b\n###### c", "<h1>a</h1>\n<h2>b</h2>\n<h6>c</h6>\n"},
		{"heading in a chat", Chat, "# a\n## b\n### c\n#### d", "<h3>a</h3>\n<h3>b</h3>\n<h3>c</h3>\n<h4>d</h4>\n"},
		{"setext heading", Post, "a\n===", "<h1>a</h1>\n"},
		// blocks
		{"quote", both, "> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n"},
		{"rule", both, "---", "<hr>\n"},
		{"tight list", both, "- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"},
		{"loose list", both, "1. a\n\n2. b", "<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"},
		{"list from seven", both, "7) a", "<ol start=\"7\">\n<li>a</li>\n</ol>\n"},
		{"task list", both, "- [ ] a\n- [x] b\n- [X] c\n- [y] d", "<ul>\n<li><input disabled=\"\" type=\"checkbox\"> a</li>\n" +
			"<li><input checked=\"\" disabled=\"\" type=\"checkbox\"> b</li>\n<li><input checked=\"\" disabled=\"\" type=\"checkbox\"> c</li>\n<li>[y] d</li>\n</ul>\n"},
		{"no task outside a list", both, "[x] a", "<p>[x] a</p>\n"},
		{"indented code", both, "    a<b\n\n    c", "<pre dir=\"auto\"><code>a&lt;b\n\nc\n</code></pre>\n"},
		{"code with a language", both, "```c++ x\na\n```", "<pre dir=\"auto\"><code class=\"language-c++\">a\n</code></pre>\n"},
		{"code in a language of its own script", both, "~~~ русский\na\n~~~", "<pre dir=\"auto\"><code class=\"language-русский\">a\n</code></pre>\n"},
		{"code with no language", both, "```\"onclick=x\na\n```", "<pre dir=\"auto\"><code>a\n</code></pre>\n"},
		{"code with a name too long", both, "```" + strings.Repeat("a", 41) + "\nb\n```", "<pre dir=\"auto\"><code>b\n</code></pre>\n"},
		{"unclosed code", both, "```\na", "<pre dir=\"auto\"><code>a\n</code></pre>\n"},
		{"table", both, "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 |\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th align=\"left\">b</th>\n" +
			"<th align=\"center\">c</th>\n<th align=\"right\">d</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align=\"left\">2</td>\n" +
			"<td align=\"center\">3</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n"},
		{"table without rows", both, "| a |\n|---|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n"},
		{"pipe in a cell", both, "| a |\n|---|\n| `b\\|c` \\| d |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code dir=\"auto\">b|c</code> | d</td>\n</tr>\n</tbody>\n</table>\n"},
		// links
		{"link", both, `[a](https://b.example/c?d=1&e=2#f "g&quot;h")`, `<p><a dir="auto" href="https://b.example/c?d=1&amp;e=2#f"` + rel + ` title="g&#34;h">a</a></p>` + "\n"},
		{"reference", both, "[a]\n\n[A]: /b", "<p><a dir=\"auto\" href=\"/b\"" + rel + ">a</a></p>\n"},
		{"bare link", both, "see https://a.example/b_(c). www.d.example", `<p>see <a dir="auto" href="https://a.example/b_(c)"` + rel + `>https://a.example/b_(c)</a>. <a dir="auto" href="http://www.d.example"` + rel + ">www.d.example</a></p>\n"},
		{"bare address", both, "a@b.example", `<p><a dir="auto" href="mailto:a@b.example"` + rel + ">a@b.example</a></p>\n"},
		{"autolink", both, "<https://a.example/?b&c=\\d>", `<p><a dir="auto" href="https://a.example/?b&amp;c=%5Cd"` + rel + ">https://a.example/?b&amp;c=\\d</a></p>\n"},
		{"telephone", both, "[a](tel:+4912345)", `<p><a dir="auto" href="tel:+4912345"` + rel + ">a</a></p>\n"},
		{"other script in an address", both, "[a](https://bücher.example/ü)", `<p><a dir="auto" href="https://b%C3%BCcher.example/%C3%BC"` + rel + ">a</a></p>\n"},
		{"refused scheme", both, "[a](javascript:b) <irc://c.example> [d](data:text/html,e)", "<p>a irc://c.example d</p>\n"},
		{"user name in a link", both, "[a](https://bank.example@evil.example)", "<p>a</p>\n"},
		{"no target", both, "[a]() [b](<>)", "<p>a b</p>\n"},
		{"image in a chat", Chat, `![a *b*](/c.png "d")`, `<p><a dir="auto" href="/c.png"` + rel + ` title="d">a b</a></p>` + "\n"},
		{"image in a link in a chat", Chat, `[![a](/b.png)](/c)`, `<p><a dir="auto" href="/c"` + rel + `>a</a></p>` + "\n"},
		{"image in a post", Post, `![a *b* [c](d) <i>e</i>](/f.png "g")`, `<p><img src="/f.png" alt="a b c e" title="g"` + image + "</p>\n"},
		{"refused image", Post, "![a<](data:image/png;base64,AA) ![b](mailto:c@d.example)", "<p>a&lt; b</p>\n"},
		// HTML
		{"HTML in a chat", Chat, "<b>*a*</b> <script>b</script>", "<p>&lt;b&gt;<em>a</em>&lt;/b&gt; &lt;script&gt;b&lt;/script&gt;</p>\n"},
		{"HTML block in a chat", Chat, "<div>\n*a*\n</div>", "<p>&lt;div&gt;<br>\n<em>a</em><br>\n&lt;/div&gt;</p>\n"},
		{"HTML in a post", Post, "<kbd onclick=x>*a*</kbd>H<sub>2</sub>O<br/>b", "<p><kbd><em>a</em></kbd>H<sub>2</sub>O<br>b</p>\n"},
		{"unknown HTML in a post", Post, "<blink>*a*</blink>", "<p>&lt;blink&gt;<em>a</em>&lt;/blink&gt;</p>\n"},
		{"script in a post", Post, "<script>\nalert(1)\n</script>", "<p>&lt;script&gt;<br>\nalert(1)<br>\n&lt;/script&gt;</p>\n"},
		{"tags that cross", Post, "<b>a *b</b> c*", "<p><b>a <em>b c</em></b></p>\n"},
		{"tags in the wrong order", Post, "<b><i>a</b></i>", "<p><b><i>a</i></b></p>\n"},
		{"comment", Post, "a<!-- b -->c", "<p>ac</p>\n"},
		{"declaration", Post, "<!DOCTYPE html>\na <!B c> d", "\n<p>a  d</p>\n"},
		{"processing instruction", Post, "a <?b c?> d\n\n<?e '>'; ?>", "<p>a  d</p>\n&#39;; ?&gt;"},
		{"data", Post, "a <![CDATA[b]]> c <![CDATA[>&<]]>", "<p>a  c &amp;&lt;]]&gt;</p>\n"},
		{"declarations in a chat", Chat, "a <!B c> <?d?>", "<p>a &lt;!B c&gt; &lt;?d?&gt;</p>\n"},
		{"end of an unknown element without a start", Post, "a</b></c-d >e <f>g</f>", "<p>ae &lt;f&gt;g&lt;/f&gt;</p>\n"},
		{"author link", Post, `<a href="https://b.example" onclick=x target=_top rel=opener>c</a>`, `<p><a dir="auto" href="https://b.example"` + rel + ">c</a></p>\n"},
		{"author link without target", Post, `<a name=x>c</a>`, "<p>c</p>\n"},
		{"link in an author link", Post, `<a href=/a>[b](/c)</a>`, `<p><a dir="auto" href="/a"` + rel + ">b</a></p>\n"},
		{"author link in a link", Post, `[<a href=/a>b</a>](/c)`, `<p><a dir="auto" href="/c"` + rel + ">b</a></p>\n"},
		{"author image", Post, `x <img src="/a.png" width=10 height="5%" onerror=x alt="b">`, `<p>x <img src="/a.png" alt="b" width="10"` + image + "</p>\n"},
		{"author image, refused", Post, `x <img src="data:x" alt="b">`, "<p>x b</p>\n"},
		{"details", Post, "<details open>\n<summary>a</summary>\n\n- b\n\n</details>\n", "<details open=\"\">\n<summary>a</summary>\n<ul>\n<li>b</li>\n</ul>\n</details>\n"},
		{"unclosed details", Post, "<details>\n\na", "<details>\n<p>a</p>\n</details>"},
		{"stray end", Post, "a\n\n</div>\n\nb", "<p>a</p>\n\n<p>b</p>\n"},
		{"div in a list", Post, "- <div>\n- a", "<ul>\n<li>\n<div>\n</div></li>\n<li>a</li>\n</ul>\n"},
		{"table without a body", Post, "<table><tr><td colspan=2 align=left>a</td></tr></table>\n", "<table><tbody><tr><td align=\"left\" colspan=\"2\">a</td></tr></tbody></table>\n"},
		{"text in a table", Post, "<table>a<tr><td>b</td></tr></table>", "a<table><tbody><tr><td>b</td></tr></tbody></table>"},
		{"blocks in a row", Post, "<table>\n\n<tr>\n\n> a\n\n<td>b</td><i>c</i></tr>\n\n</table>", "<blockquote>\n<p>a</p>\n</blockquote>\n<i>c</i><table>\n<tbody><tr>\n<td>b</td></tr>\n</tbody></table>"},
		{"blocks in a paragraph", Post, "<p>\n\na\n\n</p>", "<p>a</p>\n"},
		{"text between items", Post, "<ul>a<li>b</li></ul>\n", "<ul><li>a</li><li>b</li></ul>\n"},
		{"items without ends", Post, "<ul><li>a<li>b</ul>\n", "<ul><li>a</li><li>b</li></ul>\n"},
		{"cells without ends", Post, "<table><tr><td>a<td>b<tr><td>c</table>\n", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>\n"},
		{"unclosed in a paragraph", Post, "a <b>b <i>c\n\nd", "<p>a <b>b <i>c</i></b></p>\n<p>d</p>\n"},
		{"unclosed in a quote", Post, "> <div>\n> a\n\nb", "<blockquote>\n<div>\na\n</div></blockquote>\n<p>b</p>\n"},
		{"escapes and references in a link", both, `[a\* &amp; b&#41;](/c\*d "e &quot;")`, "<p><a dir=\"auto\" href=\"/c*d\" rel=\"nofollow ugc noopener noreferrer\" title=\"e &#34;\">a* &amp; b)</a></p>\n"},
		{"a preformatted text with a language", Post, "<pre language=\"c++\" onclick=a>b</pre>\n\n<pre language='c \"d'>e</pre>\n", "<pre dir=\"auto\" language=\"c++\">b</pre>\n<pre dir=\"auto\">e</pre>\n"},
		{"attributes that nothing has", Post, "a <kbd _b :c d:e=f>g</kbd>", "<p>a <kbd>g</kbd></p>\n"},
		{"code with a language in HTML", Post, "<pre><code class=\"language-go x\">a</code></pre>\n\n<code class=\"language-c\" id=d>b</code>", "<pre dir=\"auto\"><code dir=\"auto\">a</code></pre>\n<p><code class=\"language-c\" dir=\"auto\">b</code></p>\n"},
		{"edits round blocks", Post, "<del>\n\na\n\n</del>\n", "<del>\n<p>a</p>\n</del>\n"},
	} {
		profiles := []Profile{c.profile}
		if c.profile == both {
			profiles = Profiles()
		}
		for _, profile := range profiles {
			want := c.want
			if c.name == "line ends" && profile == Chat {
				want = strings.Replace(want, "b\nc", "b<br>\nc", 1)
			}
			got, err := Render(c.in, Options{Profile: profile})
			if err != nil || got != want {
				t.Errorf("%s in %s: %q\n got %q, %v\nwant %q", c.name, profile, c.in, got, err, want)
			}
		}
	}
}

func TestUnknownProfile(t *testing.T) {
	got, err := Render("a", Options{Profile: "comment\n"})
	var e *Error
	if got != "" || !errors.As(err, &e) || e.Code != CodeUnknownProfile || e.Hint == "" || strings.Contains(e.Message, "\n") {
		t.Errorf("got %q, %v", got, err)
	}
	if p, err := ParseProfile(""); p != Chat || err != nil {
		t.Errorf("the empty name is %q, %v", p, err)
	}
}

func TestAppendRenderAppends(t *testing.T) {
	got, err := AppendRender([]byte("x"), "*a*", Options{})
	if err != nil || string(got) != "x<p><em>a</em></p>\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

// A renderer is shared by all who call at the same time.
func TestRenderFromSeveralGoroutines(t *testing.T) {
	want, _ := Render("# a\n\n- *b* [c](/d)", Options{Profile: Post})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got, err := Render("# a\n\n- *b* [c](/d)", Options{Profile: Post}); err != nil || got != want {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
	group.Wait()
}
