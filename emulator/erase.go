package emulator

// withChildren is the condition of a post, ?1, and its children. The index of
// children holds children only, which has to be said.
const withChildren = "(post_id = ?1 OR (parent_id = ?1 AND parent_id <> ''))"

// erasePosts removes posts and all that hangs on them, so that nothing remains.
// of is a query of their seq by ?1.
func (c *call) erasePosts(of string, arg any) error {
	ids := "SELECT post_id FROM posts WHERE seq IN (" + of + ")"
	if err := c.eraseComments("SELECT seq FROM comments WHERE reference_type = 'post' AND reference_id IN ("+ids+")", arg); err != nil {
		return err
	}
	for _, sql := range []string{
		// The index of words holds no text, so it has to be told what it was given.
		`INSERT INTO post_words(post_words, rowid, text) SELECT 'delete', seq, json_extract(data, '$.text') FROM posts WHERE seq IN (` + of + `)
		  AND is_indexed = 1 AND parent_id = '' AND json_valid(data) AND coalesce(json_extract(data, '$.text'), '') <> ''`,
		"DELETE FROM post_hashtags WHERE post_seq IN (" + of + ")",
		"DELETE FROM reactions WHERE reference_type = 'post' AND reference_id IN (" + ids + ")",
		"DELETE FROM flags WHERE reference_type = 'post' AND reference_id IN (" + ids + ")",
		"DELETE FROM pins WHERE post_id IN (" + ids + ")",
		"DELETE FROM views WHERE post_id IN (" + ids + ")",
		"DELETE FROM posts WHERE seq IN (" + of + ")",
	} {
		if _, err := c.tx.Exec(sql, arg); err != nil {
			return err
		}
	}
	return nil
}

// eraseComments removes comments with their reactions and flags. Replies of
// others stay and hang on nothing, as the platform's do.
func (c *call) eraseComments(of string, arg any) error {
	ids := "SELECT comment_id FROM comments WHERE seq IN (" + of + ")"
	for _, sql := range []string{
		"DELETE FROM reactions WHERE reference_type = 'comment' AND reference_id IN (" + ids + ")",
		"DELETE FROM flags WHERE reference_type = 'comment' AND reference_id IN (" + ids + ")",
		"DELETE FROM comments WHERE seq IN (" + of + ")",
	} {
		if _, err := c.tx.Exec(sql, arg); err != nil {
			return err
		}
	}
	return nil
}
