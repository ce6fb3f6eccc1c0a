package markdown

import (
	"errors"
	"strings"
	"testing"
)

func TestOptions(t *testing.T) {
	const link = `<a dir="auto" href="`
	image := `" alt="a" loading="lazy" decoding="async" referrerpolicy="no-referrer">`
	for _, c := range []struct {
		name    string
		options Options
		in      string
		want    string
	}{
		// images
		{"images in a chat", Options{Images: ImagesInline}, "![a](/b.png)", `<p><img src="/b.png` + image + "</p>\n"},
		{"no images in a post", Options{Profile: Post, Images: ImagesNone}, "![a](/b.png) <img src=/c.png alt=d>", "<p>a d</p>\n"},
		{"links to images in a post", Options{Profile: Post, Images: ImagesLink}, `<img src=/c.png alt=d>`, `<a dir="auto" href="/c.png"` + rel + `>d</a>`},
		{"image at a click", Options{Images: ImagesClick}, `![a](/b.png "c")`, `<p>` + link + `/b.png"` + rel + ` title="c" type="image/*">a</a></p>` + "\n"},
		{"image at a click in a link", Options{Images: ImagesClick}, `[![a](/b.png)](/c)`, `<p>` + link + `/c"` + rel + ">a</a></p>\n"},
		{"image without a description at a click", Options{Images: ImagesClick}, `![](/b.png)`, `<p>` + link + `/b.png"` + rel + ` type="image/*">/b.png</a></p>` + "\n"},
		{"proxy", Options{Images: ImagesInline, ImageProxy: "https://p.example/?u={url}&w=1"}, "![a](http://b.example/c.png?d&e)",
			`<p><img src="https://p.example/?u=http%3A%2F%2Fb.example%2Fc.png%3Fd%26e&amp;w=1` + image + "</p>\n"},
		{"proxy of an address without a scheme", Options{Images: ImagesInline, ImageProxy: "/p/{url}"}, "![a](//b.example/c.png)", `<p><img src="/p/https%3A%2F%2Fb.example%2Fc.png` + image + "</p>\n"},
		{"no proxy for the page's own", Options{Images: ImagesInline, ImageProxy: "/p/{url}"}, "![a](/c.png)", `<p><img src="/c.png` + image + "</p>\n"},
		// links
		{"new tab", Options{Links: LinkOptions{Target: "_blank"}}, "[a](/b)", `<p>` + link + `/b"` + rel + " target=\"_blank\">a</a></p>\n"},
		{"rel", Options{Links: LinkOptions{Rel: "ugc"}}, "[a](/b)", `<p>` + link + `/b" rel="ugc noopener">a</a></p>` + "\n"},
		{"allow", Options{Links: LinkOptions{Allow: []string{"https", "relative"}}}, "[a](https://b.example) [c](/d) [e](http://f.example) [g](mailto:h@i.example)",
			`<p>` + link + `https://b.example"` + rel + ">a</a> " + link + `/d"` + rel + ">c</a> e g</p>\n"},
		{"allow nothing", Options{Links: LinkOptions{Allow: []string{}}}, "[a](https://b.example) c@d.example", "<p>a c@d.example</p>\n"},
		// headings, breaks, HTML
		{"offset", Options{Profile: Post, HeadingOffset: 2}, "# a\n##### b\n\n<h1 align=center>c</h1>", "<h3>a</h3>\n<h6>b</h6>\n<h3 align=\"center\">c</h3>"},
		{"offset in a chat", Options{HeadingOffset: 1}, "# a\n### b", "<h3>a</h3>\n<h4>b</h4>\n"},
		{"breaks in a post", Options{Profile: Post, Breaks: Yes}, "a\nb", "<p>a<br>\nb</p>\n"},
		{"no breaks in a chat", Options{Breaks: No}, "a\nb", "<p>a\nb</p>\n"},
		{"HTML dropped in a post", Options{Profile: Post, HTML: HTMLDrop}, "a <x-y z>b</x-y> <script>c</script> <kbd>d</kbd> <?e?> <!F>", "<p>a b  <kbd>d</kbd>  </p>\n"},
		{"HTML dropped in a chat", Options{HTML: HTMLDrop}, "a <b>*c*</b> <style>d", "<p>a <em>c</em> </p>\n"},
		{"block of HTML dropped", Options{Profile: Post, HTML: HTMLDrop}, "<style>\na\n</style>\n\n<form>\nb\n</form>", "\n\nb\n"},
		// ids
		{"footnotes", Options{Profile: Post, IDPrefix: "m-"}, "a[^b] c[^b] [d](#e)\n\n[^b]: *f*\n",
			`<p>a<sup><a class="footnote-ref" href="#m-fn-1" id="m-fnref-1">1</a></sup> c<sup><a class="footnote-ref" href="#m-fn-1" id="m-fnref-1-2">1</a></sup> ` +
				link + `#m-e"` + rel + ">d</a></p>\n<section class=\"footnotes\">\n<ol>\n<li id=\"m-fn-1\">\n<p><em>f</em> <a class=\"footnote-backref\" href=\"#m-fnref-1\">↩</a> " +
				"<a class=\"footnote-backref\" href=\"#m-fnref-1-2\">↩</a></p>\n</li>\n</ol>\n</section>\n"},
		{"no footnotes without a prefix", Options{Profile: Post}, "a[^b]\n\n[^b]: c\n", "<p>a" + link + `c"` + rel + ">^b</a></p>\n"},
		// hashtags
		{"hashtags", Options{HashtagURL: "/t/{tag}"}, "#Rad_1, (#été) a#b #12 &#35;c `#d` [#e](/f) ##g", `<p><a class="hashtag" dir="auto" href="/t/rad_1">#Rad_1</a>, ` +
			`(<a class="hashtag" dir="auto" href="/t/%C3%A9t%C3%A9">#été</a>) a#b #12 #c <code dir="auto">#d</code> ` + link + `/f"` + rel + ">#e</a> ##g</p>\n"},
	} {
		got, err := Render(c.in, c.options)
		if err != nil || got != c.want {
			t.Errorf("%s: %q\n got %q, %v\nwant %q", c.name, c.in, got, err, c.want)
		}
	}
}

func TestMentions(t *testing.T) {
	mention := func(id, text string) string {
		return `<a class="mention" dir="auto" href="/u/` + id + `">` + text + `</a>`
	}
	for _, c := range []struct {
		name, in string
		mentions []Mention
		want     string
	}{
		{"a name with markup in it", "hi @a_b_ *c*", []Mention{{Start: 3, Length: 5, ID: "x"}}, "<p>hi " + mention("x", "@a_b_") + " <em>c</em></p>\n"},
		{"after characters of two units", "😀é @日本", []Mention{{Start: 4, Length: 3, ID: "x/y"}}, "<p>😀é " + mention("x%2Fy", "@日本") + "</p>\n"},
		{"after a line ending of two", "a\r\n@b", []Mention{{Start: 3, Length: 2, ID: "x"}}, "<p>a<br>\n" + mention("x", "@b") + "</p>\n"},
		{"after a NUL and broken UTF-8", "\x00\xff\xfe@b", []Mention{{Start: 2, Length: 2, ID: "x"}}, "<p>\uFFFD\uFFFD" + mention("x", "@b") + "</p>\n"},
		{"in a table", "| a |\n|---|\n| @b |", []Mention{{Start: 14, Length: 2, ID: "x"}}, "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>" + mention("x", "@b") + "</td>\n</tr>\n</tbody>\n</table>\n"},
		{"no at sign", "a b", []Mention{{Start: 2, Length: 1, ID: "x"}}, "<p>a b</p>\n"},
		{"outside", "@a", []Mention{{Start: 0, Length: 9, ID: "x"}, {Start: -1, Length: 2, ID: "x"}, {Start: 1 << 40, Length: 2, ID: "x"}}, "<p>@a</p>\n"},
		{"half a character", "@😀", []Mention{{Start: 0, Length: 2, ID: "x"}}, "<p>@😀</p>\n"},
		{"over lines", "@a\nb", []Mention{{Start: 0, Length: 4, ID: "x"}}, "<p>@a<br>\nb</p>\n"},
		{"in code", "`@a`", []Mention{{Start: 1, Length: 2, ID: "x"}}, "<p><code dir=\"auto\">@a</code></p>\n"},
		{"without an id", "@a", []Mention{{Start: 0, Length: 2, ID: ""}}, "<p>@a</p>\n"},
		{"hostile", `@a"><b>`, []Mention{{Start: 0, Length: 7, ID: `"><script>`}}, "<p>" + mention("%22%3E%3Cscript%3E", "@a&#34;&gt;&lt;b&gt;") + "</p>\n"},
	} {
		got, err := Render(c.in, Options{MentionURL: "/u/{id}"}, c.mentions...)
		if err != nil || got != c.want {
			t.Errorf("%s: %q\n got %q, %v\nwant %q", c.name, c.in, got, err, c.want)
		}
	}
}

func TestBadOptions(t *testing.T) {
	for name, o := range map[string]Options{
		"images":               {Images: "big"},
		"HTML":                 {HTML: "raw"},
		"offset":               {HeadingOffset: 6},
		"negative offset":      {HeadingOffset: -1},
		"target":               {Links: LinkOptions{Target: "_top"}},
		"rel":                  {Links: LinkOptions{Rel: "opener"}},
		"scheme":               {Links: LinkOptions{Allow: []string{"javascript"}}},
		"empty scheme":         {Links: LinkOptions{Allow: []string{""}}},
		"prefix without -":     {IDPrefix: "a"},
		"prefix with a space":  {IDPrefix: "a b-"},
		"prefix from a digit":  {IDPrefix: "1-"},
		"long prefix":          {IDPrefix: strings.Repeat("a", 64) + "-"},
		"no place":             {ImageProxy: "https://p.example/"},
		"two places":           {ImageProxy: "https://p.example/{url}{url}"},
		"place in the host":    {ImageProxy: "https://{url}/a"},
		"place after the host": {ImageProxy: "https://p.example{url}"},
		"script":               {MentionURL: "javascript:{id}"},
		"data":                 {HashtagURL: "data:text/html,{tag}"},
		"no path":              {HashtagURL: "{tag}"},
		"no scheme":            {HashtagURL: "//a.example/{tag}"},
		"user name":            {HashtagURL: "https://a@b.example/{tag}"},
		"quote":                {HashtagURL: `/"{tag}`},
	} {
		html, err := Render("a", o)
		var e *Error
		if html != "" || !errors.As(err, &e) || e.Code != CodeBadOption || e.Message == "" || e.Hint == "" {
			t.Errorf("%s: %q, %v", name, html, err)
		}
	}
}

// Options that say what a profile does anyway are the profile: its shortcuts and its kept parts are used.
func TestDefaultsAreRecognised(t *testing.T) {
	for _, o := range []Options{{}, {Profile: Chat, Images: ImagesLink, Breaks: Yes, HTML: HTMLText}, {Profile: Post, Images: ImagesInline, Breaks: No}} {
		if p, err := pipelineOf(o); err != nil || !p.standard || p != chatPipeline() && p != postPipeline() {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if p, err := pipelineOf(Options{HeadingOffset: 1}); err != nil || p.standard {
		t.Error("options are taken for none")
	}
}

func TestHonestLinks(t *testing.T) {
	for in, want := range map[string]string{
		"[https://bank.example](https://evil.example/x)":    `href="https://evil.example/x"` + rel + `>https://bank.example <mark>[evil.example]</mark></a>`,
		"[**bank**.com](https://evil.example)":              `><strong>bank</strong>.com <mark>[evil.example]</mark></a>`,
		"[`bank.com`](https://evil.example)":                `<code dir="auto">bank.com</code> <mark>[evil.example]</mark></a>`,
		"[](https://evil.example)":                          `>https://evil.example</a>`,
		"[\u200b](https://evil.example)":                    ">\u200bhttps://evil.example</a>",
		"<https://\u0430pple.com>":                          ` <mark>[xn--pple-43d.com]</mark></a>`,
		"[a](https://a.example)":                            `>a</a>`,
		"![bank.com](https://evil.example/a.png)":           `>bank.com <mark>[evil.example]</mark></a>`,
		"[a\u202eb](/c)":                                    `>ab</a>`,
		"`a\u202eb`":                                        `<code dir="auto">a[U+202E]b</code>`,
		"[a](/b \"c\u202ed\")":                              `title="cd"`,
		"[bank.com](https://bank.com@evil.example)":         `<p>bank.com</p>`,
		"[a](/b) &#x202e;c":                                 `</a> c</p>`,
		"[go\nto bank.com\nnow www.bank.com](//evil.test/)": `<mark>[evil.test]</mark></a>`,
	} {
		got, err := Render(in, Options{})
		if err != nil || !strings.Contains(got, want) {
			t.Errorf("%q\n got %q, %v\nwant %q in it", in, got, err, want)
		}
	}
}
