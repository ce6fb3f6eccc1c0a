package emulator

import (
	"github.com/addend-go/addend/emulator/internal/sqlite"
)

type poll struct {
	PollID         string       `json:"pollId"`
	InternalID     string       `json:"_id"`
	UserID         string       `json:"userId"`
	UserPublicID   string       `json:"userPublicId"`
	UserInternalID string       `json:"userInternalId"`
	Question       string       `json:"question"`
	Title          string       `json:"title"`
	Answers        []pollAnswer `json:"answers"`
	AnswerType     string       `json:"answerType"` // single or multiple
	Status         string       `json:"status"`     // open or closed
	IsVoted        bool         `json:"isVoted"`
	IsDeleted      bool         `json:"isDeleted"`
	ClosedAt       *string      `json:"closedAt"`
	ClosedIn       int64        `json:"closedIn"` // milliseconds after creation
	CreatedAt      string       `json:"createdAt"`
	UpdatedAt      string       `json:"updatedAt"`
}

type pollAnswer struct {
	ID            string `json:"id"`
	DataType      string `json:"dataType"`
	Data          string `json:"data"`
	VoteCount     int    `json:"voteCount"`
	IsVotedByUser bool   `json:"isVotedByUser"`
}

const pollColumns = `l.poll_id, l.user_id, coalesce((SELECT internal_id FROM users WHERE user_id = l.user_id), ''), l.question, l.title, l.answer_type,
  l.status, l.closed_at, l.closed_in, l.is_deleted, l.created_at, l.updated_at`

// loadPolls side-loads polls with their answers; a poll whose time has come is
// shown closed.
func (c *call) loadPolls(ids []string) ([]*poll, error) {
	out, byID := []*poll{}, map[string]*poll{}
	ids = unique(ids)
	if len(ids) == 0 {
		return out, nil
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var l poll
		var closedAt, created, updated int64
		err := row.Scan(&l.PollID, &l.UserID, &l.UserInternalID, &l.Question, &l.Title, &l.AnswerType, &l.Status, &closedAt, &l.ClosedIn, &l.IsDeleted, &created, &updated)
		if closedAt > 0 && closedAt <= c.now {
			l.Status = "closed"
		}
		l.InternalID, l.UserPublicID, l.Answers = l.PollID, l.UserID, []pollAnswer{}
		l.ClosedAt, l.CreatedAt, l.UpdatedAt = stampOrNil(closedAt), stamp(created), stamp(updated)
		out, byID[l.PollID] = append(out, &l), &l
		return err
	}, "SELECT "+pollColumns+" FROM json_each(?) j JOIN polls l ON l.poll_id = j.value", toJSON(ids))
	if err != nil {
		return nil, err
	}
	return out, c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		var a pollAnswer
		if err := row.Scan(&id, &a.ID, &a.DataType, &a.Data, &a.VoteCount, &a.IsVotedByUser); err != nil {
			return err
		}
		l := byID[id]
		l.Answers, l.IsVoted = append(l.Answers, a), l.IsVoted || a.IsVotedByUser
		return nil
	}, `SELECT a.poll_id, a.answer_id, a.data_type, a.data, a.vote_count, EXISTS(SELECT 1 FROM poll_votes v WHERE v.poll_id = a.poll_id
	  AND v.user_id = ? AND v.answer_id = a.answer_id) FROM json_each(?) j JOIN poll_answers a ON a.poll_id = j.value ORDER BY a.seq`,
		c.me.UserID, toJSON(ids))
}

func (c *call) findPoll(id string) (*poll, error) {
	polls, err := c.loadPolls([]string{id})
	if err != nil {
		return nil, err
	}
	if len(polls) == 0 || polls[0].IsDeleted {
		return nil, notFound("poll", id)
	}
	return polls[0], nil
}

type pollsAnswer struct {
	Polls []*poll `json:"polls"`
	Users []*user `json:"users"`
	Files []file  `json:"files"`
}

func (c *call) pollByID(id string) (any, error) {
	l, err := c.findPoll(id)
	if err != nil {
		return nil, err
	}
	users, err := c.loadUsers([]string{l.UserID, c.me.UserID})
	if err != nil {
		return nil, err
	}
	files, err := c.loadFiles(avatarsOf(users))
	return pollsAnswer{[]*poll{l}, users, files}, err
}

func getPoll(c *call) (any, error) { return c.pollByID(c.param("pollId")) }

// createPoll answers POST /api/v3/polls; a post of the type poll shows it.
func createPoll(c *call) (any, error) {
	var in struct {
		Question   string `json:"question"`
		Title      string `json:"title"`
		AnswerType string `json:"answerType"`
		ClosedIn   int64  `json:"closedIn"`
		Answers    []struct {
			DataType string `json:"dataType"`
			Data     string `json:"data"`
		} `json:"answers"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.AnswerType == "" {
		in.AnswerType = "single"
	}
	var v check
	v.text("question", in.Question, 1, 500)
	v.text("title", in.Title, 0, 500)
	v.word("answerType", in.AnswerType, "single", "multiple")
	if n := len(in.Answers); n < 2 || n > 10 {
		v.addf(`"answers" must have from 2 to 10 items`)
	}
	if in.ClosedIn < 0 || in.ClosedIn > 1000*60*60*24*3650 {
		v.addf(`"closedIn" must be milliseconds from 0 to ten years`)
	}
	texts := []string{in.Question, in.Title}
	for _, a := range in.Answers {
		v.text("answers.data", a.Data, 1, 200)
		texts = append(texts, a.Data)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if err := c.moderate(texts...); err != nil {
		return nil, err
	}
	id, closedAt := c.newID("poll"), int64(0)
	if in.ClosedIn > 0 {
		closedAt = c.now + in.ClosedIn
	}
	_, err := c.tx.Exec(`INSERT INTO polls(poll_id, user_id, question, title, answer_type, status, closed_at, closed_in, created_at, updated_at)
	  VALUES(?, ?, ?, ?, ?, 'open', ?, ?, ?, ?)`, id, c.me.UserID, in.Question, in.Title, in.AnswerType, closedAt, in.ClosedIn, c.now, c.now)
	if err != nil {
		return nil, err
	}
	for _, a := range in.Answers {
		if _, err := c.tx.Exec("INSERT INTO poll_answers(answer_id, poll_id, data_type, data) VALUES(?, ?, 'text', ?)", c.newID("answer"), id, a.Data); err != nil {
			return nil, err
		}
	}
	return c.pollByID(id)
}

// updatePoll answers PUT /api/v3/polls/{pollId}: only its creator closes it.
func updatePoll(c *call) (any, error) {
	l, err := c.ownPoll()
	if err != nil {
		return nil, err
	}
	var in struct {
		Status string `json:"status"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Status != "closed" {
		return nil, invalid(`"status" must be one of [closed]`)
	}
	if _, err := c.tx.Exec("UPDATE polls SET status = 'closed', closed_at = ?, updated_at = ? WHERE poll_id = ?", c.now, c.now, l.PollID); err != nil {
		return nil, err
	}
	return c.pollByID(l.PollID)
}

func deletePoll(c *call) (any, error) {
	l, err := c.ownPoll()
	if err != nil {
		return nil, err
	}
	l.IsDeleted = true
	if err := c.tell("poll.deleted", pollsAnswer{Polls: []*poll{l}, Users: []*user{}, Files: []file{}}, nil); err != nil {
		return nil, err
	}
	_, err = c.tx.Exec("UPDATE polls SET is_deleted = 1, updated_at = ? WHERE poll_id = ?", c.now, l.PollID)
	return success, err
}

func (c *call) ownPoll() (*poll, error) {
	l, err := c.findPoll(c.param("pollId"))
	if err == nil && l.UserID != c.me.UserID && !c.admin {
		err = fail(codeForbidden, "only the creator may change the poll")
	}
	return l, err
}
