package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// category groups communities.
type category struct {
	CategoryID   string          `json:"categoryId"`
	Name         string          `json:"name"`
	AvatarFileID *string         `json:"avatarFileId"`
	Metadata     json.RawMessage `json:"metadata"`
	IsDeleted    bool            `json:"isDeleted"`
	CreatedAt    string          `json:"createdAt"`
	UpdatedAt    string          `json:"updatedAt"`
}

func (c *call) selectCategories(rest string, args ...any) ([]category, error) {
	out := []category{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var g category
		var avatar, metadata string
		var created, updated int64
		err := row.Scan(&g.CategoryID, &g.Name, &avatar, &metadata, &g.IsDeleted, &created, &updated)
		g.AvatarFileID, g.Metadata, g.CreatedAt, g.UpdatedAt = orNil(avatar), json.RawMessage(metadata), stamp(created), stamp(updated)
		out = append(out, g)
		return err
	}, "SELECT g.category_id, g.name, g.avatar_file_id, g.metadata, g.is_deleted, g.created_at, g.updated_at FROM categories g"+rest, args...)
	return out, err
}

// loadCategories side-loads the categories that communities name.
func (c *call) loadCategories(communities []*community) ([]category, error) {
	var ids []string
	for _, m := range communities {
		ids = append(ids, m.CategoryIDs...)
	}
	if len(ids) == 0 {
		return []category{}, nil
	}
	return c.selectCategories(" JOIN json_each(?) j ON g.category_id = j.value", toJSON(unique(ids)))
}

func (c *call) categoriesAnswer(list []category, p *paging) (any, error) {
	var avatars []string
	for _, g := range list {
		if g.AvatarFileID != nil {
			avatars = append(avatars, *g.AvatarFileID)
		}
	}
	files, err := c.loadFiles(avatars)
	return struct {
		Categories []category `json:"categories"`
		Files      []file     `json:"files"`
		Paging     *paging    `json:"paging,omitempty"`
	}{list, files, p}, err
}

// listCategories answers GET /api/v3/community-categories.
func listCategories(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	if err := w.deleted(c.query, "g.is_deleted"); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "name", "displayName", "firstCreated", "lastCreated")
	if err != nil {
		return nil, err
	}
	byName := "g.name COLLATE NOCASE, g.seq"
	order := map[string]string{"name": byName, "displayName": byName, "firstCreated": "g.seq", "lastCreated": "g.seq DESC"}[sort]
	list, err := c.selectCategories(w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	list, around := trim(p, list)
	return c.categoriesAnswer(list, &around)
}

func (c *call) categoryByID(id string) (any, error) {
	list, err := c.selectCategories(" WHERE g.category_id = ?", id)
	if err == nil && len(list) == 0 {
		err = notFound("category", id)
	}
	if err != nil {
		return nil, err
	}
	return c.categoriesAnswer(list, nil)
}

func getCategory(c *call) (any, error) { return c.categoryByID(c.param("categoryId")) }

// createCategory answers POST /api/v3/community-categories, which is the
// administrator's.
func createCategory(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var in struct {
		Name         string          `json:"name"`
		AvatarFileID string          `json:"avatarFileId"`
		Metadata     json.RawMessage `json:"metadata"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var v check
	v.text("name", in.Name, 1, 100)
	v.object("metadata", in.Metadata)
	if err := v.err(); err != nil {
		return nil, err
	}
	if in.AvatarFileID != "" {
		if err := c.requireImage(in.AvatarFileID); err != nil {
			return nil, err
		}
	}
	id := c.newID("category")
	_, err := c.tx.Exec("INSERT INTO categories(category_id, name, avatar_file_id, metadata, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?5)",
		id, in.Name, in.AvatarFileID, string(orEmpty(in.Metadata)), c.now)
	if err != nil {
		return nil, err
	}
	return c.categoryByID(id)
}

// deleteCategory answers DELETE /api/v3/community-categories/{categoryId}.
func deleteCategory(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var id string
	err := c.tx.Row("UPDATE categories SET is_deleted = 1, updated_at = ? WHERE category_id = ? AND is_deleted = 0 RETURNING category_id", c.now, c.param("categoryId")).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("category", c.param("categoryId"))
	}
	return success, err
}
