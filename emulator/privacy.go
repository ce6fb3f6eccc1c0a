package emulator

import "strings"

// Who may read what stands on a user's own page. The network says it for all
// (userPrivacySetting): public pages are for everybody, private ones for the user
// and for followers the user has accepted.

// follower is the condition that the caller, ?1, follows the user of a page.
const follower = "EXISTS(SELECT 1 FROM follows w WHERE w.from_id = ?1 AND w.to_id = p.target_id AND w.status = 'accepted')"

func (c *call) pagesArePrivate() (bool, error) {
	social, err := c.setting("social")
	return social["userPrivacySetting"] == "private" && !c.admin, err
}

// mayReadPage refuses a private page to who does not follow its user.
func (c *call) mayReadPage(userID string) error {
	private, err := c.pagesArePrivate()
	if err != nil || !private || userID == c.me.UserID {
		return err
	}
	f, err := c.relation(c.me.UserID, userID)
	if err == nil && f.Status != "accepted" {
		err = fail(codeNoPermission, "the user's page is for followers only")
	}
	return err
}

// mayReadPost refuses a post of a private community or page, and one that waits
// for review or was declined to all but its author and the moderators.
func (c *call) mayReadPost(p *post) error {
	if p.TargetType == "user" {
		return c.mayReadPage(p.TargetID)
	}
	if p.TargetType != "community" {
		return nil
	}
	if err := c.mayRead(p.TargetID); err != nil || p.FeedType == "published" || p.PostedUserID == c.me.UserID {
		return err
	}
	may, err := c.isModerator(p.TargetID)
	if err == nil && !may {
		err = fail(codeNoPermission, "the post is not published")
	}
	return err
}

// readableBy adds what keeps a list of posts p to those the caller, its first
// argument, may read.
func (c *call) readableBy(w *where) error {
	w.add(readable)
	private, err := c.pagesArePrivate()
	if private {
		w.add("(p.target_type <> 'user' OR p.target_id = ?1 OR " + follower + ")")
	}
	return err
}

// inFeed is the condition of the global feed: posts of joined communities, of
// followed users and one's own, as far as the network's settings show them,
// without people one has blocked or is blocked by (FAQ F27, F29). Its first
// argument is the caller. The plus signs keep SQLite from gathering every feed's
// posts to sort them: walking from the newest post back finds a page after a few
// rows.
func (c *call) inFeed() (string, error) {
	social, err := c.setting("social")
	if err != nil {
		return "", err
	}
	on := func(name string) bool { shown, _ := social[name].(bool); return shown }
	var shown []string
	if on("showCommunityPost") && !on("showOnlyMyFeed") {
		shown = append(shown, `(+p.target_type = 'community' AND +p.target_id IN (SELECT m.community_id FROM community_members m JOIN communities c USING(community_id)
     WHERE m.user_id = ?1 AND m.membership = 'member' AND c.is_deleted = 0))`)
	}
	var pages []string
	if on("showMyPost") || on("showOnlyMyFeed") {
		pages = append(pages, "+p.target_id = ?1")
	}
	if on("showFollowingPost") && !on("showOnlyMyFeed") {
		pages = append(pages, "+p.target_id IN (SELECT to_id FROM follows WHERE from_id = ?1 AND status = 'accepted')")
	}
	if on("showEveryonePost") && !on("showOnlyMyFeed") && social["userPrivacySetting"] != "private" {
		pages = append(pages, "+p.target_id <> ?1")
	}
	if len(pages) > 0 {
		shown = append(shown, "(+p.target_type = 'user' AND ("+strings.Join(pages, " OR ")+"))")
	}
	if len(shown) == 0 {
		shown = []string{"0"}
	}
	return ` p.parent_id = '' AND p.is_deleted = 0 AND p.feed_type = 'published' AND (` + strings.Join(shown, "\n  OR ") + `)
  AND p.user_id NOT IN (SELECT to_id FROM blocks WHERE from_id = ?1 UNION ALL SELECT from_id FROM blocks WHERE to_id = ?1)`, nil
}
