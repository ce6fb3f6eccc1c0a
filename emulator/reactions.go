package emulator

import (
	"database/sql"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

type reactionInput struct {
	ReferenceID   string `json:"referenceId"`
	ReferenceType string `json:"referenceType"`
	ReactionName  string `json:"reactionName"`
}

type reactor struct {
	ReactionID     string `json:"reactionId"`
	ReactionName   string `json:"reactionName"`
	UserID         string `json:"userId"`
	UserPublicID   string `json:"userPublicId"`
	UserInternalID string `json:"userInternalId"`
	CreatedAt      string `json:"createdAt"`
	UpdatedAt      string `json:"updatedAt"`
}

type reactionList struct {
	ReferenceID   string    `json:"referenceId"`
	ReferenceType string    `json:"referenceType"`
	Reactors      []reactor `json:"reactors"`
}

type reactionsAnswer struct {
	Reactions []reactionList `json:"reactions"`
	Users     []*user        `json:"users"`
	Files     []file         `json:"files"`
	Paging    paging         `json:"paging"`
}

// reactionInput reads what is reacted to, from the body or, on DELETE and GET,
// from the query: the client and the documents differ.
func (c *call) reactionInput(named bool) (reactionInput, error) {
	var in reactionInput
	if err := c.decode(&in); err != nil {
		return in, err
	}
	for field, to := range map[string]*string{"referenceId": &in.ReferenceID, "referenceType": &in.ReferenceType, "reactionName": &in.ReactionName} {
		if *to == "" {
			*to = c.query.str(field)
		}
	}
	var v check
	v.text("referenceId", in.ReferenceID, 1, 100)
	v.word("referenceType", in.ReferenceType, "post", "comment", "message")
	v.text("reactionName", in.ReactionName, bit(named), 100)
	return in, v.err()
}

var reactionTables = map[string][2]string{"post": {"posts", "post_id"}, "comment": {"comments", "comment_id"}, "message": {"messages", "message_id"}}

// mayReact finds the object and refuses who may not react to it.
func (c *call) mayReact(in reactionInput) error {
	switch in.ReferenceType {
	case "post":
		p, err := c.openPost(in.ReferenceID)
		if err != nil {
			return err
		}
		return c.mayInteract(p)
	case "comment":
		k, err := c.openComment(in.ReferenceID)
		if err != nil {
			return err
		}
		p, err := c.openPost(k.ReferenceID)
		if err != nil {
			return err
		}
		return c.mayInteract(p)
	}
	m, err := c.openMessage(in.ReferenceID)
	if err != nil {
		return err
	}
	return c.requireChannelMember(m.ChannelID)
}

// addReaction answers POST /api/v2/reactions. Reacting twice with the same name
// changes nothing.
func addReaction(c *call) (any, error) {
	in, err := c.reactionInput(true)
	if err != nil {
		return nil, err
	}
	if err := c.mayReact(in); err != nil {
		return nil, err
	}
	id := c.newID("reaction")
	res, err := c.tx.Exec("INSERT OR IGNORE INTO reactions(reaction_id, reference_type, reference_id, name, user_id, created_at) VALUES(?, ?, ?, ?, ?, ?)",
		id, in.ReferenceType, in.ReferenceID, in.ReactionName, c.me.UserID, c.now)
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		err = c.tx.Row("SELECT reaction_id FROM reactions WHERE reference_type = ? AND reference_id = ? AND user_id = ? AND name = ?",
			in.ReferenceType, in.ReferenceID, c.me.UserID, in.ReactionName).Scan(&id)
	} else {
		err = errors.Join(c.countReaction(in, 1), c.tellReaction("addReaction", in, id))
	}
	return map[string]string{"addedId": id}, err
}

// removeReaction answers DELETE /api/v2/reactions.
func removeReaction(c *call) (any, error) {
	in, err := c.reactionInput(true)
	if err != nil {
		return nil, err
	}
	var id string
	err = c.tx.Row("DELETE FROM reactions WHERE reference_type = ? AND reference_id = ? AND user_id = ? AND name = ? RETURNING reaction_id",
		in.ReferenceType, in.ReferenceID, c.me.UserID, in.ReactionName).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("reaction", in.ReactionName)
	}
	if err != nil {
		return nil, err
	}
	return map[string]string{"removedId": id}, errors.Join(c.countReaction(in, -1), c.tellReaction("removeReaction", in, id))
}

// tellReaction tells of a reaction with the object as it is now and who it was.
func (c *call) tellReaction(what string, in reactionInput, id string) error {
	if !c.heard() {
		return nil
	}
	byID := map[string]func(string) (any, error){"post": c.postByID, "comment": c.commentByID, "message": c.messageByID}[in.ReferenceType]
	answer, err := byID(in.ReferenceID)
	if err != nil {
		return err
	}
	who := reactor{ReactionID: id, ReactionName: in.ReactionName, UserID: c.me.UserID, UserPublicID: c.me.UserID, UserInternalID: c.me.InternalID,
		CreatedAt: stamp(c.now), UpdatedAt: stamp(c.now)}
	// The client puts what comes with a reaction in the place of what it has, and
	// would forget that its user is in the community.
	extra := map[string]any{"reactor": who, "communities": []any{}, "communityUsers": []any{}}
	if in.ReferenceType == "message" {
		extra["reactions"] = []reactor{who}
	}
	return c.tell(in.ReferenceType+"."+what, answer, extra)
}

// countReaction keeps the counts that the object itself carries.
func (c *call) countReaction(in reactionInput, change int) error {
	table := reactionTables[in.ReferenceType]
	var raw string
	if err := c.tx.Row("SELECT reactions FROM "+table[0]+" WHERE "+table[1]+" = ?", in.ReferenceID).Scan(&raw); err != nil {
		return err
	}
	counts := fromCounts(raw)
	if counts[in.ReactionName] += change; counts[in.ReactionName] <= 0 {
		delete(counts, in.ReactionName)
	}
	_, err := c.tx.Exec("UPDATE "+table[0]+" SET reactions = ?, reactions_count = max(0, reactions_count + ?) WHERE "+table[1]+" = ?",
		toJSON(counts), change, in.ReferenceID)
	return err
}

// listReactions answers GET /api/v3/reactions: who reacted (FAQ F12).
func listReactions(c *call) (any, error) {
	in, err := c.reactionInput(false)
	if err != nil {
		return nil, err
	}
	if err := c.mayReact(in); err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	w.add("r.reference_type = ?", in.ReferenceType)
	w.add("r.reference_id = ?", in.ReferenceID)
	if in.ReactionName != "" {
		w.add("r.name = ?", in.ReactionName)
	}
	reactors := []reactor{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var r reactor
		var created int64
		err := row.Scan(&r.ReactionID, &r.ReactionName, &r.UserID, &r.UserInternalID, &created)
		r.UserPublicID, r.CreatedAt, r.UpdatedAt = r.UserID, stamp(created), stamp(created)
		reactors = append(reactors, r)
		return err
	}, `SELECT r.reaction_id, r.name, r.user_id, coalesce(u.internal_id, ''), r.created_at FROM reactions r LEFT JOIN users u USING(user_id)`+
		w.String()+" ORDER BY r.seq DESC LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	out := reactionsAnswer{Reactions: []reactionList{}}
	reactors, out.Paging = trim(p, reactors)
	out.Reactions = append(out.Reactions, reactionList{in.ReferenceID, in.ReferenceType, reactors})
	var ids []string
	for _, r := range reactors {
		ids = append(ids, r.UserID)
	}
	if out.Users, err = c.loadUsers(ids); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(avatarsOf(out.Users))
	return out, err
}
