package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// The administrator's user. Registering a userId that starts with ADMIN_ is
// refused, so nobody else can have it.
const (
	adminUserID     = "ADMIN_emulator"
	adminInternalID = "000000000000000000000001"
	deletedUserName = "Deleted user" // FAQ F82
)

// user is a user as lists and side-loaded arrays show it.
type user struct {
	Seq             int64           `json:"-"`
	kind            string          // user, admin, visitor or bot
	InternalID      string          `json:"_id"`
	Path            string          `json:"path"`
	UserID          string          `json:"userId"`
	UserInternalID  string          `json:"userInternalId"`
	UserPublicID    string          `json:"userPublicId"`
	Roles           []string        `json:"roles"`
	Permissions     []string        `json:"permissions"`
	DisplayName     string          `json:"displayName"`
	ProfileHandle   *string         `json:"profileHandle"`
	Description     string          `json:"description"`
	AvatarFileID    *string         `json:"avatarFileId"`
	AvatarCustomURL string          `json:"avatarCustomUrl"`
	FlagCount       int             `json:"flagCount"`
	HashFlag        *struct{}       `json:"hashFlag"`
	Metadata        json.RawMessage `json:"metadata"`
	IsGlobalBan     bool            `json:"isGlobalBan"`
	IsGlobalBanned  bool            `json:"isGlobalBanned"`
	IsBrand         bool            `json:"isBrand"`
	IsDeleted       bool            `json:"isDeleted"`
	CreatedAt       string          `json:"createdAt"`
	UpdatedAt       string          `json:"updatedAt"`
}

const userColumns = `u.seq, u.user_id, u.internal_id, u.display_name, u.description, u.avatar_file_id, u.avatar_url, u.roles, u.metadata,
  u.flag_count, u.is_banned, u.is_deleted, u.kind, u.created_at, u.updated_at`

// scanUser reads userColumns and, after them, what more a query asked for.
func scanUser(row sqlite.Scanner, more ...any) (*user, error) {
	var u user
	var avatar, roles, metadata string
	var created, updated int64
	err := row.Scan(append([]any{&u.Seq, &u.UserID, &u.InternalID, &u.DisplayName, &u.Description, &avatar, &u.AvatarCustomURL, &roles, &metadata,
		&u.FlagCount, &u.IsGlobalBan, &u.IsDeleted, &u.kind, &created, &updated}, more...)...)
	if err != nil {
		return nil, err
	}
	u.Roles, u.Permissions, u.Metadata = fromList(roles), []string{}, json.RawMessage(metadata)
	u.AvatarFileID, u.IsGlobalBanned = orNil(avatar), u.IsGlobalBan
	u.UserInternalID, u.UserPublicID = u.InternalID, u.UserID
	u.CreatedAt, u.UpdatedAt = stamp(created), stamp(updated)
	return &u, nil
}

// orNil is null on the wire for an id that is not there.
func orNil(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

// findUser finds a user by the id the app gave it; nil when there is none.
func findUser(tx *sqlite.Tx, id string) (*user, error) {
	u, err := scanUser(tx.Row("SELECT "+userColumns+" FROM users u WHERE u.user_id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return u, err
}

// getUser finds a user or answers 400400.
func (c *call) getUser(id string) (*user, error) {
	u, err := findUser(c.tx, id)
	if err == nil && u == nil {
		return nil, notFound("user", id)
	}
	return u, err
}

// activeUser finds a user who has not been deleted.
func (c *call) activeUser(id string) (*user, error) {
	u, err := c.getUser(id)
	if err == nil && u.IsDeleted {
		return nil, notFound("user", id)
	}
	return u, err
}
