package markdown

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// relation is the rel of every link: search engines give it no weight, it is marked as written by users, and the page
// it leads to learns neither where the reader came from nor gets a handle on this window.
const relation = "nofollow ugc noopener noreferrer"

// chatPolicy allows what the renderer writes for a message, and nothing else.
//
// Both policies start from an empty one. Their patterns are anchored at both ends. There is no style, id, name, class
// (but for the language of code), target, srcset or data attribute, and none of the elements that change how a browser
// reads what follows them: svg, math, style, title, textarea, noscript, template, select, iframe, plaintext.
func chatPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()

	// The schemes that a link may have. A relative address is one too; javascript:, data: and the rest are not.
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)

	p.AllowElements("p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li",
		"em", "strong", "del", "code", "table", "thead", "tbody", "tr", "th", "td")

	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("title").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^` + relation + `$`)).OnElements("a")

	// Letters and digits of any script, so that a language's own name survives.
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[\p{L}\p{N}_+#.-]{1,40}$`)).OnElements("code")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:left|right|center)$`)).OnElements("th", "td")

	// A check box comes from a task list only, and is never enabled.
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").Matching(regexp.MustCompile(`^$`)).OnElements("input")
	return p
}

// postPolicy adds images and the HTML that an author may write.
func postPolicy() *bluemonday.Policy {
	p := chatPolicy()
	p.AllowElements("h1", "h2", "kbd", "sub", "sup", "b", "i", "u", "s", "ins", "mark", "small", "samp", "var", "q",
		"cite", "dfn", "abbr", "wbr", "dl", "dt", "dd", "div", "details", "summary", "figure", "figcaption")
	p.AllowAttrs("title").OnElements("abbr")
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^$`)).OnElements("details")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:left|right|center)$`)).
		OnElements("p", "div", "h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[1-9][0-9]{0,2}$`)).OnElements("th", "td")

	p.AllowAttrs("src", "alt", "title").OnElements("img")
	p.AllowAttrs("width", "height").Matching(regexp.MustCompile(`^[1-9][0-9]{0,3}$`)).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`^async$`)).OnElements("img")
	p.AllowAttrs("referrerpolicy").Matching(regexp.MustCompile(`^no-referrer$`)).OnElements("img")
	return p
}
