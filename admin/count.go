package main

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/addend-go/addend/admin/platform"
)

// count scans what was written since a day: the feeds of communities and of
// users with the comments and reactions of those posts, and the message feeds.
// Every list is read newest first and left at the first item that is older.
func count(s *session, since time.Time, days int) (figures, error) {
	f := figures{Days: make([]day, days)}
	for i := range f.Days {
		f.Days[i].Date = since.AddDate(0, 0, i).Format(time.DateOnly)
	}
	wrote := map[string]bool{}
	var feeds []target
	for u, err := range users(s) {
		if err != nil {
			return f, err
		}
		f.Users++
		feeds = append(feeds, target{"user", u.ID})
	}
	for c, err := range communities(s) {
		if err != nil {
			return f, err
		}
		f.Communities++
		feeds = append(feeds, target{"community", c.ID})
	}
	for _, feed := range feeds {
		if err := countPosts(s, feed, since, &f, wrote); err != nil {
			return f, err
		}
	}
	if err := countMessages(s, since, &f, wrote); err != nil {
		return f, err
	}
	active, err := lastActivity(s)
	if err != nil {
		return f, err
	}
	for _, a := range active {
		// Who wrote was active, whatever the report knows of it yet.
		if a.at.Before(since) && !wrote[a.user] {
			continue
		}
		f.Active++
		if wrote[a.user] {
			f.Contributed++
		} else {
			f.Lurking++
		}
	}
	return f, nil
}

func countPosts(s *session, feed target, since time.Time, f *figures, wrote map[string]bool) error {
	for p, err := range posts(s, feed) {
		if err != nil {
			return err
		}
		if p.At.Before(since) {
			return nil
		}
		f.Posts++
		wrote[p.Author] = true
		if p.Comments > 0 {
			list := platform.List[struct {
				Author string `json:"userId"`
			}](s, s.client, "/api/v3/comments", "comments", url.Values{"referenceType": {"post"}, "referenceId": {p.ID}, "isDeleted": {"false"}, "options[type]": {"pagination"}})
			for c, err := range list {
				if err != nil {
					return err
				}
				f.Comments++
				wrote[c.Author] = true
			}
		}
		if p.Reacted > 0 {
			list := platform.List[struct {
				Reactors []struct {
					User string `json:"userId"`
				} `json:"reactors"`
			}](s, s.client, "/api/v3/reactions", "reactions", url.Values{"referenceType": {"post"}, "referenceId": {p.ID}})
			for r, err := range list {
				if err != nil {
					return err
				}
				for _, who := range r.Reactors {
					wrote[who.User] = true
				}
			}
		}
	}
	return nil
}

func countMessages(s *session, since time.Time, f *figures, wrote map[string]bool) error {
	for c, err := range platform.List[channel](s, s.client, "/api/v3/channels", "channels", url.Values{"isDeleted": {"false"}, "sortBy": {"lastActivity"}}) {
		if err != nil {
			return err
		}
		if c.Messages == 0 {
			f.Channels++
			continue
		}
		err := countChannel(s, c.ID, since, f, wrote)
		switch {
		case forbidden(err):
			f.Closed++ // conversations are private by design (FAQ F56)
		case err != nil:
			return err
		default:
			f.Channels++
		}
	}
	return nil
}

func countChannel(s *session, id string, since time.Time, f *figures, wrote map[string]bool) error {
	var answer struct {
		Feeds []struct {
			ID string `json:"messageFeedId"`
		} `json:"messageFeeds"`
	}
	if err := s.client.Do(s, platform.Call{Method: http.MethodGet, Path: "/api/v5/message-feeds/channel/" + url.PathEscape(id), Into: &answer}); err != nil {
		return err
	}
	for _, feed := range answer.Feeds {
		list := platform.List[struct {
			Author string    `json:"creatorId"`
			At     time.Time `json:"createdAt"`
		}](s, s.client, "/api/v5/messages", "messages", url.Values{"messageFeedId": {feed.ID}, "isDeleted": {"false"}, "options[sortBy]": {"segmentDesc"}})
		for m, err := range list {
			if err != nil {
				return err
			}
			if m.At.Before(since) {
				break
			}
			if i := int(m.At.Sub(since).Hours() / 24); i < len(f.Days) {
				f.Days[i].Messages++
				f.Messages++
				wrote[m.Author] = true
			}
		}
	}
	return nil
}

func forbidden(err error) bool {
	var e *platform.Error
	return errors.As(err, &e) && e.Status == http.StatusForbidden
}
