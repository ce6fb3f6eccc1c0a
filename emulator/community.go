package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// moderatorRole is the role a community's creator gets.
const moderatorRole = "community-moderator"

// community is a community as the caller sees it.
type community struct {
	seq                        int64
	CommunityID                string          `json:"communityId"`
	ChannelID                  string          `json:"channelId"`
	InternalID                 string          `json:"_id"`
	Path                       string          `json:"path"`
	UserID                     string          `json:"userId"`
	UserPublicID               string          `json:"userPublicId"`
	UserInternalID             string          `json:"userInternalId"`
	DisplayName                string          `json:"displayName"`
	AvatarFileID               *string         `json:"avatarFileId"`
	Description                string          `json:"description"`
	IsOfficial                 bool            `json:"isOfficial"`
	IsPublic                   bool            `json:"isPublic"`
	OnlyAdminCanPost           bool            `json:"onlyAdminCanPost"`
	Tags                       []string        `json:"tags"`
	Metadata                   json.RawMessage `json:"metadata"`
	PostsCount                 int             `json:"postsCount"`
	MembersCount               int             `json:"membersCount"`
	ModeratorMemberCount       int             `json:"moderatorMemberCount"`
	IsJoined                   bool            `json:"isJoined"`
	CategoryIDs                []string        `json:"categoryIds"`
	IsDeleted                  bool            `json:"isDeleted"`
	HasFlaggedComment          bool            `json:"hasFlaggedComment"`
	HasFlaggedPost             bool            `json:"hasFlaggedPost"`
	NeedApprovalOnPostCreation bool            `json:"needApprovalOnPostCreation"`
	AllowCommentInStory        bool            `json:"allowCommentInStory"`
	NotificationMode           string          `json:"notificationMode"`
	IsDiscoverable             bool            `json:"isDiscoverable"`
	RequiresJoinApproval       bool            `json:"requiresJoinApproval"`
	CreatedAt                  string          `json:"createdAt"`
	UpdatedAt                  string          `json:"updatedAt"`
}

// The first argument of a query with these columns is the caller's userId.
const communityColumns = `c.seq, c.community_id, c.internal_id, c.user_id, coalesce((SELECT internal_id FROM users WHERE user_id = c.user_id), ''),
  c.display_name, c.description, c.avatar_file_id, c.is_official, c.is_public, c.only_admin_can_post, c.need_approval, c.allow_story_comment,
  c.notification_mode, c.tags, c.category_ids, c.metadata, c.posts_count, c.members_count, c.is_deleted, c.created_at, c.updated_at,
  (SELECT count(*) FROM community_members m WHERE m.community_id = c.community_id AND m.membership = 'member' AND instr(m.roles, '"community-moderator"') > 0),
  EXISTS(SELECT 1 FROM community_members m WHERE m.community_id = c.community_id AND m.user_id = ?1 AND m.membership = 'member')`

func (c *call) scanCommunity(row sqlite.Scanner) (*community, error) {
	var m community
	var avatar, tags, categories, metadata string
	var created, updated int64
	err := row.Scan(&m.seq, &m.CommunityID, &m.InternalID, &m.UserID, &m.UserInternalID, &m.DisplayName, &m.Description, &avatar, &m.IsOfficial,
		&m.IsPublic, &m.OnlyAdminCanPost, &m.NeedApprovalOnPostCreation, &m.AllowCommentInStory, &m.NotificationMode, &tags, &categories, &metadata,
		&m.PostsCount, &m.MembersCount, &m.IsDeleted, &created, &updated, &m.ModeratorMemberCount, &m.IsJoined)
	if err != nil {
		return nil, err
	}
	m.ChannelID, m.UserPublicID, m.AvatarFileID = m.CommunityID, m.UserID, orNil(avatar)
	m.Path = c.net.feedPath("community", m.CommunityID)
	m.Tags, m.CategoryIDs, m.Metadata = fromList(tags), fromList(categories), json.RawMessage(metadata)
	m.CreatedAt, m.UpdatedAt, m.IsDiscoverable = stamp(created), stamp(updated), m.IsPublic
	return &m, nil
}

// findCommunity finds a community, deleted or not, or answers 400400.
func (c *call) findCommunity(id string) (*community, error) {
	m, err := c.scanCommunity(c.tx.Row("SELECT "+communityColumns+" FROM communities c WHERE c.community_id = ?2", c.me.UserID, id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("community", id)
	}
	return m, err
}

// openCommunity finds a community that has not been deleted.
func (c *call) openCommunity(id string) (*community, error) {
	m, err := c.findCommunity(id)
	if err == nil && m.IsDeleted {
		return nil, notFound("community", id)
	}
	return m, err
}

func (c *call) loadCommunities(ids []string) ([]*community, error) {
	out := []*community{}
	ids = unique(ids)
	if len(ids) == 0 {
		return out, nil
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		m, err := c.scanCommunity(row)
		out = append(out, m)
		return err
	}, "SELECT "+communityColumns+" FROM json_each(?2) j JOIN communities c ON c.community_id = j.value", c.me.UserID, toJSON(ids))
	return out, err
}
