package main

import (
	"iter"
	"net/url"
	"time"

	"github.com/addend-go/addend/admin/platform"
)

// What the commands read of the platform's objects.
type (
	user struct {
		ID string `json:"userId"`
	}
	community struct {
		ID string `json:"communityId"`
	}
	post struct {
		ID       string    `json:"postId"`
		Author   string    `json:"postedUserId"`
		At       time.Time `json:"createdAt"`
		Comments int       `json:"commentsCount"`
		Reacted  int       `json:"reactionsCount"`
	}
	channel struct {
		ID       string `json:"channelId"`
		Messages int    `json:"messageCount"`
	}
)

// users are the living users of the application.
func users(s *session) iter.Seq2[user, error] {
	return platform.List[user](s, s.client, "/api/v3/users", "users", url.Values{"sortBy": {"firstCreated"}, "isDeleted": {"false"}})
}

// communities are those that are not deleted (FAQ F21).
func communities(s *session) iter.Seq2[community, error] {
	return platform.List[community](s, s.client, "/api/v3/communities", "communities", url.Values{"sortBy": {"firstCreated"}, "isDeleted": {"false"}})
}

// posts are the parent posts of a feed, newest first (FAQ F19); their children
// go and come with them.
func posts(s *session, feed target) iter.Seq2[post, error] {
	return platform.List[post](s, s.client, "/api/v4/posts", "posts", url.Values{
		"targetType": {feed.kind}, "targetId": {feed.id}, "sortBy": {"lastCreated"},
		"isDeleted": {"false"}, "matchingOnlyParentPost": {"true"}, "options[type]": {"pagination"},
	})
}
