package live

import (
	"strconv"

	"github.com/addend-go/addend/worker/wirejson"
)

// The texts of a stream (HTML, section 9.2, server-sent events).

// Beat is a comment that says that the stream is there.
const Beat = ": \n\n"

// Ready begins a stream: how soon to come back after its end, the id to come
// back with, and whether events were missed, so that a page must look anew.
func Ready(id string, missed bool) string {
	return "retry: 2000\nid: " + id + "\nevent: ready\ndata: {\"missed\":" + strconv.FormatBool(missed) + "}\n\n"
}

// Over tells that the session ended and the stream will not come back.
func Over(reason string) string {
	return "event: over\ndata: " + string(wirejson.Append(nil, wirejson.Object{{Name: "reason", Value: reason}})) + "\n\n"
}

// Text is an event as it stands in the stream. Data is JSON on one line.
func (e Event) Text() string {
	return "id: " + e.ID + "\nevent: " + e.Type + "\ndata: " + e.Data + "\n\n"
}
