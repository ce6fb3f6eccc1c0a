package emulator

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
