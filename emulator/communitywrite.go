package emulator

import "encoding/json"

type communityInput struct {
	DisplayName         *string         `json:"displayName"`
	Description         *string         `json:"description"`
	AvatarFileID        *string         `json:"avatarFileId"`
	IsPublic            *bool           `json:"isPublic"`
	IsOfficial          *bool           `json:"isOfficial"`
	OnlyAdminCanPost    *bool           `json:"onlyAdminCanPost"`
	NeedApproval        *bool           `json:"needApprovalOnPostCreation"`
	AllowCommentInStory *bool           `json:"allowCommentInStory"`
	NotificationMode    *string         `json:"notificationMode"`
	IsUniqueDisplayName bool            `json:"isUniqueDisplayName"`
	Tags                []string        `json:"tags"`
	CategoryIDs         []string        `json:"categoryIds"`
	UserIDs             []string        `json:"userIds"`
	Metadata            json.RawMessage `json:"metadata"`
}

func (in communityInput) validate(create bool) error {
	var v check
	if in.DisplayName != nil {
		v.text("displayName", *in.DisplayName, 1, 1000)
	} else if create {
		v.addf(`"displayName" is required`)
	}
	if in.Description != nil {
		v.text("description", *in.Description, 0, 5000)
	}
	if in.NotificationMode != nil {
		v.word("notificationMode", *in.NotificationMode, "default", "silent", "subscribe")
	}
	v.list("tags", in.Tags, 10, 100)
	v.list("categoryIds", in.CategoryIDs, 10, 100)
	v.list("userIds", in.UserIDs, 1000, 50)
	v.object("metadata", in.Metadata)
	return v.err()
}

// apply puts what was sent into m and keeps the rest.
func (in communityInput) apply(m *community) {
	set(&m.DisplayName, in.DisplayName)
	set(&m.Description, in.Description)
	set(&m.IsPublic, in.IsPublic)
	set(&m.IsOfficial, in.IsOfficial)
	set(&m.OnlyAdminCanPost, in.OnlyAdminCanPost)
	set(&m.NeedApprovalOnPostCreation, in.NeedApproval)
	set(&m.AllowCommentInStory, in.AllowCommentInStory)
	set(&m.NotificationMode, in.NotificationMode)
	if in.AvatarFileID != nil {
		m.AvatarFileID = orNil(*in.AvatarFileID)
	}
	if in.Tags != nil {
		m.Tags = unique(in.Tags)
	}
	if in.CategoryIDs != nil {
		m.CategoryIDs = unique(in.CategoryIDs)
	}
	if len(in.Metadata) > 0 {
		m.Metadata = orEmpty(in.Metadata)
	}
}

// set overwrites when there is something to overwrite with.
func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func (c *call) checkCommunityInput(in communityInput) error {
	for _, text := range []*string{in.DisplayName, in.Description} {
		if text != nil {
			if err := c.moderate(*text); err != nil {
				return err
			}
		}
	}
	if in.AvatarFileID != nil && *in.AvatarFileID != "" {
		return c.requireImage(*in.AvatarFileID)
	}
	return nil
}

// createCommunity answers POST /api/v3/communities: the caller becomes its
// first member and moderator, and a channel with the same id comes with it.
func createCommunity(c *call) (any, error) {
	var in communityInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if err := in.validate(true); err != nil {
		return nil, err
	}
	if err := c.checkCommunityInput(in); err != nil {
		return nil, err
	}
	if err := c.mustExist(in.UserIDs); err != nil {
		return nil, err
	}
	if in.IsUniqueDisplayName {
		var n int
		if err := c.tx.Row("SELECT count(*) FROM communities WHERE display_name = ? COLLATE NOCASE AND is_deleted = 0", *in.DisplayName).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			return nil, fail(codeDuplicate, "a community with this display name already exists")
		}
	}
	m := &community{CommunityID: c.newID("community"), InternalID: c.newID("feed"), UserID: c.me.UserID, IsPublic: true, AllowCommentInStory: true,
		NotificationMode: "default", Tags: []string{}, CategoryIDs: []string{}, Metadata: json.RawMessage("{}")}
	in.apply(m)
	if err := c.insertCommunity(m); err != nil {
		return nil, err
	}
	if err := c.insertChannel(newChannel{id: m.CommunityID, kind: "community", name: m.DisplayName, public: m.IsPublic, avatar: m.AvatarFileID}); err != nil {
		return nil, err
	}
	if err := c.setMembership(m.CommunityID, c.me.UserID, "member", []string{moderatorRole}); err != nil {
		return nil, err
	}
	for _, id := range unique(in.UserIDs) {
		if id != c.me.UserID {
			if err := c.setMembership(m.CommunityID, id, "member", nil); err != nil {
				return nil, err
			}
		}
	}
	return c.communityByID(m.CommunityID)
}

func (c *call) insertCommunity(m *community) error {
	avatar := ""
	set(&avatar, m.AvatarFileID)
	_, err := c.tx.Exec(`INSERT INTO communities(community_id, internal_id, user_id, display_name, description, avatar_file_id, is_official, is_public,
	  only_admin_can_post, need_approval, allow_story_comment, notification_mode, tags, category_ids, metadata, created_at, updated_at)
	  VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.CommunityID, m.InternalID, m.UserID, m.DisplayName, m.Description, avatar, m.IsOfficial, m.IsPublic, m.OnlyAdminCanPost,
		m.NeedApprovalOnPostCreation, m.AllowCommentInStory, m.NotificationMode, toJSON(m.Tags), toJSON(m.CategoryIDs), string(m.Metadata), c.now, c.now)
	return err
}

// updateCommunity answers PUT /api/v3/communities/{communityId}. Metadata is
// replaced whole; pinning a post (FAQ F65) is a key in it.
func updateCommunity(c *call) (any, error) {
	var in communityInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if err := in.validate(false); err != nil {
		return nil, err
	}
	m, err := c.openCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireModerator(m.CommunityID); err != nil {
		return nil, err
	}
	if err := c.checkCommunityInput(in); err != nil {
		return nil, err
	}
	in.apply(m)
	avatar := ""
	set(&avatar, m.AvatarFileID)
	_, err = c.tx.Exec(`UPDATE communities SET display_name = ?, description = ?, avatar_file_id = ?, is_official = ?, is_public = ?, only_admin_can_post = ?,
	  need_approval = ?, allow_story_comment = ?, notification_mode = ?, tags = ?, category_ids = ?, metadata = ?, updated_at = ? WHERE seq = ?`,
		m.DisplayName, m.Description, avatar, m.IsOfficial, m.IsPublic, m.OnlyAdminCanPost, m.NeedApprovalOnPostCreation, m.AllowCommentInStory,
		m.NotificationMode, toJSON(m.Tags), toJSON(m.CategoryIDs), string(m.Metadata), c.now, m.seq)
	if err != nil {
		return nil, err
	}
	return c.communityByID(m.CommunityID)
}

// deleteCommunity answers DELETE /api/v3/communities/{communityId}: a soft
// delete, isDeleted from then on (FAQ F26).
func deleteCommunity(c *call) (any, error) {
	m, err := c.openCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireModerator(m.CommunityID); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE communities SET is_deleted = 1, updated_at = ? WHERE seq = ?", c.now, m.seq); err != nil {
		return nil, err
	}
	if _, err = c.tx.Exec("UPDATE channels SET is_deleted = 1, updated_at = ? WHERE channel_id = ?", c.now, m.CommunityID); err != nil {
		return nil, err
	}
	gone, err := c.communityByID(m.CommunityID)
	if err != nil {
		return nil, err
	}
	return success, c.tell("community.deleted", gone, nil)
}

// communityByID is the answer of everything that changed a community.
func (c *call) communityByID(id string, members ...string) (any, error) {
	m, err := c.findCommunity(id)
	if err != nil {
		return nil, err
	}
	return c.communitiesAnswer([]*community{m}, nil, members...)
}
