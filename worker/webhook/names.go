package webhook

import (
	"slices"
	"strings"
)

// verbs are what happens to a thing, by the webhook's word and by the word of
// the platform's realtime events, which streams use. Flags are missing: who
// reported what is for moderators only.
var verbs = map[string]map[string]string{
	"post": {"didCreate": "created", "didUpdate": "updated", "didDelete": "deleted", "didApprove": "approved", "didDecline": "declined",
		"didAddReaction": "addReaction", "didRemoveReaction": "removeReaction"},
	"comment": {"didCreate": "created", "didReply": "created", "didUpdate": "updated", "didDelete": "deleted",
		"didAddReaction": "addReaction", "didRemoveReaction": "removeReaction"},
	"community": {"didCreate": "created", "didUpdate": "updated", "didDelete": "deleted", "didJoin": "joined", "didLeave": "left",
		"didAddUsers": "userAdded", "didRemoveUsers": "userRemoved", "didBan": "userBanned", "didUnban": "userUnbanned", "didRoleChange": "userChanged"},
	"channel": {"didCreate": "created", "didUpdate": "updated", "didUpdateMeta": "updated", "didClose": "deleted", "didJoin": "joined", "didLeave": "left",
		"didAddUsers": "membersAdded", "didRemoveUsers": "membersRemoved", "didBan": "banned"},
	"message": {"didCreate": "created", "didUpdate": "updated", "didDelete": "deleted",
		"didAddReaction": "reactionAdded", "didRemoveReaction": "reactionRemoved"},
	"follow": {"didCreate": "created", "didUnfollow": "unfollowed", "didRequest": "requested", "didCancelRequest": "requestCanceled",
		"didAcceptRequest": "accepted", "didDeclineRequest": "requestDeclined", "didDeleteFollower": "followerDeleted"},
	"user": {"didUpdate": "updated"},
	"poll": {"didUpdate": "updated", "didVote": "voted"},
}

// Types lists every type of event that a stream can hold, for the documents.
func Types() []string {
	var types []string
	for thing, words := range verbs {
		for _, verb := range words {
			types = append(types, thing+"."+verb)
		}
	}
	slices.Sort(types)
	return slices.Compact(types)
}

// typeOf reads a webhook's name: "v3.post.didCreate" is the post that was
// created. Names come with and without a version.
func typeOf(name string) (thing, verb string, known bool) {
	pieces := strings.Split(name, ".")
	if len(pieces) < 2 {
		return "", "", false
	}
	thing = pieces[len(pieces)-2]
	verb, known = verbs[thing][pieces[len(pieces)-1]]
	return thing, verb, known
}
