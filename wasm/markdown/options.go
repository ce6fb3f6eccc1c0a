package markdown

import (
	"slices"
	"strconv"
	"strings"
)

// Options choose how a text is rendered. The zero value is the chat profile with its defaults.
type Options struct {
	Profile Profile

	// Images says what becomes of images; by default a chat links to them and a post shows them.
	Images Images

	// ImageProxy is the address that images are loaded through, with {url} where the percent-encoded address of the
	// image goes, such as "https://images.example/?u={url}". Relative addresses are the page's own and stay.
	ImageProxy string

	Links LinkOptions

	// HeadingOffset is added to the level of headings, 0 to 5: with 2, a # becomes an h3. None goes past h6.
	HeadingOffset int

	// Breaks says whether a line ending inside a paragraph is a line break on the page; by default it is one in a chat.
	Breaks Choice

	// HTML says what becomes of HTML that is not rendered.
	HTML HTML

	// IDPrefix begins every id of this message and every #… that leads to one, such as "message-42-": letters, digits,
	// - and _, a letter first and - last. Footnotes need ids, so they are there only with a prefix.
	IDPrefix string

	// MentionURL and HashtagURL turn mentions and #hashtags into links: addresses with {id} or {tag} where the id of the
	// user or the tag, in lower case, goes. Who is mentioned is never guessed: see [Mention].
	MentionURL string
	HashtagURL string
}

// LinkOptions choose how links are written.
type LinkOptions struct {
	// Target is "" or "_blank". Links in a frame or window of another name could take over a part of the page.
	Target string

	// Rel is a list of nofollow, ugc, sponsored, external, noreferrer and noopener; noopener is always added. The default
	// is all that keep a stranger's link at a distance: nofollow ugc noopener noreferrer.
	Rel string

	// Allow narrows what links may lead to: a list of http, https, mailto, tel and relative; by default all of them. The
	// text of any other link is shown without the link.
	Allow []string
}

// Images says what becomes of an image.
type Images string

// What becomes of images.
const (
	ImagesInline Images = "inline" // shown in place
	ImagesClick  Images = "click"  // a link of type image/*, which mount() replaces with the image at a click
	ImagesLink   Images = "link"   // a link to it
	ImagesNone   Images = "none"   // its description
)

// HTML says what becomes of HTML that is not rendered. In a post, comments, declarations, processing instructions and end
// tags without a start are shown with neither: to a browser they are nothing.
type HTML string

// What becomes of HTML that is not rendered.
const (
	HTMLText HTML = "text" // shown as it was typed
	HTMLDrop HTML = "drop" // left out: tags, and the whole of elements whose inside is not for reading
)

// A Choice is a yes or no that may be left to the profile.
type Choice int8

// The values of a [Choice].
const (
	ByProfile Choice = iota
	Yes
	No
)

// settings are valid options with the profile's defaults filled in. They can be compared.
type settings struct {
	profile          Profile
	images           Images
	proxy            string
	target, rel      string
	schemes          string // " http https … "
	offset           int
	breaks           bool
	html             HTML
	prefix           string
	mention, hashtag string
}

const allSchemes = " http https mailto tel relative "

// defaults are the settings of a profile without options: the ones that shortcuts may know.
func defaults(profile Profile) settings {
	s := settings{profile: profile, images: ImagesLink, rel: relation, schemes: allSchemes, breaks: true, html: HTMLText}
	if profile == Post {
		s.images, s.breaks = ImagesInline, false
	}
	return s
}

func settingsOf(o *Options) (settings, error) {
	profile, err := ParseProfile(string(o.Profile))
	if err != nil {
		return settings{}, err
	}
	s := defaults(profile)
	switch o.Images {
	case "":
	case ImagesInline, ImagesClick, ImagesLink, ImagesNone:
		s.images = o.Images
	default:
		return s, badOption("images is "+quote(string(o.Images)), `use "inline", "click", "link" or "none"`)
	}
	switch o.HTML {
	case "":
	case HTMLText, HTMLDrop:
		s.html = o.HTML
	default:
		return s, badOption("html is "+quote(string(o.HTML)), `use "text" or "drop"`)
	}
	if s.offset = o.HeadingOffset; s.offset < 0 || s.offset > 5 {
		return s, badOption("headingOffset is "+strconv.Itoa(s.offset), "use a number from 0 to 5: it is added to the level of each heading")
	}
	if o.Breaks != ByProfile {
		s.breaks = o.Breaks == Yes
	}
	if s.prefix = o.IDPrefix; !isIDPrefix(s.prefix) {
		return s, badOption("idPrefix is "+quote(s.prefix), `use letters, digits, - and _, at most 64, a letter first and - last, such as "message-42-"`)
	}
	if s.proxy = o.ImageProxy; !isTemplate(s.proxy, "{url}") {
		return s, badTemplate("imageProxy", s.proxy, "{url}")
	}
	if s.mention = o.MentionURL; !isTemplate(s.mention, "{id}") {
		return s, badTemplate("mentions.url", s.mention, "{id}")
	}
	if s.hashtag = o.HashtagURL; !isTemplate(s.hashtag, "{tag}") {
		return s, badTemplate("hashtags.url", s.hashtag, "{tag}")
	}
	return s, s.setLinks(&o.Links)
}

func (s *settings) setLinks(o *LinkOptions) error {
	if s.target = o.Target; s.target != "" && s.target != "_blank" {
		return badOption("links.target is "+quote(s.target), `use "_blank" for a new tab, or leave it out`)
	}
	if o.Rel != "" {
		words := strings.Fields(o.Rel)
		for _, w := range words {
			if !slices.Contains([]string{"nofollow", "ugc", "sponsored", "external", "noreferrer", "noopener"}, w) {
				return badOption("links.rel has "+quote(w), "use nofollow, ugc, sponsored, external, noreferrer and noopener")
			}
		}
		if !slices.Contains(words, "noopener") {
			words = append(words, "noopener")
		}
		s.rel = strings.Join(words, " ")
	}
	if o.Allow != nil {
		s.schemes = " "
		for _, a := range o.Allow {
			if a == "" || !strings.Contains(allSchemes, " "+a+" ") {
				return badOption("links.allow has "+quote(a), "use http, https, mailto, tel and relative")
			}
			s.schemes += a + " "
		}
	}
	return nil
}

func isIDPrefix(s string) bool {
	if s == "" {
		return true
	}
	for i := range len(s) {
		switch c := s[i]; {
		case isLetter(c), i > 0 && (isDigit(c) || c == '-' || c == '_'):
		default:
			return false
		}
	}
	return len(s) <= 64 && s[len(s)-1] == '-'
}

func badOption(what, hint string) *Error {
	return &Error{Code: CodeBadOption, Message: what, Hint: hint}
}
