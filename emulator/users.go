package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

type usersAnswer struct {
	Users  []*user `json:"users"`
	Files  []file  `json:"files"`
	Paging *paging `json:"paging,omitempty"`
}

func (c *call) usersAnswer(users []*user, p *paging) (any, error) {
	for _, u := range users {
		c.finishUser(u)
	}
	files, err := c.loadFiles(avatarsOf(users))
	return usersAnswer{Users: users, Files: files, Paging: p}, err
}

// listUsers answers GET /api/v3/users.
func listUsers(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	w.add("u.kind = 'user'")
	if err := w.deleted(c.query, "u.is_deleted"); err != nil {
		return nil, err
	}
	filter, err := c.query.oneOf("filter", "all", "flagged")
	if err != nil {
		return nil, err
	}
	if filter == "flagged" {
		w.add("u.flag_count > 0")
	}
	exact, _, err := c.query.flag("exactMatchKeyword")
	if err != nil {
		return nil, err
	}
	switch keyword := c.query.str("keyword"); {
	case keyword != "" && exact:
		w.add("u.display_name = ? COLLATE NOCASE", keyword)
	case keyword != "":
		w.add(`u.display_name LIKE ? ESCAPE '\'`, containing(keyword))
	}
	sort, err := c.query.oneOf("sortBy", "displayName", "firstCreated", "lastCreated")
	if err != nil {
		return nil, err
	}
	order := map[string]string{"displayName": "u.display_name COLLATE NOCASE, u.seq", "firstCreated": "u.seq", "lastCreated": "u.seq DESC"}[sort]
	users := []*user{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		u, err := scanUser(row)
		users = append(users, u)
		return err
	}, "SELECT "+userColumns+" FROM users u"+w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	users, around := trim(p, users)
	return c.usersAnswer(users, &around)
}

// listUsersByID answers GET /api/v3/users/list.
func listUsersByID(c *call) (any, error) {
	ids := c.query.list("userIds")
	var v check
	v.list("userIds", ids, 100, 50)
	if err := v.err(); err != nil {
		return nil, err
	}
	users, err := c.loadUsers(ids)
	if err != nil {
		return nil, err
	}
	return c.usersAnswer(users, nil)
}

// getUserByID answers GET /api/v3/users/{id}; type=internal asks by the
// platform's own id.
func getUserByID(c *call) (any, error) {
	id := c.param("userId")
	kind, err := c.query.oneOf("type", "public", "internal")
	if err != nil {
		return nil, err
	}
	if kind == "internal" {
		if err := c.tx.Row("SELECT user_id FROM users WHERE internal_id = ?", id).Scan(&id); err != nil {
			return nil, notFound("user", id)
		}
	}
	u, err := c.getUser(id)
	if err != nil {
		return nil, err
	}
	return c.usersAnswer([]*user{u}, nil)
}
