package markdown

// An element is one that an author may write in a post. The table is short on purpose: what is not in it is shown as
// text. Nothing in it loads a document, runs, submits, floats over the page or changes how the rest is parsed.
type element struct {
	name  string
	is    content // what kinds of content it is
	holds content // what kinds it may hold; nothing for a void element

	hidden bool // left out with all that is in it
}

// content is a set of the content categories of the HTML standard, as far as they matter for nesting that a browser
// keeps as it is written.
type content uint16

const (
	phrasing content = 1 << iota
	flow             // blocks; phrasing is flow too
	item             // li
	term             // dt and dd
	section          // thead, tbody, tfoot
	row              // tr
	cell             // th and td
	summary
	caption // figcaption
)

// tableParts are what a browser moves out of a table when something else stands between them.
const tableParts = section | row

// elementNamed is the element of that name that an author may write with these settings, or nil.
func (w *writer) elementNamed(name string) *element {
	if w.set.profile == Post {
		if e := elementNamed(name); e != nil {
			return e
		}
	}
	if w.set.html == HTMLDrop && isHidden(name) {
		return &element{name: name, hidden: true}
	}
	return nil
}

// isHidden reports whether what stands in an element is not for people to read.
func isHidden(name string) bool {
	switch name {
	case "script", "style", "title", "textarea", "select", "template", "noscript", "iframe", "object", "svg", "math", "xmp", "noembed", "noframes":
		return true
	}
	return false
}

func elementNamed(name string) *element {
	e := element{name: name}
	switch name {
	case "b", "i", "u", "s", "em", "strong", "del", "ins", "mark", "small", "sub", "sup", "kbd", "samp", "var", "code",
		"q", "cite", "dfn", "abbr", "a":
		e.is, e.holds = phrasing, phrasing
	case "br", "wbr", "img":
		e.is = phrasing
	case "hr":
		e.is = flow
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre":
		e.is, e.holds = flow, phrasing
	case "div", "blockquote":
		e.is, e.holds = flow, flow|phrasing
	case "details":
		e.is, e.holds = flow, flow|phrasing|summary
	case "summary":
		e.is, e.holds = summary, phrasing
	case "figure":
		e.is, e.holds = flow, flow|phrasing|caption
	case "figcaption":
		e.is, e.holds = caption, flow|phrasing
	case "ul", "ol":
		e.is, e.holds = flow, item
	case "li":
		e.is, e.holds = item, flow|phrasing
	case "dl":
		e.is, e.holds = flow, term
	case "dt":
		e.is, e.holds = term, phrasing
	case "dd":
		e.is, e.holds = term, flow|phrasing
	case "table":
		e.is, e.holds = flow, section|row
	case "thead", "tbody", "tfoot":
		e.is, e.holds = section, row
	case "tr":
		e.is, e.holds = row, cell
	case "th", "td":
		e.is, e.holds = cell, flow|phrasing
	default:
		return nil
	}
	return &e
}

// fits reports whether e may stand where these kinds of content are held.
func (e *element) fits(held content) bool {
	return e.is&held != 0 || e.is == phrasing && held&flow != 0
}

// holdsFor is what e may hold where these kinds of content are held: an edit, as the standard calls ins and del, holds
// what its parent does.
func (e *element) holdsFor(held content) content {
	if e.name == "ins" || e.name == "del" {
		return held & (flow | phrasing)
	}
	return e.holds
}
