package emulator

import (
	"slices"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// votePoll answers POST /api/v3/polls/{pollId}/votes.
func votePoll(c *call) (any, error) {
	l, ids, err := c.voteInput()
	switch {
	case err != nil:
		return nil, err
	case len(ids) == 0:
		return nil, invalid(`"answerIds" is required`)
	case l.IsVoted:
		return nil, fail(codeBadRequest, "the user has already voted")
	}
	return c.vote(l, ids)
}

// changeVote answers PUT /api/v3/polls/{pollId}/votes of the newer client: the
// named answers take the place of the caller's earlier ones, none takes the
// vote back.
func changeVote(c *call) (any, error) {
	l, ids, err := c.voteInput()
	if err != nil {
		return nil, err
	}
	_, err = c.tx.Exec("UPDATE poll_answers SET vote_count = vote_count - 1 WHERE answer_id IN (SELECT answer_id FROM poll_votes WHERE poll_id = ? AND user_id = ?)", l.PollID, c.me.UserID)
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("DELETE FROM poll_votes WHERE poll_id = ? AND user_id = ?", l.PollID, c.me.UserID); err != nil {
		return nil, err
	}
	return c.vote(l, ids)
}

// voteInput reads a vote and holds it to what the poll allows.
func (c *call) voteInput() (*poll, []string, error) {
	var in struct {
		AnswerIDs []string `json:"answerIds"`
	}
	if err := c.decode(&in); err != nil {
		return nil, nil, err
	}
	l, err := c.findPoll(c.param("pollId"))
	if err != nil {
		return nil, nil, err
	}
	ids := unique(in.AnswerIDs)
	switch {
	case l.Status == "closed":
		return nil, nil, fail(codeBadRequest, "the poll is closed")
	case l.AnswerType == "single" && len(ids) > 1:
		return nil, nil, fail(codeBadRequest, "the poll takes one answer")
	}
	for _, id := range ids {
		if !slices.ContainsFunc(l.Answers, func(a pollAnswer) bool { return a.ID == id }) {
			return nil, nil, notFound("answer", id)
		}
	}
	return l, ids, nil
}

func (c *call) vote(l *poll, ids []string) (any, error) {
	for _, id := range ids {
		if _, err := c.tx.Exec("INSERT INTO poll_votes(poll_id, answer_id, user_id, created_at) VALUES(?, ?, ?, ?)", l.PollID, id, c.me.UserID, c.now); err != nil {
			return nil, err
		}
		if _, err := c.tx.Exec("UPDATE poll_answers SET vote_count = vote_count + 1 WHERE answer_id = ?", id); err != nil {
			return nil, err
		}
	}
	return c.pollByID(l.PollID)
}

type voter struct {
	UserID         string   `json:"userId"`
	UserPublicID   string   `json:"userPublicId"`
	UserInternalID string   `json:"userInternalId"`
	PollID         string   `json:"pollId"`
	AnswerIDs      []string `json:"answerIds"`
	CreatedAt      string   `json:"createdAt"`
}

// listVoters answers GET /api/v3/polls/{pollId}/answers/{answerId}: who gave
// the answer (FAQ F47).
func listVoters(c *call) (any, error) {
	l, err := c.findPoll(c.param("pollId"))
	if err != nil {
		return nil, err
	}
	answer := c.param("answerId")
	if !slices.ContainsFunc(l.Answers, func(a pollAnswer) bool { return a.ID == answer }) {
		return nil, notFound("answer", answer)
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastCreated", "firstCreated")
	if err != nil {
		return nil, err
	}
	order := map[string]string{"lastCreated": "v.seq DESC", "firstCreated": "v.seq"}[sort]
	voters := []voter{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var v voter
		var answers string
		var created int64
		err := row.Scan(&v.UserID, &v.UserInternalID, &created, &answers)
		v.UserPublicID, v.PollID, v.AnswerIDs, v.CreatedAt = v.UserID, l.PollID, fromList(answers), stamp(created)
		voters = append(voters, v)
		return err
	}, `SELECT v.user_id, coalesce(u.internal_id, ''), v.created_at,
	  (SELECT json_group_array(answer_id) FROM poll_votes w WHERE w.poll_id = v.poll_id AND w.user_id = v.user_id)
	  FROM poll_votes v LEFT JOIN users u USING(user_id) WHERE v.answer_id = ? ORDER BY `+order+" LIMIT ? OFFSET ?", answer, p.Limit+1, p.Skip)
	if err != nil {
		return nil, err
	}
	var around paging
	voters, around = trim(p, voters)
	ids := []string{l.UserID}
	for _, v := range voters {
		ids = append(ids, v.UserID)
	}
	users, err := c.loadUsers(ids)
	if err != nil {
		return nil, err
	}
	return struct {
		Polls         []*poll `json:"polls"`
		Users         []*user `json:"users"`
		UsersAnswered []voter `json:"UsersAnswered"` // the platform's own spelling
		Paging        paging  `json:"paging"`
	}{[]*poll{l}, users, voters, around}, nil
}
