package webhook

import (
	"strings"

	"github.com/addend-go/addend/worker/wirejson"
)

// Flag is a report of a post, a comment or a message (FAQ F64).
type Flag struct {
	Thing, ID   string // "post", "comment" or "message"
	Author, By  string // user ids; By may be ""
	Where, Text string // the beginning of what was reported; Where may be ""
}

const maxQuote = 500 // bytes

// ReadFlag reads a delivery whose signature has been checked; ok is false for
// one that is no report.
func ReadFlag(body []byte) (f Flag, ok bool) {
	if !strings.Contains(string(body), ".didFlag") { // most are none: they are not read twice
		return f, false
	}
	v, err := wirejson.Parse(body)
	m, _ := v.(wirejson.Map)
	data, _ := m["data"].(wirejson.Map)
	pieces := strings.Split(text(m, "event"), ".")
	if err != nil || len(pieces) < 2 || pieces[len(pieces)-1] != "didFlag" {
		return f, false
	}
	r := reader{data: data}
	f.Thing = pieces[len(pieces)-2]
	o := r.first(f.Thing + "s")
	switch f.Thing {
	case "post", "comment", "message":
	default:
		return f, false
	}
	line := func(s string) string { return clip(s, maxID) }
	f.ID, f.By = line(text(o, f.Thing+"Id")), line(text(data, "flaggedUserId"))
	for _, name := range []string{"postedUserId", "creatorId", "userId"} {
		if f.Author == "" {
			f.Author = line(text(o, name))
		}
	}
	for _, name := range []string{"targetId", "channelId", "referenceId"} {
		if f.Where == "" {
			f.Where = line(text(o, name))
		}
	}
	said, _ := o["data"].(wirejson.Map)
	f.Text = clip(text(said, "text"), maxQuote)
	return f, f.ID != ""
}
