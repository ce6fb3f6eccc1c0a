package webhook

import (
	"strings"

	"github.com/addend-go/addend/worker/wirejson"
)

// Each of these says what an event of its kind tells, and whom.

func (r *reader) post() bool {
	p := r.first("posts")
	if text(p, "postId") == "" {
		return false
	}
	r.target(text(p, "targetType"), text(p, "targetId"), text(p, "path"))
	r.tell("postId", text(p, "postId"))
	r.tell("userId", r.actor(text(p, "postedUserId")))
	r.person(text(p, "postedUserId"))
	r.mentioned(p)
	r.at(p)
	return true
}

func (r *reader) comment() bool {
	c := r.first("comments")
	if text(c, "commentId") == "" {
		return false
	}
	r.target(text(c, "targetType"), text(c, "targetId"), text(c, "path"))
	if text(c, "referenceType") == "post" {
		r.tell("postId", text(c, "referenceId"))
	}
	r.tell("commentId", text(c, "commentId"))
	r.tell("parentId", text(c, "parentId"))
	r.tell("userId", r.actor(text(c, "userId")))
	r.person(text(c, "userId"))
	r.mentioned(c)
	r.at(c)
	return true
}

// target is the feed that something stands in: of a community, or of a person,
// whom his followers follow. Where the object does not say, its path does.
func (r *reader) target(kind, id, path string) {
	if kind == "" {
		if _, after, ok := strings.Cut(path, "/social/community/"); ok {
			kind = "community"
			id, _, _ = strings.Cut(after, "/")
		}
	}
	switch kind {
	case "community":
		r.tell("communityId", id)
		r.topic("community", id)
	case "user":
		r.tell("feedOf", id)
		r.person(id)
		r.topic("person", id)
	}
}

func (r *reader) mentioned(object wirejson.Map) {
	for _, list := range []string{"mentionees", "mentionedUsers"} {
		all, _ := object[list].([]any)
		for _, one := range all {
			m, _ := one.(wirejson.Map)
			ids, _ := m["userIds"].([]any)
			for _, id := range ids[:min(len(ids), 100)] {
				if s, ok := id.(string); ok {
					r.person(s)
				}
			}
		}
	}
}

func (r *reader) community() bool {
	c := r.first("communities")
	id := text(c, "communityId")
	if id == "" {
		return false
	}
	r.tell("communityId", id)
	r.topic("community", id)
	switch r.verb {
	case "created", "updated", "deleted":
		r.tell("userId", text(c, "userId"))
		r.person(text(c, "userId"))
		if r.verb == "created" {
			r.join(text(c, "userId"), "community/"+id)
		}
	default:
		r.members("communityUsers", "communityMembership", "community/"+id)
	}
	r.at(c)
	return true
}

// members tells whose membership changed, and lets them follow or no more.
func (r *reader) members(list, membership, topic string) {
	told := false
	r.each(list, func(m wirejson.Map) {
		user := text(m, "userId")
		if user == "" {
			return
		}
		if !told {
			r.tell("userId", user)
			told = true
		}
		r.person(user)
		state := text(m, membership)
		if state == "" {
			state = text(m, "membership")
		}
		if state == "member" {
			r.join(user, topic)
		} else {
			r.leave(user, topic)
		}
	})
	if told {
		return
	}
	joined := r.verb == "joined" || r.verb == "membersAdded" || r.verb == "userAdded" || r.verb == "created"
	ids, _ := r.data["userIds"].([]any)
	for i, one := range ids[:min(len(ids), 1000)] {
		user, ok := one.(string)
		if !ok || user == "" {
			continue
		}
		if i == 0 {
			r.tell("userId", user)
		}
		r.person(user)
		if joined {
			r.join(user, topic)
		} else {
			r.leave(user, topic)
		}
	}
}

func (r *reader) channel() bool {
	c := r.first("channel")
	if c == nil {
		c = r.first("channels")
	}
	id := text(c, "channelId")
	if id == "" {
		return false
	}
	r.tell("channelId", id)
	r.topic("channel", id)
	if r.verb != "updated" && r.verb != "deleted" {
		r.members("channelUsers", "membership", "channel/"+id)
	}
	r.at(c)
	return true
}

func (r *reader) message() bool {
	m := r.first("messages")
	if text(m, "messageId") == "" {
		return false
	}
	channel := text(m, "channelId")
	r.tell("channelId", channel)
	r.topic("channel", channel)
	r.tell("messageFeedId", text(m, "messageFeedId"))
	r.tell("messageId", text(m, "messageId"))
	r.tell("parentId", text(m, "parentId"))
	author := text(m, "creatorId")
	if author == "" {
		author = text(m, "userId")
	}
	r.tell("userId", r.actor(author))
	r.person(author)
	r.at(m)
	return channel != ""
}

func (r *reader) follow() bool {
	from, to := text(r.data, "from"), text(r.data, "to")
	if from == "" || to == "" {
		return false
	}
	r.tell("from", from)
	r.tell("to", to)
	r.person(from)
	r.person(to)
	switch r.verb {
	case "created", "accepted":
		r.join(from, "person/"+to)
	case "unfollowed", "followerDeleted":
		r.leave(from, "person/"+to)
	}
	r.at(r.data)
	return true
}

func (r *reader) user() bool {
	u := r.first("users")
	id := text(u, "userId")
	if id == "" {
		return false
	}
	r.tell("userId", id)
	r.person(id)
	r.topic("person", id)
	r.at(u)
	return true
}

// poll goes to who made it: a poll does not say where it stands.
func (r *reader) poll() bool {
	p := r.first("polls")
	if text(p, "pollId") == "" {
		return false
	}
	r.tell("pollId", text(p, "pollId"))
	r.person(text(p, "userId"))
	r.at(p)
	return true
}
