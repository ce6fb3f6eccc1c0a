package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// globalPins is the target of posts that are pinned for everybody.
const globalPins = "global"

// pin is a post that stays on top of a feed.
type pin struct {
	Placement     string `json:"placement"` // default, announcement or a word of the app's
	ReferenceID   string `json:"referenceId"`
	ReferenceType string `json:"referenceType"`
	TargetID      string `json:"targetId"`
	PinnedBy      string `json:"pinnedBy"`
	PinnedAt      string `json:"pinnedAt"`
}

type pinTarget struct {
	TargetID       string `json:"targetId"`
	TargetType     string `json:"targetType"`
	LastPinsUpdate string `json:"lastPinsUpdatedAt"`
}

type pinsAnswer struct {
	*postsAnswer
	Pins       []pin       `json:"pins"`
	PinTargets []pinTarget `json:"pinTargets"`
}

// listPins answers GET /api/v1/pinned-posts/communities/{communityId} with or
// without a placement: newest pin first.
func listPins(c *call) (any, error) {
	id := c.param("communityId")
	if err := c.mayRead(id); err != nil {
		return nil, err
	}
	return c.pins(id, c.param("placement"))
}

func listGlobalPins(c *call) (any, error) { return c.pins(globalPins, "") }

func (c *call) pins(target, placement string) (any, error) {
	out := pinsAnswer{Pins: []pin{}, PinTargets: []pinTarget{}}
	var ids []string
	err := c.tx.Each(func(row sqlite.Scanner) error {
		p := pin{ReferenceType: "post", TargetID: target}
		var at int64
		err := row.Scan(&p.Placement, &p.ReferenceID, &p.PinnedBy, &at)
		p.PinnedAt = stamp(at)
		out.Pins, ids = append(out.Pins, p), append(ids, p.ReferenceID)
		return err
	}, `SELECT i.placement, i.post_id, i.user_id, i.created_at FROM pins i JOIN posts p USING(post_id)
	  WHERE i.target_id = ?1 AND (?2 = '' OR i.placement = ?2) AND p.is_deleted = 0 ORDER BY i.seq DESC`, target, placement)
	if err != nil {
		return nil, err
	}
	if len(out.Pins) > 0 {
		kind := "community"
		if target == globalPins {
			kind = globalPins
		}
		out.PinTargets = append(out.PinTargets, pinTarget{target, kind, out.Pins[0].PinnedAt})
	}
	posts, err := c.selectPosts(" JOIN json_each(?) j ON p.post_id = j.value", toJSON(unique(ids)))
	if err != nil {
		return nil, err
	}
	out.postsAnswer, err = c.postsAnswer(posts, nil)
	return out, err
}

// pinPost answers POST …/pinned-posts/communities/{communityId}/{placement}/{postId}.
func pinPost(c *call) (any, error) { return c.changePin(true) }

func unpinPost(c *call) (any, error) { return c.changePin(false) }

func (c *call) changePin(on bool) (any, error) {
	m, err := c.openCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireModerator(m.CommunityID); err != nil {
		return nil, err
	}
	p, err := c.openPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if p.TargetType != "community" || p.TargetID != m.CommunityID {
		return nil, fail(codeForbidden, "the post belongs to another feed")
	}
	var v check
	v.text("placement", c.param("placement"), 1, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	if err := c.setPin(m.CommunityID, c.param("placement"), p.PostID, on); err != nil {
		return nil, err
	}
	return c.pins(m.CommunityID, c.param("placement"))
}

func pinGlobally(c *call) (any, error)   { return c.changeGlobalPin(true) }
func unpinGlobally(c *call) (any, error) { return c.changeGlobalPin(false) }

// changeGlobalPin pins for everybody, up to the network's maxGlobalPinnedPost.
func (c *call) changeGlobalPin(on bool) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	p, err := c.openPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if err := c.setPin(globalPins, "default", p.PostID, on); err != nil {
		return nil, err
	}
	var n float64
	if err := c.tx.Row("SELECT count(*) FROM pins WHERE target_id = ?", globalPins).Scan(&n); err != nil {
		return nil, err
	}
	social, err := c.setting("social")
	if err != nil {
		return nil, err
	}
	if most, _ := social["maxGlobalPinnedPost"].(float64); on && n > most {
		return nil, fail(codeForbidden, "at most %v posts are pinned globally", most)
	}
	return c.pins(globalPins, "")
}

func (c *call) setPin(target, placement, postID string, on bool) error {
	sql := "INSERT OR IGNORE INTO pins(target_id, placement, post_id, user_id, created_at) VALUES(?1, ?2, ?3, ?4, ?5)"
	if !on {
		sql = "DELETE FROM pins WHERE target_id = ?1 AND placement = ?2 AND post_id = ?3 AND ?4 IS NOT NULL AND ?5 IS NOT NULL"
	}
	_, err := c.tx.Exec(sql, target, placement, postID, c.me.UserID, c.now)
	return err
}
