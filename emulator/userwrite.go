package emulator

import "encoding/json"

type userPatch struct {
	UserID          string          `json:"userId"`
	DisplayName     *string         `json:"displayName"`
	Description     *string         `json:"description"`
	AvatarFileID    *string         `json:"avatarFileId"`
	AvatarCustomURL *string         `json:"avatarCustomUrl"`
	Roles           []string        `json:"roles"`
	Metadata        json.RawMessage `json:"metadata"`
}

// updateUser answers PUT /api/v2/users and PUT /api/v3/users. What is not sent
// stays; metadata, when sent, is replaced whole (FAQ F13).
func updateUser(c *call) (any, error) {
	var in userPatch
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.UserID == "" && !c.admin {
		in.UserID = c.me.UserID
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	if !c.admin && in.UserID != c.me.UserID {
		return nil, fail(codeUnauthorized, "only an administrator may update another user")
	}
	if in.Roles != nil && !c.admin {
		return nil, fail(codeNoPermission, "only an administrator may change roles")
	}
	u, err := c.activeUser(in.UserID)
	if err != nil {
		return nil, err
	}
	if in.AvatarFileID != nil && *in.AvatarFileID != "" {
		if err := c.requireImage(*in.AvatarFileID); err != nil {
			return nil, err
		}
	}
	for _, text := range []*string{in.DisplayName, in.Description} {
		if text != nil {
			if err := c.moderate(*text); err != nil {
				return nil, err
			}
		}
	}
	in.apply(u)
	avatar := ""
	if u.AvatarFileID != nil {
		avatar = *u.AvatarFileID
	}
	_, err = c.tx.Exec(`UPDATE users SET display_name = ?, description = ?, avatar_file_id = ?, avatar_url = ?, roles = ?, metadata = ?, updated_at = ? WHERE seq = ?`,
		u.DisplayName, u.Description, avatar, u.AvatarCustomURL, toJSON(u.Roles), string(u.Metadata), c.now, u.Seq)
	if err != nil {
		return nil, err
	}
	if u, err = c.getUser(in.UserID); err != nil {
		return nil, err
	}
	return c.usersAnswer([]*user{u}, nil)
}

func (in userPatch) validate() error {
	var v check
	v.text("userId", in.UserID, 1, 50)
	if in.DisplayName != nil {
		v.text("displayName", *in.DisplayName, 1, 100)
	}
	if in.Description != nil {
		v.text("description", *in.Description, 0, 500)
	}
	if in.AvatarCustomURL != nil {
		v.text("avatarCustomUrl", *in.AvatarCustomURL, 0, 1000)
	}
	v.list("roles", in.Roles, 10, 100)
	v.object("metadata", in.Metadata)
	return v.err()
}

func (in userPatch) apply(u *user) {
	if in.DisplayName != nil {
		u.DisplayName = *in.DisplayName
	}
	if in.Description != nil {
		u.Description = *in.Description
	}
	if in.AvatarFileID != nil {
		u.AvatarFileID = orNil(*in.AvatarFileID)
	}
	if in.AvatarCustomURL != nil {
		u.AvatarCustomURL = *in.AvatarCustomURL
	}
	if in.Roles != nil {
		u.Roles = unique(in.Roles)
	}
	if len(in.Metadata) > 0 {
		u.Metadata = orEmpty(in.Metadata)
	}
}
