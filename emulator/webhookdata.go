package emulator

import "strings"

// hookKeys are the arrays that a webhook's data has, by what the event is about:
// no more than the platform's reference names, so that a receiver that passes
// here does not lean on what only the emulator sends.
var hookKeys = map[string][]string{
	"channel":            {"channel", "users"},
	"v5.message":         {"messages", "messageFeeds", "reactions", "files", "users"},
	"message":            {"messages", "users"},
	"user":               {"users", "files"},
	"v3.community":       {"communities", "communityUsers", "files", "users", "categories", "feeds"},
	"v3.post":            {"posts", "postChildren", "comments", "users", "files", "communities", "communityUsers", "categories", "feeds", "videoStreamings"},
	"v3.comment":         {"comments", "commentChildren", "communityUsers", "users", "files"},
	"poll":               {"polls", "users"},
	"follow":             {"from", "to", "status", "createdAt", "updatedAt"},
	"message.reaction":   {"messages", "users", "files"},
	"channel.membership": {"channel", "users", "userIds"},
}

// webhookName is what an event is called in webhooks; a comment on a comment has
// a name of its own.
func webhookName(e event) string {
	if k := first(e.data, "comments"); e.name == "comment.created" && k["parentId"] != nil {
		return "v3.comment.didReply"
	}
	return eventNames[e.name].webhook
}

// webhookData is an event's data in the keys of webhooks.
func webhookData(e event, name string) map[string]any {
	about, verb := name[:strings.LastIndex(name, ".")], name[strings.LastIndex(name, ".")+1:]
	from := map[string]any{"channel": e.data["channels"], "userIds": e.about}
	for key, value := range e.data {
		from[key] = value
	}
	if about == "follow" {
		from = first(e.data, "follows")
	}
	keys, one := hookKeys[about], map[string]any{}
	switch {
	case about == "channel" && verb == "didUpdate":
		one["userId"] = e.by
	case about == "channel" && verb != "didClose":
		keys = hookKeys["channel.membership"]
		if who := map[string]string{"didAddUsers": "adderId", "didRemoveUsers": "removerId", "didBan": "actorId"}[verb]; who != "" {
			one[who] = e.by
		}
	case verb == "didAddReaction" || verb == "didRemoveReaction":
		if about == "message" {
			keys = hookKeys["message.reaction"]
		}
		one["reactor"] = e.data["reactor"]
	case (about == "v3.post" || about == "v3.comment") && (verb == "didFlag" || verb == "didUnflag"):
		one["flaggedUserId"] = e.by
	}
	for _, key := range keys {
		if one[key] = from[key]; one[key] == nil {
			one[key] = []any{} // a receiver may walk it
		}
	}
	return one
}

// first is the first object of one of the arrays of an event's data; empty when
// there is none.
func first(data map[string]any, array string) map[string]any {
	list, _ := data[array].([]any)
	if len(list) == 0 {
		return map[string]any{}
	}
	object, _ := list[0].(map[string]any)
	return object
}
