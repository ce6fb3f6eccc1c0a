package markdown

// A Profile is a named set of choices about what Markdown may do in one place of a page.
type Profile string

const (
	// Chat is for messages: a line break in the text is a line break on the page, headings start at h3, an image
	// becomes a link to it, and HTML is shown as the text it was typed as.
	Chat Profile = "chat"

	// Post is for posts and comments: the whole of CommonMark and GFM, images in place, and a short list of HTML
	// elements rebuilt from what the author typed. Other HTML is shown as text.
	Post Profile = "post"
)

// Profiles returns the names that [ParseProfile] accepts.
func Profiles() []Profile { return []Profile{Chat, Post} }

// ParseProfile returns the profile of that name; the empty name is [Chat].
func ParseProfile(name string) (Profile, error) {
	switch p := Profile(name); p {
	case "":
		return Chat, nil
	case Chat, Post:
		return p, nil
	}
	return "", &Error{Code: CodeUnknownProfile, Message: "unknown profile " + quote(name),
		Hint: `use "chat" for messages or "post" for posts and comments`}
}
