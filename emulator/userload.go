package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

func (c *call) userPath(u *user) string { return c.net.id + "/user/" + u.InternalID }

// finishUser adds what depends on the network and on who is looking.
func (c *call) finishUser(u *user) *user {
	u.Path = c.userPath(u)
	return u
}

// loadUsers side-loads users in one query; ids nobody has are left out.
func (c *call) loadUsers(ids []string) ([]*user, error) {
	out := []*user{}
	ids = unique(ids)
	if len(ids) == 0 {
		return out, nil
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		u, err := scanUser(row)
		if err == nil {
			out = append(out, c.finishUser(u))
		}
		return err
	}, "SELECT "+userColumns+" FROM json_each(?) j JOIN users u ON u.user_id = j.value", toJSON(ids))
	return out, err
}

// avatarsOf lists the files that users show as their picture.
func avatarsOf(users []*user) []string {
	var ids []string
	for _, u := range users {
		if u.AvatarFileID != nil {
			ids = append(ids, *u.AvatarFileID)
		}
	}
	return ids
}

// mustExist refuses a list of users of whom one is missing or deleted.
func (c *call) mustExist(ids []string) error {
	for _, id := range ids {
		if _, err := c.activeUser(id); err != nil {
			return err
		}
	}
	return nil
}
