package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What the output may contain, written down a second time and independently of the renderer and of the policies.
var allowedAttributes = map[string]string{
	"p": "align", "br": "", "hr": "", "wbr": "", "h1": "align", "h2": "align", "h3": "align", "h4": "align",
	"h5": "align", "h6": "align", "blockquote": "", "pre": "dir language", "code": "dir class", "ul": "", "ol": "start", "li": "",
	"em": "", "strong": "", "del": "", "ins": "", "s": "", "b": "", "i": "", "u": "", "sub": "", "sup": "", "kbd": "",
	"mark": "", "small": "", "samp": "", "var": "", "abbr": "title", "dl": "", "dt": "", "dd": "", "q": "", "cite": "",
	"dfn": "", "figure": "", "figcaption": "", "table": "", "thead": "", "tbody": "", "tfoot": "", "tr": "",
	"th": "align colspan rowspan", "td": "align colspan rowspan", "details": "open", "summary": "", "div": "align",
	"a": "href title rel dir", "img": "src alt title width height loading decoding referrerpolicy",
	"input": "type checked disabled",
}

var onlyInPosts = map[string]bool{"img": true, "div": true, "details": true, "h1": true, "h2": true, "b": true, "kbd": true}

var attributeValues = map[string]*regexp.Regexp{
	"align":          regexp.MustCompile(`^(left|right|center)$`),
	"class":          regexp.MustCompile(`^language-[\p{L}\p{N}_+#.;-]{1,40}$`),
	"language":       regexp.MustCompile(`^[\p{L}\p{N}_+#.;-]{1,40}$`),
	"start":          regexp.MustCompile(`^\d{1,9}$`),
	"colspan":        regexp.MustCompile(`^\d{1,3}$`),
	"rowspan":        regexp.MustCompile(`^\d{1,3}$`),
	"open":           regexp.MustCompile(`^$`),
	"dir":            regexp.MustCompile(`^auto$`),
	"rel":            regexp.MustCompile(`^nofollow ugc noopener noreferrer$`),
	"href":           regexp.MustCompile(`^(?:https?://[^/?#@]+(?:[/?#]|$)|mailto:|tel:|//[^/@]|[^:/?#]*(?:[/?#]|$))`),
	"src":            regexp.MustCompile(`^(?:https?://[^/?#@]+(?:[/?#]|$)|//[^/@]|[^:/?#]*(?:[/?#]|$))`),
	"width":          regexp.MustCompile(`^\d{1,4}$`),
	"height":         regexp.MustCompile(`^\d{1,4}$`),
	"loading":        regexp.MustCompile(`^lazy$`),
	"decoding":       regexp.MustCompile(`^async$`),
	"referrerpolicy": regexp.MustCompile(`^no-referrer$`),
	"type":           regexp.MustCompile(`^checkbox$`),
	"checked":        regexp.MustCompile(`^$`),
	"disabled":       regexp.MustCompile(`^$`),
}

// violations renders nothing: it says what is wrong with HTML that Render or the stage before it returned.
func violations(profile Profile, out string) []string {
	var bad []string
	report := func(format string, args ...any) { bad = append(bad, fmt.Sprintf(format, args...)) }
	if !utf8.ValidString(out) {
		report("not valid UTF-8")
	}
	root, err := html.Parse(strings.NewReader("<!doctype html><body><main>" + out + "</main><footer></footer>"))
	if err != nil {
		return append(bad, err.Error())
	}
	body := root.LastChild.LastChild
	main := body.FirstChild
	if main == nil || main.Data != "main" || main.NextSibling == nil || main.NextSibling.Data != "footer" ||
		main.NextSibling.NextSibling != nil || main.NextSibling.FirstChild != nil {
		report("it leaves the element that holds it")
		return bad
	}
	var again bytes.Buffer
	for c := main.FirstChild; c != nil; c = c.NextSibling {
		check(c, profile, report)
		serialise(&again, c)
	}
	if again.String() != out {
		report("a browser's parser reads something else: %q", again.String())
	}
	return bad
}

func check(n *html.Node, profile Profile, report func(string, ...any)) {
	switch n.Type {
	case html.TextNode:
		return
	case html.ElementNode:
	default:
		report("node of type %d", n.Type)
		return
	}
	names, ok := allowedAttributes[n.Data]
	if !ok || n.Namespace != "" || profile == Chat && onlyInPosts[n.Data] {
		report("element %s", n.Data)
	}
	given := map[string]bool{}
	for _, a := range n.Attr {
		given[a.Key] = true
		if !strings.Contains(" "+names+" ", " "+a.Key+" ") {
			report("attribute %s on %s", a.Key, n.Data)
		} else if rx := attributeValues[a.Key]; rx != nil && !rx.MatchString(a.Val) {
			report("%s=%q on %s", a.Key, a.Val, n.Data)
		}
	}
	switch n.DataAtom {
	case atom.A:
		if !given["href"] || !given["rel"] {
			report("a link without href or rel")
		}
		for p := n.Parent; p != nil; p = p.Parent {
			if p.DataAtom == atom.A {
				report("a link inside a link")
			}
		}
	case atom.Img:
		if !given["src"] || !given["alt"] || !given["referrerpolicy"] {
			report("an image without src, alt or referrerpolicy")
		}
	case atom.Input:
		if !given["disabled"] || !given["type"] {
			report("an input that is not a disabled check box")
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		check(c, profile, report)
	}
}

// serialise writes a node in the one way in which the renderer writes it.
func serialise(b *bytes.Buffer, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(html.EscapeString(n.Data))
		return
	}
	b.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		b.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	b.WriteString(">")
	switch n.DataAtom {
	case atom.Br, atom.Hr, atom.Img, atom.Input, atom.Wbr:
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		serialise(b, c)
	}
	b.WriteString("</" + n.Data + ">")
}

// holdWalls renders source in both profiles and fails the test where a wall has a hole.
func holdWalls(t *testing.T, source string) {
	t.Helper()
	for _, profile := range Profiles() {
		p, err := pipelineOf(Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		built, err := p.build(source)
		if err != nil {
			built = AppendPlain(nil, source)
		}
		if again := p.policy().SanitizeBytes(built); err == nil && !bytes.Equal(bytes.TrimSpace(again), bytes.TrimSpace(built)) {
			t.Errorf("%s: the second wall changes the output\n in: %q\nout: %q\nnow: %q", profile, source, built, again)
		}
		for _, v := range violations(profile, string(built)) {
			t.Errorf("%s: %s\n in: %q\nout: %q", profile, v, source, built)
		}
		if Text(source, 10); t.Failed() {
			return
		}
	}
	// With every option on, bluemonday's policy for these options still finds nothing to do, and mount can say it all.
	p := everyOption()
	built, err := p.build(source, Mention{Start: 0, Length: 3, ID: source})
	if err != nil {
		return
	}
	if again := p.policy().SanitizeBytes(built); !bytes.Equal(again, built) && len(bytes.TrimSpace(built)) > 0 {
		t.Errorf("with options: the second wall changes the output\n in: %q\nout: %q\nnow: %q", source, built, again)
	}
	if _, ok := appendOperations(nil, built); !ok {
		t.Errorf("with options: not mountable\n in: %q\nout: %q", source, built)
	}
}

var everyOption = sync.OnceValue(func() *pipeline {
	p, err := pipelineOf(Options{Profile: Post, HTML: HTMLDrop, IDPrefix: "m-", Links: LinkOptions{Target: "_blank", Rel: "ugc"}, Images: ImagesClick,
		ImageProxy: "/p/{url}", MentionURL: "/u/{id}", HashtagURL: "/t/{tag}", HeadingOffset: 1, Breaks: Yes})
	if err != nil {
		panic(err)
	}
	return p
})

// The checks above are worth something only if they notice.
func TestViolationsAreNoticed(t *testing.T) {
	for name, out := range map[string]string{
		"script":              `<script>x</script>`,
		"handler":             `<p onclick="x">a</p>`,
		"unlisted element":    `<span>a</span>`,
		"scheme":              `<a href="javascript:x" rel="` + relation + `">a</a>`,
		"user name in a link": `<a href="https://a@b/" rel="` + relation + `">a</a>`,
		"data in an image":    `<img src="data:image/png;base64,AA" alt="" referrerpolicy="no-referrer">`,
		"no rel":              `<a href="/x">a</a>`,
		"class":               `<code class="x">a</code>`,
		"enabled box":         `<input type="checkbox">`,
		"stray end tag":       `a</main>b`,
		"stray div end":       `a</div>b`,
		"unclosed":            `<p>a`,
		"foster parenting":    `<table>a</table>`,
		"nested links":        `<a href="/x" rel="` + relation + `">a<a href="/x" rel="` + relation + `">b</a></a>`,
		"comment":             `<!-- a -->`,
		"raw ampersand":       `a & b`,
		"invalid UTF-8":       "a\xff",
	} {
		if len(violations(Post, out)) == 0 {
			t.Errorf("%s is not noticed in %q", name, out)
		}
	}
	if bad := violations(Post, "<p>a &amp; <strong>b</strong><br>\n</p>\n"); bad != nil {
		t.Errorf("good output is refused: %v", bad)
	}
	if bad := violations(Chat, "<h1>a</h1>"); bad == nil {
		t.Error("a chat may have no h1, and it is not noticed")
	}
}
