package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
)

// moderationSettings are the network's image moderation (FAQ F78) and its guard
// against repetition. The numbers are the confidence, 0 to 100, from which an
// image is refused: a lower one blocks more.
type moderationSettings struct {
	EnableImageModeration bool               `json:"enableImageModeration"`
	ImageModeration       map[string]float64 `json:"imageModeration"`
	MaxRepetition         int                `json:"maxRepetition"` // how often a user may write the same message on end; 0: as often as they like
}

func (c *call) moderationSettings() (moderationSettings, error) {
	s := moderationSettings{true, map[string]float64{"nudity": 80, "suggestive": 80, "violence": 80, "disturbing": 80}, 0}
	var raw string
	err := c.tx.Row("SELECT value FROM settings WHERE name = 'setting.image-moderation'").Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(raw), &s)
	}
	return s, err
}

func getModeration(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	return c.moderationSettings()
}

// putModeration answers PUT /api/v2/moderation-settings: what is not sent stays.
func putModeration(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	s, err := c.moderationSettings()
	if err != nil {
		return nil, err
	}
	if err := c.decode(&s); err != nil {
		return nil, err
	}
	var v check
	for name, n := range s.ImageModeration {
		v.word("imageModeration", name, "nudity", "suggestive", "violence", "disturbing")
		if n < 0 || n > 100 {
			v.addf("%q must be from 0 to 100", "imageModeration."+clip(name, 40))
		}
	}
	if s.MaxRepetition < 0 || s.MaxRepetition > 100 {
		v.addf(`"maxRepetition" must be from 0 to 100`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	return s, c.saveSetting("image-moderation", s)
}

// moderateFile refuses an image for which a verdict says it is unsafe. There is
// no classifier here: the knob UnsafeImageName says which images are unsafe and
// UnsafeImageScore how sure it is.
func (c *call) moderateFile(f file) error {
	name, score := c.server.faults.unsafeImages()
	if f.Type != "image" || name == "" || !strings.Contains(f.Attributes.Name, name) {
		return nil
	}
	s, err := c.moderationSettings()
	if err != nil || !s.EnableImageModeration {
		return err
	}
	for _, from := range s.ImageModeration {
		if score >= from {
			return fail(codeUnsafeContent, "the image was found unsafe by image moderation")
		}
	}
	return nil
}

// mayRepeat refuses a text that the caller's last messages in a feed all had.
func (c *call) mayRepeat(feedID, text string) error {
	s, err := c.moderationSettings()
	if err != nil || s.MaxRepetition == 0 || text == "" {
		return err
	}
	var same int
	err = c.tx.Row(`SELECT count(*) FROM (SELECT data FROM messages WHERE feed_id = ? AND user_id = ? ORDER BY segment DESC LIMIT ?)
	  WHERE json_extract(data, '$.text') = ?`, feedID, c.me.UserID, s.MaxRepetition, text).Scan(&same)
	if err == nil && same >= s.MaxRepetition {
		err = fail(codeRepetition, "the same message was sent %d times on end", same)
	}
	return err
}
