package emulator

// muteForever is the mutePeriod that never ends; 0 ends a mute.
const muteForever = -1

type muteInput struct {
	UserIDs    []string `json:"userIds"`
	MutePeriod *int64   `json:"mutePeriod"` // milliseconds, -1 for ever, 0 to unmute
}

// until is when a mute ends, in milliseconds since 1970: 0 when nothing ends.
func (in muteInput) until(now int64) int64 {
	if *in.MutePeriod <= 0 {
		return 0
	}
	return now + *in.MutePeriod
}

// muteInput reads a mute and the channel it is about, and asks for a moderator.
func (c *call) muteInput() (muteInput, *channel, error) {
	in := muteInput{}
	if err := c.decode(&in); err != nil {
		return in, nil, err
	}
	const longest = 10 * 365 * 24 * 3600 * 1000
	if in.MutePeriod == nil || *in.MutePeriod < muteForever || *in.MutePeriod > longest {
		return in, nil, invalid(`"mutePeriod" must be milliseconds up to ten years, -1 for ever or 0 to unmute`)
	}
	h, err := c.openChannel(c.param("channelId"))
	if err != nil {
		return in, nil, err
	}
	return in, h, c.requireChannelModerator(h.ChannelID)
}

// muteChannel answers PUT /api/v{2,3}/channel(s)/{channelId}/mute: only
// moderators write to it meanwhile (400303).
func muteChannel(c *call) (any, error) {
	in, h, err := c.muteInput()
	if err != nil {
		return nil, err
	}
	_, err = c.tx.Exec("UPDATE channels SET is_muted = ?, mute_timeout = ?, updated_at = ? WHERE channel_id = ?", bit(*in.MutePeriod != 0), in.until(c.now), c.now, h.ChannelID)
	if err != nil {
		return nil, err
	}
	return c.muted(h.ChannelID)
}

// muteChannelUsers answers PUT …/{channelId}/users/mute: the users' messages are
// refused meanwhile (400302).
func muteChannelUsers(c *call) (any, error) {
	in, h, err := c.muteInput()
	if err != nil {
		return nil, err
	}
	var v check
	if len(in.UserIDs) == 0 {
		v.addf(`"userIds" is required`)
	}
	v.list("userIds", in.UserIDs, 100, 50)
	if err := v.err(); err != nil {
		return nil, err
	}
	for _, id := range unique(in.UserIDs) {
		m, err := c.channelMembership(h.ChannelID, id)
		if err != nil {
			return nil, err
		}
		if m.Membership != "member" {
			return nil, fail(codeForbidden, "user %q is not a member of the channel", id)
		}
		_, err = c.tx.Exec("UPDATE channel_members SET is_muted = ?, mute_timeout = ?, updated_at = ? WHERE channel_id = ? AND user_id = ?",
			bit(*in.MutePeriod != 0), in.until(c.now), c.now, h.ChannelID, id)
		if err != nil {
			return nil, err
		}
	}
	return c.muted(h.ChannelID)
}

// muted tells the channel's people and answers as the client expects.
func (c *call) muted(channelID string) (any, error) {
	answer, err := c.channelByID(channelID)
	if err != nil {
		return nil, err
	}
	return success, c.tell("channel.setMuted", answer, nil)
}

// stillMuted ends mutes whose time has come. It runs before a write that a mute
// would refuse, so nothing has to watch the clock.
func (c *call) stillMuted(h *channel) error {
	for _, step := range []string{
		"UPDATE channels SET is_muted = 0, mute_timeout = 0 WHERE channel_id = ?1 AND is_muted = 1 AND mute_timeout > 0 AND mute_timeout <= ?2",
		"UPDATE channel_members SET is_muted = 0, mute_timeout = 0 WHERE channel_id = ?1 AND is_muted = 1 AND mute_timeout > 0 AND mute_timeout <= ?2",
	} {
		if _, err := c.tx.Exec(step, h.ChannelID, c.now); err != nil {
			return err
		}
	}
	return c.tx.Row("SELECT is_muted FROM channels WHERE channel_id = ?", h.ChannelID).Scan(&h.IsMuted)
}
