package markdown

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// relation is the rel of every link: search engines give it no weight, it is marked as written by users, and the page
// it leads to learns neither where the reader came from nor gets a handle on this window.
const relation = "nofollow ugc noopener noreferrer"

// newPolicy is the policy for these settings.
func newPolicy(s *settings) *bluemonday.Policy {
	p := chatPolicy(s)
	if s.profile == Post {
		addPost(p)
	}
	if s.images == ImagesInline {
		addImages(p)
	}
	addOptions(p, s)
	return p
}

// chatPolicy allows what the renderer writes for a message, and nothing else.
//
// Both policies start from an empty one. Their patterns are anchored at both ends. There is no style, id, name, class
// (but for the language of code), target, srcset or data attribute, and none of the elements that change how a browser
// reads what follows them: svg, math, style, title, textarea, noscript, template, select, iframe, plaintext.
func chatPolicy(s *settings) *bluemonday.Policy {
	p := bluemonday.NewPolicy()

	// The schemes that a link may have. A relative address is one too; javascript:, data: and the rest are not.
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)

	p.AllowElements("p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li",
		"em", "strong", "del", "code", "mark", "table", "thead", "tbody", "tr", "th", "td")

	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("title").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^` + s.rel + `$`)).OnElements("a")

	// Links and code have a direction of their own, so that nothing in them turns the text around them.
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^auto$`)).OnElements("a", "code", "pre")

	// Letters and digits of any script, so that a language's own name survives.
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[\p{L}\p{N}_+#.;-]{1,40}$`)).OnElements("code")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:left|right|center)$`)).OnElements("th", "td")

	// A check box comes from a task list only, and is never enabled.
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").Matching(regexp.MustCompile(`^$`)).OnElements("input")
	return p
}

// addPost adds the HTML that an author may write.
func addPost(p *bluemonday.Policy) {
	p.AllowElements("h1", "h2", "kbd", "sub", "sup", "b", "i", "u", "s", "ins", "small", "samp", "var", "q",
		"cite", "dfn", "abbr", "wbr", "tfoot", "dl", "dt", "dd", "div", "details", "summary", "figure", "figcaption")
	p.AllowAttrs("title").OnElements("abbr")
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^$`)).OnElements("details")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:left|right|center)$`)).
		OnElements("p", "div", "h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[1-9][0-9]{0,2}$`)).OnElements("th", "td")

	// Another way of naming the language of code, in the specification's own examples (CommonMark 0.31.2, section 4.6).
	p.AllowAttrs("language").Matching(regexp.MustCompile(`^[\p{L}\p{N}_+#.;-]{1,40}$`)).OnElements("pre")
}

// addImages adds images in place.
func addImages(p *bluemonday.Policy) {
	p.AllowAttrs("src", "alt", "title").OnElements("img")
	p.AllowAttrs("width", "height").Matching(regexp.MustCompile(`^[1-9][0-9]{0,3}$`)).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`^async$`)).OnElements("img")
	p.AllowAttrs("referrerpolicy").Matching(regexp.MustCompile(`^no-referrer$`)).OnElements("img")
}

// addOptions adds what some options write that nothing else does.
func addOptions(p *bluemonday.Policy, s *settings) {
	if s.target != "" {
		p.AllowAttrs("target").Matching(regexp.MustCompile(`^_blank$`)).OnElements("a")
	}
	if s.images == ImagesClick {
		p.AllowAttrs("type").Matching(regexp.MustCompile(`^image/\*$`)).OnElements("a")
	}
	if s.mention != "" || s.hashtag != "" {
		p.AllowAttrs("class").Matching(regexp.MustCompile(`^(?:mention|hashtag)$`)).OnElements("a")
	}
	if s.prefix != "" {
		id := regexp.MustCompile(`^` + regexp.QuoteMeta(s.prefix) + `(?:fn|fnref)-[0-9-]{1,20}$`)
		p.AllowAttrs("id").Matching(id).OnElements("a", "li")
		p.AllowAttrs("class").Matching(regexp.MustCompile(`^footnote-(?:ref|backref)$`)).OnElements("a")
		p.AllowAttrs("class").Matching(regexp.MustCompile(`^footnotes$`)).OnElements("section")
		p.AllowElements("section", "sup")
	}
}
