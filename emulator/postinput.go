package emulator

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

type attachment struct {
	Type   string `json:"type"`
	FileID string `json:"fileId"`
}

type postInput struct {
	PostID      string          `json:"postId"`
	Data        json.RawMessage `json:"data"`
	Attachments []attachment    `json:"attachments"`
	DataType    string          `json:"dataType"`
	TargetType  string          `json:"targetType"`
	TargetID    string          `json:"targetId"`
	Metadata    json.RawMessage `json:"metadata"`
	Tags        []string        `json:"tags"`
	Hashtags    []string        `json:"hashtags"`
	Mentionees  json.RawMessage `json:"mentionees"`
}

// content is the part of a post's data that has meaning here; v3 puts file ids
// into it, later versions into attachments.
type content struct {
	Text   string   `json:"text"`
	Title  string   `json:"title"`
	PollID string   `json:"pollId"`
	Images []string `json:"images"`
	Files  []string `json:"files"`
	Videos []string `json:"videos"`
}

// read parses data and gathers what is wrong with the whole input.
func (in *postInput) read() (content, error) {
	var d content
	var v check
	if len(in.Data) > 0 && string(in.Data) != "null" {
		if json.Unmarshal(in.Data, &d) != nil {
			v.addf(`"data" must be an object of a text, a title or file ids`)
		}
	}
	for _, given := range []struct {
		kind string
		ids  []string
	}{{"image", d.Images}, {"file", d.Files}, {"video", d.Videos}} {
		for _, id := range given.ids {
			in.Attachments = append(in.Attachments, attachment{given.kind, id})
		}
	}
	count := map[string]int{}
	for _, a := range in.Attachments {
		v.word("attachments.type", a.Type, "image", "file", "video", "audio", "clip")
		v.text("attachments.fileId", a.FileID, 1, 100)
		if count[a.Type]++; count[a.Type] == maxPerKind+1 {
			v.addf(`"attachments" must have at most %d of type %s`, maxPerKind, a.Type)
		}
	}
	v.text("data.text", d.Text, 0, maxPostText)
	v.text("data.title", d.Title, 0, 150)
	v.list("tags", in.Tags, maxPostTags, maxTagLength)
	v.list("hashtags", in.Hashtags, maxHashtags, 100)
	v.object("metadata", in.Metadata)
	v.mentionees("mentionees", in.Mentionees)
	return d, v.err()
}

var hashtag = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\p{L}\p{N}_&/#])#([\p{L}\p{N}\p{M}_]{1,100})`)
})

// hashtagsIn are the tags of a text and the ones named beside it, without "#",
// in lower case, as search compares them (FAQ F72).
func hashtagsIn(text string, named []string) []string {
	var out []string
	for _, m := range hashtag().FindAllStringSubmatch(text, maxHashtags) {
		out = append(out, strings.ToLower(m[1]))
	}
	for _, h := range named {
		out = append(out, strings.ToLower(strings.TrimPrefix(h, "#")))
	}
	if out = unique(out); len(out) > maxHashtags {
		out = out[:maxHashtags]
	}
	return out
}

// mentionees holds mentions to [{type:"user",userIds:[…]}].
func (v *check) mentionees(name string, raw json.RawMessage) {
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	var list []struct {
		Type    string   `json:"type"`
		UserIDs []string `json:"userIds"`
	}
	if json.Unmarshal(raw, &list) != nil || len(list) > 30 {
		v.addf("%q must be an array of at most 30 mentions", name)
		return
	}
	for _, m := range list {
		v.word(name+".type", m.Type, "user", "channel")
		v.list(name+".userIds", m.UserIDs, 30, 50)
	}
}

// mentioned are the users a stored mention list names.
func mentioned(raw json.RawMessage) []string {
	var list []struct {
		UserIDs []string `json:"userIds"`
	}
	_ = json.Unmarshal(raw, &list) // checked when it was stored
	var ids []string
	for _, m := range list {
		ids = append(ids, m.UserIDs...)
	}
	return ids
}

// orNone is the JSON kept for a list that was not given.
func orNone(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 || string(raw) == "null" {
		return json.RawMessage("[]")
	}
	return raw
}
