package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// blockUser answers POST /api/v4/me/user-blocks/{userId}: neither follows the
// other any more.
func blockUser(c *call) (any, error) {
	u, err := c.activeUser(c.param("userId"))
	if err != nil {
		return nil, err
	}
	if u.UserID == c.me.UserID {
		return nil, fail(codeBadRequest, "a user cannot block themselves")
	}
	if _, err := c.tx.Exec("INSERT OR IGNORE INTO blocks(from_id, to_id, created_at) VALUES(?, ?, ?)", c.me.UserID, u.UserID, c.now); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("DELETE FROM follows WHERE (from_id = ?1 AND to_id = ?2) OR (from_id = ?2 AND to_id = ?1)", c.me.UserID, u.UserID); err != nil {
		return nil, err
	}
	return c.relationAnswer(c.me.UserID, u.UserID)
}

// unblockUser answers DELETE /api/v4/me/user-blocks/{userId}.
func unblockUser(c *call) (any, error) {
	if _, err := c.getUser(c.param("userId")); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("DELETE FROM blocks WHERE from_id = ? AND to_id = ?", c.me.UserID, c.param("userId")); err != nil {
		return nil, err
	}
	return c.relationAnswer(c.me.UserID, c.param("userId"))
}

// listBlocks answers GET /api/v4/me/user-blocks (FAQ F44). The client looks
// for the blocked user under from, so that is where it stands.
func listBlocks(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	list := []follow{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var other, internal string
		var created int64
		err := row.Scan(&other, &internal, &created)
		list = append(list, follow{From: other, FromPublicID: other, FromInternalID: internal, To: c.me.UserID, ToPublicID: c.me.UserID,
			ToInternalID: c.me.InternalID, Status: "blocked", CreatedAt: stamp(created), UpdatedAt: stamp(created)})
		return err
	}, `SELECT b.to_id, coalesce(u.internal_id, ''), b.created_at FROM blocks b LEFT JOIN users u ON u.user_id = b.to_id WHERE b.from_id = ?
	  ORDER BY b.seq DESC LIMIT ? OFFSET ?`, c.me.UserID, p.Limit+1, p.Skip)
	if err != nil {
		return nil, err
	}
	list, around := trim(p, list)
	around.Prev = around.Previous
	out := followsAnswer{Follows: list, FollowCounts: []followCount{}, Paging: &around}
	ids := make([]string, len(list))
	for i, f := range list {
		ids[i] = f.From
	}
	// The client takes every user of this answer for a blocked one.
	if out.Users, err = c.loadUsers(ids); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(avatarsOf(out.Users))
	return out, err
}
