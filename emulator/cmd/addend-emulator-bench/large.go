package main

import (
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/addend-go/addend/emulator"
)

// large measures pages of a database with many posts. The posts are copies of
// one that the API made, written straight into the database file: a million
// requests would measure something else.
func large(c config, out io.Writer) error {
	dir, err := os.MkdirTemp("", "addend-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	opts := emulator.Options{APIKey: apiKey, AdminToken: adminToken, Seed: true, RateLimit: -1, DataDir: dir}
	server, err := emulator.New(opts)
	if err != nil {
		return err
	}
	if err := server.Close(); err != nil {
		return err
	}
	began := time.Now()
	if err := multiply(filepath.Join(dir, "network.sqlite"), c.posts); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d posts: %d MB, written in %v\n", c.posts, databaseSize(dir)>>20, time.Since(began).Round(time.Second))
	base, stop, err := serve(opts)
	if err != nil {
		return err
	}
	defer stop()
	people, err := register(base, 1)
	if err != nil {
		return err
	}
	// Somebody whose feed is nearly empty among so many posts, because all of them
	// are in communities this person has not joined.
	stranger, err := newPerson(base, "stranger")
	if err != nil {
		return err
	}
	for _, page := range []struct{ name, path string }{
		{"a community's feed", "/api/v4/posts?targetType=community&targetId=cafe&isDeleted=false&limit=20"},
		{"the global feed", "/api/v4/me/global-feeds?limit=20"},
		{"the global feed of who joined nothing", "/api/v4/me/global-feeds?limit=20"},
		{"the ranked feed", "/api/v5/me/global-feeds?limit=20"},
		{"search by hashtag", "/api/v1/search/posts?hashtags[]=repair&limit=20"},
		{"search by a word in every post", "/api/v1/search/posts?query=mending&limit=20"},
		{"search by a word in one post", "/api/v1/search/posts?query=777777&limit=20"},
		{"search by words nowhere together", "/api/v1/search/posts?query=mending+quilt&limit=20"},
		{"search by author", "/api/v1/search/posts?postedUserId=marta&limit=20"},
	} {
		var took []time.Duration
		failed, began, used := 0, time.Now(), cpuTime()
		for range 200 {
			at := time.Now()
			who := people[0]
			if strings.HasSuffix(page.name, "nothing") {
				who = stranger
			}
			status, _, err := who.call(base, "GET", page.path, nil)
			took = append(took, time.Since(at))
			if err != nil || status != 200 {
				failed++
			}
		}
		report(out, page.name, took, time.Since(began), cpuTime()-used, failed)
	}
	return nil
}

func multiply(path string, n int) error {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)&_pragma=cache_size(-64000)")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
	  INSERT INTO posts(post_id, user_id, target_type, target_id, data_type, data, metadata, tags, hashtags, mentionees, feed_type, created_at, updated_at)
	  SELECT printf('%024x', i), CASE i % 3 WHEN 0 THEN 'marta' WHEN 1 THEN 'tomasz' ELSE 'hana' END, 'community',
	    CASE i % 4 WHEN 0 THEN 'cafe' WHEN 1 THEN 'bicycles' WHEN 2 THEN 'radios' ELSE 'textiles' END, 'text', '{"text":"Post ' || i || ' about mending things #repair","title":""}',
	    '{}', '[]', CASE WHEN i % 100 = 0 THEN '["repair"]' ELSE '[]' END, '[]', 'published', 1700000000000 + i, 1700000000000 + i FROM n`, n)
	if err == nil {
		_, err = db.Exec("INSERT OR IGNORE INTO post_hashtags(hashtag, post_seq) SELECT 'repair', seq FROM posts WHERE hashtags = '[\"repair\"]'")
	}
	if err == nil { // the seed's own posts are in the index already
		_, err = db.Exec("INSERT INTO post_words(rowid, text) SELECT seq, json_extract(data, '$.text') FROM posts WHERE post_id BETWEEN printf('%024x', 1) AND printf('%024x', ?)", n)
	}
	return err
}
