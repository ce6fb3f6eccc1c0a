package docs

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// helpTopic is a topic of the page's help: what a row of docs/faq.md says,
// for somebody who uses the page.
type helpTopic struct{ ID, Question, Answer, Href, Label string }

func helpTopics(t *testing.T) []helpTopic {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "web", "help", "topics.json"))
	if err != nil {
		t.Fatal(err)
	}
	var topics []helpTopic
	if err := json.Unmarshal(text, &topics); err != nil {
		t.Fatal(err)
	}
	return topics
}

func TestHelpHasEveryRow(t *testing.T) {
	all, _ := rows(t)
	topics := helpTopics(t)
	if len(topics) != len(all) {
		t.Fatalf("the help has %d topics, docs/faq.md %d rows", len(topics), len(all))
	}
	for i, topic := range topics {
		if topic.ID != all[i].id {
			t.Errorf("topic %d is %s, the row is %s", i+1, topic.ID, all[i].id)
		}
		if topic.Question == "" || len(topic.Answer) < 20 || (topic.Href == "") != (topic.Label == "") {
			t.Errorf("%s: a topic has a question, an answer, and a link with its label or none", topic.ID)
		}
		if strings.Count(topic.Answer, "`")%2 != 0 {
			t.Errorf("%s: a code mark is not closed", topic.ID)
		}
	}
}

// What does not work yet is not promised, and what works is not denied.
func TestHelpSaysWhatTheRowSays(t *testing.T) {
	all, _ := rows(t)
	topics := helpTopics(t)
	for i, r := range all {
		missing := strings.Contains(topics[i].Answer, " yet") || strings.Contains(topics[i].Answer, "is not part of this product")
		if r.state == "works" && missing {
			t.Errorf("%s works, and the help says %q", r.id, topics[i].Answer)
		}
		if r.state == "not yet" && !missing {
			t.Errorf("%s does not work yet, and the help does not say so: %q", r.id, topics[i].Answer)
		}
	}
}

// Every link leads to a scene of the page.
func TestHelpLinksLeadSomewhere(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "web", "routes.js"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "const table = {")
	table, _, _ = strings.Cut(table, "};")
	place := regexp.MustCompile(`^#/([a-z]+)(?:/.*)?$`)
	linked := 0
	for _, topic := range helpTopics(t) {
		if topic.Href == "" {
			continue
		}
		linked++
		m := place.FindStringSubmatch(topic.Href)
		if m == nil || !regexp.MustCompile(`(?m)^  `+m[1]+`: \[`).MatchString(table) {
			t.Errorf("%s leads to %q, which is no scene", topic.ID, topic.Href)
		}
	}
	if linked < 40 {
		t.Errorf("only %d topics lead to something", linked)
	}
}
