package emulator

import (
	"database/sql"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// follow is the relation of one user to another. status is none, pending,
// accepted or blocked.
type follow struct {
	From           string `json:"from"`
	FromPublicID   string `json:"fromPublicId"`
	FromInternalID string `json:"fromInternalId"`
	To             string `json:"to"`
	ToPublicID     string `json:"toPublicId"`
	ToInternalID   string `json:"toInternalId"`
	Status         string `json:"status"`
	CreatedAt      string `json:"createdAt"`
	UpdatedAt      string `json:"updatedAt"`
}

type followCount struct {
	UserID         string `json:"userId"`
	UserPublicID   string `json:"userPublicId"`
	FollowerCount  int    `json:"followerCount"`
	FollowingCount int    `json:"followingCount"`
	PendingCount   int    `json:"pendingCount"`
}

type followsAnswer struct {
	Follows      []follow      `json:"follows"`
	FollowCounts []followCount `json:"followCounts"`
	Users        []*user       `json:"users"`
	Files        []file        `json:"files"`
	Paging       *paging       `json:"paging,omitempty"`
}

const followColumns = `f.from_id, coalesce(a.internal_id, ''), f.to_id, coalesce(b.internal_id, ''), f.status, f.created_at, f.updated_at
  FROM follows f LEFT JOIN users a ON a.user_id = f.from_id LEFT JOIN users b ON b.user_id = f.to_id`

func scanFollow(row sqlite.Scanner) (follow, error) {
	var f follow
	var created, updated int64
	err := row.Scan(&f.From, &f.FromInternalID, &f.To, &f.ToInternalID, &f.Status, &created, &updated)
	f.FromPublicID, f.ToPublicID, f.CreatedAt, f.UpdatedAt = f.From, f.To, stamp(created), stamp(updated)
	return f, err
}

// relation is how from follows to. A block in either direction shows as blocked
// to who blocked, and as none to who was.
func (c *call) relation(from, to string) (follow, error) {
	f, err := scanFollow(c.tx.Row("SELECT "+followColumns+" WHERE f.from_id = ? AND f.to_id = ?", from, to))
	if errors.Is(err, sql.ErrNoRows) {
		f, err = follow{From: from, FromPublicID: from, To: to, ToPublicID: to, Status: "none", CreatedAt: stamp(c.now), UpdatedAt: stamp(c.now)}, nil
		err = c.tx.Row("SELECT coalesce((SELECT internal_id FROM users WHERE user_id = ?), ''), coalesce((SELECT internal_id FROM users WHERE user_id = ?), '')",
			from, to).Scan(&f.FromInternalID, &f.ToInternalID)
	}
	if err != nil {
		return f, err
	}
	blocked, err := c.hasBlocked(from, to)
	if blocked {
		f.Status = "blocked"
	}
	return f, err
}

func (c *call) hasBlocked(from, to string) (bool, error) {
	var n int
	err := c.tx.Row("SELECT count(*) FROM blocks WHERE from_id = ? AND to_id = ?", from, to).Scan(&n)
	return n > 0, err
}

func (c *call) followCount(id string) (followCount, error) {
	n := followCount{UserID: id, UserPublicID: id}
	err := c.tx.Row(`SELECT (SELECT count(*) FROM follows WHERE to_id = ?1 AND status = 'accepted'), (SELECT count(*) FROM follows WHERE from_id = ?1 AND status = 'accepted'),
	  (SELECT count(*) FROM follows WHERE to_id = ?1 AND status = 'pending')`, id).Scan(&n.FollowerCount, &n.FollowingCount, &n.PendingCount)
	return n, err
}

// followsAnswer shows relations with the counts of the named users.
func (c *call) followsAnswer(list []follow, p *paging, counted ...string) (any, error) {
	out := followsAnswer{Follows: list, FollowCounts: []followCount{}, Paging: p}
	users := []string{c.me.UserID}
	for _, f := range list {
		users = append(users, f.From, f.To)
	}
	for _, id := range unique(counted) {
		n, err := c.followCount(id)
		if err != nil {
			return nil, err
		}
		out.FollowCounts = append(out.FollowCounts, n)
	}
	var err error
	if out.Users, err = c.loadUsers(users); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(avatarsOf(out.Users))
	return out, err
}

// followUser answers POST /api/v4/me/following/{userId}: pending while the
// network asks for requests (FAQ F05), accepted otherwise.
func followUser(c *call) (any, error) {
	u, err := c.activeUser(c.param("userId"))
	if err != nil {
		return nil, err
	}
	if u.UserID == c.me.UserID {
		return nil, fail(codeBadRequest, "a user cannot follow themselves")
	}
	for _, pair := range [][2]string{{c.me.UserID, u.UserID}, {u.UserID, c.me.UserID}} {
		if blocked, err := c.hasBlocked(pair[0], pair[1]); err != nil || blocked {
			if err != nil {
				return nil, err
			}
			return nil, fail(codeNoPermission, "one of the two users has blocked the other")
		}
	}
	ask, err := c.settingOn("social", "isFollowWithRequestEnabled")
	if err != nil {
		return nil, err
	}
	status := "accepted"
	if ask {
		status = "pending"
	}
	_, err = c.tx.Exec(`INSERT INTO follows(from_id, to_id, status, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?4) ON CONFLICT(from_id, to_id) DO NOTHING`,
		c.me.UserID, u.UserID, status, c.now)
	if err != nil {
		return nil, err
	}
	answer, err := c.relationAnswer(c.me.UserID, u.UserID)
	return c.told(map[bool]string{true: "follow.requested", false: "follow.created"}[ask], answer, err)
}

func (c *call) relationAnswer(from, to string) (any, error) {
	f, err := c.relation(from, to)
	if err != nil {
		return nil, err
	}
	return c.followsAnswer([]follow{f}, nil, from, to)
}

// unfollowUser answers DELETE /api/v4/me/following/{userId}.
func unfollowUser(c *call) (any, error) {
	return c.endFollow(c.me.UserID, c.param("userId"), "follow.unfollowed", "follow.requestCanceled")
}

// removeFollower answers DELETE /api/v4/me/followers/{userId}: it declines a
// request or removes a follower.
func removeFollower(c *call) (any, error) {
	return c.endFollow(c.param("userId"), c.me.UserID, "follow.followerDeleted", "follow.requestDeclined")
}

// endFollow ends a relation and tells ended, or withdrawn when it was a request.
func (c *call) endFollow(from, to, ended, withdrawn string) (any, error) {
	if _, err := c.getUser(c.param("userId")); err != nil {
		return nil, err
	}
	var status string
	err := c.tx.Row("DELETE FROM follows WHERE from_id = ? AND to_id = ? RETURNING status", from, to).Scan(&status)
	if errors.Is(err, sql.ErrNoRows) {
		return c.relationAnswer(from, to)
	}
	if err != nil {
		return nil, err
	}
	answer, err := c.relationAnswer(from, to)
	return c.told(map[string]string{"accepted": ended, "pending": withdrawn}[status], answer, err)
}

// acceptFollower answers POST /api/v4/me/followers/{userId}.
func acceptFollower(c *call) (any, error) {
	from := c.param("userId")
	res, err := c.tx.Exec("UPDATE follows SET status = 'accepted', updated_at = ? WHERE from_id = ? AND to_id = ? AND status = 'pending'", c.now, from, c.me.UserID)
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return nil, notFound("follow request of", from)
	}
	return c.relationAnswer(from, c.me.UserID)
}
