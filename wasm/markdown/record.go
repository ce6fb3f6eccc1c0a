package markdown

import (
	"strconv"
	"strings"
)

// ParseRecord reads options and mentions as they come from JavaScript: names and values by turns, each ended by a NUL.
// The names are those of the package's options; a mention is "start,length,id". The error is a *[Error] with code
// bad-option.
func ParseRecord(record string) (Options, []Mention, error) {
	var o Options
	var mentions []Mention
	for record != "" {
		name, rest, ok := strings.Cut(record, "\x00")
		value, rest, ok2 := strings.Cut(rest, "\x00")
		if !ok || !ok2 {
			return o, nil, badOption("the options are cut off", "report it: the package's files are not of one version")
		}
		record = rest
		switch name {
		case "profile":
			o.Profile = Profile(value)
		case "images":
			o.Images = Images(value)
		case "imageProxy":
			o.ImageProxy = value
		case "links.target":
			o.Links.Target = value
		case "links.rel":
			o.Links.Rel = value
		case "links.allow":
			o.Links.Allow = append([]string{}, strings.Fields(value)...)
		case "headingOffset":
			n, err := strconv.Atoi(value)
			if err != nil {
				n = -1
			}
			o.HeadingOffset = n
		case "breaks":
			if o.Breaks = No; value == "true" {
				o.Breaks = Yes
			}
		case "html":
			o.HTML = HTML(value)
		case "idPrefix":
			o.IDPrefix = value
		case "mentions.url":
			o.MentionURL = value
		case "hashtags.url":
			o.HashtagURL = value
		case "mention":
			m, ok := mentionIn(value)
			if !ok {
				return o, nil, badOption("a mention is "+quote(value), "give start and length in UTF-16 code units, and the id of the user")
			}
			mentions = append(mentions, m)
		default:
			return o, nil, badOption("there is no option "+quote(name), "the options are listed in the package's README")
		}
	}
	return o, mentions, nil
}

func mentionIn(value string) (m Mention, ok bool) {
	start, rest, _ := strings.Cut(value, ",")
	length, id, found := strings.Cut(rest, ",")
	var err1, err2 error
	m.ID = id
	m.Start, err1 = strconv.Atoi(start)
	m.Length, err2 = strconv.Atoi(length)
	return m, found && err1 == nil && err2 == nil
}
