package emulator

import (
	"strings"
	"unicode"
)

// maxGrams bounds how many three-letter pieces of the words are looked up: a
// few rare ones say nearly as much as all.
const maxGrams = 24

// grams is the question to the index of words: posts with all the three-letter
// pieces of all words. Shorter words are not in the index; without a longer one
// there is no question.
func grams(words []string) string {
	var all []string
	for _, word := range words {
		runes := []rune(strings.Map(unicode.ToLower, word))
		for i := 0; i+3 <= len(runes); i++ {
			all = append(all, `"`+strings.ReplaceAll(string(runes[i:i+3]), `"`, `""`)+`"`)
		}
	}
	all = unique(all)
	return strings.Join(all[:min(len(all), maxGrams)], " AND ")
}

// wordsOf is the text that the index has of a post: none of one that was made
// while search was off (FAQ F71).
const wordsOf = `seq, json_extract(data, '$.text') FROM posts WHERE post_id = ? AND is_indexed = 1 AND parent_id = '' AND json_valid(data)
  AND coalesce(json_extract(data, '$.text'), '') <> ''`

// indexWords makes a post findable by its words.
func (c *call) indexWords(postID string) error {
	_, err := c.tx.Exec("INSERT INTO post_words(rowid, text) SELECT "+wordsOf, postID)
	return err
}

// dropWords takes back what indexWords did, before the text changes: the index
// holds no text, so it has to be told what it was given.
func (c *call) dropWords(postID string) error {
	_, err := c.tx.Exec("INSERT INTO post_words(post_words, rowid, text) SELECT 'delete', "+wordsOf, postID)
	return err
}
