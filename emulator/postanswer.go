package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

type postsAnswer struct {
	Posts           []*post         `json:"posts"`
	PostChildren    []*post         `json:"postChildren"`
	Comments        []*comment      `json:"comments"`
	Users           []*user         `json:"users"`
	Files           []file          `json:"files"`
	Communities     []*community    `json:"communities"`
	CommunityUsers  []communityUser `json:"communityUsers"`
	Categories      []category      `json:"categories"`
	Feeds           []feed          `json:"feeds"`
	VideoStreamings []any           `json:"videoStreamings"`
	Polls           []*poll         `json:"polls"`
	Paging          *paging         `json:"paging,omitempty"`
}

// previewComments is how many of a post's newest comments come with it.
const previewComments = 2

// postsAnswer side-loads all that comes with posts, one query per kind of
// object however long the page is.
func (c *call) postsAnswer(posts []*post, p *paging) (*postsAnswer, error) {
	out := &postsAnswer{Posts: posts, VideoStreamings: []any{}, Paging: p}
	steps := []func(*postsAnswer) error{c.addChildren, c.addMyReactions, c.addComments, c.addPolls, c.addCommunities, c.addPeople, c.addViews}
	for _, step := range steps {
		if err := step(out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (out *postsAnswer) all() []*post {
	return append(append([]*post(nil), out.Posts...), out.PostChildren...)
}

func (c *call) addChildren(out *postsAnswer) error {
	byID := map[string]*post{}
	var ids []string
	for _, p := range out.Posts {
		byID[p.PostID] = p
		ids = append(ids, p.PostID)
	}
	// Children of a deleted post are deleted too and shown as such; of a living
	// post only the living ones are.
	children, err := c.selectPosts(` JOIN json_each(?) j ON p.parent_id = j.value WHERE p.parent_id <> '' AND (p.is_deleted = 0
	  OR (SELECT is_deleted FROM posts WHERE post_id = p.parent_id) = 1) ORDER BY p.seq`, toJSON(ids))
	if err != nil {
		return err
	}
	out.PostChildren = children
	for _, child := range children {
		parent := byID[*child.ParentPostID]
		parent.Children = append(parent.Children, child.PostID)
		parent.ChildrenNumber++
	}
	return nil
}

func (c *call) addMyReactions(out *postsAnswer) error {
	posts := out.all()
	var reacted []string
	for _, p := range posts {
		if p.ReactionsCount > 0 {
			reacted = append(reacted, p.PostID)
		}
	}
	mine, err := c.myReactions("post", reacted)
	for _, p := range posts {
		if names := mine[p.PostID]; names != nil {
			p.MyReactions = names
		}
	}
	return err
}

func (c *call) addComments(out *postsAnswer) error {
	out.Comments = []*comment{}
	byID := map[string]*post{}
	var ids []string
	for _, p := range out.Posts {
		if p.CommentsCount > 0 {
			byID[p.PostID] = p
			ids = append(ids, p.PostID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	comments, err := c.selectComments(`json_each(?) j JOIN comments k ON k.seq IN (SELECT seq FROM comments WHERE reference_type = 'post'
	  AND reference_id = j.value AND parent_id = '' AND is_deleted = 0 ORDER BY seq DESC LIMIT ?)`, toJSON(ids), previewComments)
	if err != nil {
		return err
	}
	for _, k := range comments {
		p := byID[k.ReferenceID]
		p.Comments = append(p.Comments, k.CommentID)
	}
	out.Comments = comments
	return c.finishComments(comments)
}

func (c *call) addPolls(out *postsAnswer) error {
	var ids []string
	for _, p := range out.all() {
		_, poll := p.references()
		ids = append(ids, poll)
	}
	var err error
	out.Polls, err = c.loadPolls(ids)
	return err
}

func (c *call) addCommunities(out *postsAnswer) error {
	var ids, people, authors []string
	for _, p := range out.Posts {
		authors = append(authors, p.PostedUserID)
		if p.TargetType == "community" {
			ids = append(ids, p.TargetID)
		} else {
			people = append(people, p.TargetID)
		}
	}
	var err error
	if out.Communities, err = c.loadCommunities(ids); err != nil {
		return err
	}
	if out.Categories, err = c.loadCategories(out.Communities); err != nil {
		return err
	}
	if out.Feeds, err = c.loadFeeds(out.Communities); err != nil {
		return err
	}
	for _, id := range unique(people) {
		out.Feeds = append(out.Feeds, feed{FeedID: id, TargetID: id, TargetType: "user", FeedType: "published"})
	}
	out.CommunityUsers, err = c.loadCommunityUsers(ids, append(authors, c.me.UserID))
	return err
}

func (c *call) addPeople(out *postsAnswer) error {
	users := []string{c.me.UserID}
	var files []string
	for _, p := range out.all() {
		users = append(users, p.PostedUserID)
		if p.TargetType == "user" {
			users = append(users, p.TargetID)
		}
		refs, _ := p.references()
		files = append(files, refs...)
		users = append(users, mentioned(p.Mentionees)...)
	}
	for _, k := range out.Comments {
		users = append(users, k.UserID)
		files = append(files, k.files()...)
	}
	for _, m := range out.Communities {
		users = append(users, m.UserID)
		if m.AvatarFileID != nil {
			files = append(files, *m.AvatarFileID)
		}
	}
	var err error
	if out.Users, err = c.loadUsers(users); err != nil {
		return err
	}
	out.Files, err = c.loadFiles(append(files, avatarsOf(out.Users)...))
	return err
}

// myReactions are the caller's reactions on objects of one type.
func (c *call) myReactions(kind string, ids []string) (map[string][]string, error) {
	mine := map[string][]string{}
	if len(ids) == 0 {
		return mine, nil
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var id, name string
		if err := row.Scan(&id, &name); err != nil {
			return err
		}
		mine[id] = append(mine[id], name)
		return nil
	}, `SELECT r.reference_id, r.name FROM json_each(?) j JOIN reactions r ON r.reference_type = ? AND r.reference_id = j.value AND r.user_id = ? ORDER BY r.seq`,
		toJSON(ids), kind, c.me.UserID)
	return mine, err
}
