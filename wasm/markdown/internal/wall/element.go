package wall

// kind is the number of an element; none is no element of the language.
type kind uint8

const none kind = 0

// An element is what the renderer writes for one, and so what is in the language.
type element struct {
	name  string
	has   attribute // that it may have
	needs attribute // that it must have
	post  bool      // in posts only
	void  bool      // without an end tag
}

// kinds is the language's list of elements; the place in it is the kind. It is data of the program: nothing is built
// when the module starts.
var kinds = [...]element{
	none: {},
	{name: "p", has: alignAttr}, {name: "br", void: true}, {name: "hr", void: true},
	{name: "em"}, {name: "strong"}, {name: "del"}, {name: "code", has: classAttr | dirAttr},
	{name: "a", has: hrefAttr | relAttr | dirAttr | titleAttr, needs: hrefAttr | relAttr},
	{name: "ul"}, {name: "ol", has: startAttr}, {name: "li"},
	{name: "blockquote"}, {name: "pre", has: dirAttr | languageAttr},
	{name: "h1", has: alignAttr, post: true}, {name: "h2", has: alignAttr, post: true},
	{name: "h3", has: alignAttr}, {name: "h4", has: alignAttr}, {name: "h5", has: alignAttr}, {name: "h6", has: alignAttr},
	{name: "table"}, {name: "thead"}, {name: "tbody"}, {name: "tr"},
	{name: "th", has: alignAttr | spanAttrs}, {name: "td", has: alignAttr | spanAttrs},
	{name: "input", has: typeAttr | checkedAttr | disabledAttr, needs: typeAttr | disabledAttr, void: true},
	{name: "img", has: srcAttr | altAttr | titleAttr | widthAttr | heightAttr | loadAttrs, needs: srcAttr | altAttr | loadAttrs, post: true, void: true},
	{name: "kbd", post: true}, {name: "sub", post: true}, {name: "sup", post: true},
	{name: "b", post: true}, {name: "i", post: true}, {name: "u", post: true}, {name: "s", post: true},
	{name: "ins", post: true}, {name: "mark"}, {name: "small", post: true}, {name: "samp", post: true},
	{name: "var", post: true}, {name: "q", post: true}, {name: "cite", post: true}, {name: "dfn", post: true},
	{name: "abbr", has: titleAttr, post: true}, {name: "wbr", post: true, void: true},
	{name: "dl", post: true}, {name: "dt", post: true}, {name: "dd", post: true},
	{name: "div", has: alignAttr, post: true},
	{name: "details", has: openAttr, post: true}, {name: "summary", post: true},
	{name: "figure", post: true}, {name: "figcaption", post: true},
}
