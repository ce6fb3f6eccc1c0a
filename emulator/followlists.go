package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// myFollowers, myFollowing, userFollowers and userFollowing answer the four
// lists of /api/v4/{me|users/{userId}}/{followers|following}.
func myFollowers(c *call) (any, error)   { return c.followList(c.me.UserID, "f.to_id") }
func myFollowing(c *call) (any, error)   { return c.followList(c.me.UserID, "f.from_id") }
func userFollowers(c *call) (any, error) { return c.followList(c.param("userId"), "f.to_id") }
func userFollowing(c *call) (any, error) { return c.followList(c.param("userId"), "f.from_id") }

func (c *call) followList(userID, column string) (any, error) {
	if _, err := c.getUser(userID); err != nil {
		return nil, err
	}
	if err := c.mayReadPage(userID); err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	status, err := c.query.oneOf("status", "accepted", "all", "pending")
	if err != nil {
		return nil, err
	}
	if userID != c.me.UserID && !c.admin && status != "accepted" {
		return nil, fail(codeNoPermission, "requests are shown to the user they concern")
	}
	var w where
	w.add(column+" = ?", userID)
	if status != "all" {
		w.add("f.status = ?", status)
	}
	list, err := c.selectFollows(w.String()+" ORDER BY f.seq DESC LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	list, around := trim(p, list)
	around.Prev = around.Previous
	return c.followsAnswer(list, &around)
}

func (c *call) selectFollows(rest string, args ...any) ([]follow, error) {
	list := []follow{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		f, err := scanFollow(row)
		list = append(list, f)
		return err
	}, "SELECT "+followColumns+rest, args...)
	return list, err
}

// myFollowInfo answers GET /api/v4/me/followInfo.
func myFollowInfo(c *call) (any, error) { return c.followsAnswer([]follow{}, nil, c.me.UserID) }

// userFollowInfo answers GET /api/v5/users/{userId}/followInfo: the counts, and
// how the caller stands to the user.
func userFollowInfo(c *call) (any, error) {
	if _, err := c.getUser(c.param("userId")); err != nil {
		return nil, err
	}
	f, err := c.relation(c.me.UserID, c.param("userId"))
	if err != nil {
		return nil, err
	}
	return c.followsAnswer([]follow{f}, nil, c.param("userId"))
}
