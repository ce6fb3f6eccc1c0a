package markdown

// A Link is a place that a text leads to, or loads an image from.
type Link struct {
	URL  string // as it would be in the page; one that is refused, as it was typed
	Text string // what the link says, or the description of the image

	// Suspicious is set where the text names another place than the target, where the name of the host can be taken for
	// another, and where the address is refused.
	Suspicious bool
}

// Links returns the links and images of a text in their order, for instance to ask the platform whether its allow-list
// has them before the message is sent (FAQ F79). HTML counts where the profile renders it. The error is that of a limit.
func (r *Renderer) Links(text string, mentions ...Mention) ([]Link, error) {
	var found []Link
	err := r.pipeline.write(&writer{found: &found}, text, mentions...)
	return found, err
}

// noteLink records a link for [Renderer.Links].
func (w *writer) noteLink(url, text string, suspicious bool) {
	if w.found != nil {
		*w.found = append(*w.found, Link{url, text, suspicious})
	}
}
