package emulator

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// wordCache keeps the compiled blocklist and the allow list of one network
// until a rule changes.
type wordCache struct {
	mu      sync.Mutex
	version int64
	loaded  bool
	blocked []*regexp.Regexp
	allowed []*regexp.Regexp
}

// moderate refuses text that the network's rules do not let through: a word of
// the blocklist (400308), or, while the allow list is on, a link that is not on
// it (400309, FAQ F79). An administrator is not held to them.
func (c *call) moderate(texts ...string) error {
	if c.admin {
		return nil
	}
	blocked, allowed, err := c.rules()
	if err != nil {
		return err
	}
	links, err := c.settingOn("moderation", "isWhitelistEnabled")
	if err != nil {
		return err
	}
	for _, text := range texts {
		for _, re := range blocked {
			if re.MatchString(text) {
				return fail(codeBanWord, "the text contains a blocklisted word")
			}
		}
		if !links {
			continue
		}
		for _, link := range linksIn(text) {
			if !linkAllowed(link, allowed) {
				return fail(codeLinkNotAllowed, "the link is not on the allow list")
			}
		}
	}
	return nil
}

// rules compiles the enabled rules once per change. A write that fails after
// changing a rule rolls the version back with it.
func (c *call) rules() (blocked, allowed []*regexp.Regexp, err error) {
	var version int64
	if err := c.tx.Row("SELECT coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'rules-version'), 0)").Scan(&version); err != nil {
		return nil, nil, err
	}
	words := &c.net.words
	words.mu.Lock()
	defer words.mu.Unlock()
	if words.loaded && words.version == version {
		return words.blocked, words.allowed, nil
	}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var kind, pattern string
		var exact bool
		if err := row.Scan(&kind, &pattern, &exact); err != nil {
			return err
		}
		re, err := compileRule(kind, pattern, exact)
		if err != nil {
			return err
		}
		if kind == "block" {
			blocked = append(blocked, re)
		} else {
			allowed = append(allowed, re)
		}
		return nil
	}, "SELECT kind, pattern, is_exact FROM rules WHERE is_enabled = 1 ORDER BY seq")
	if err == nil {
		words.blocked, words.allowed, words.version, words.loaded = blocked, allowed, version, true
	}
	return blocked, allowed, err
}

// compileRule makes a matcher. With isMatchExactWord a rule matches whole words
// only, without it any part of a text (FAQ F04). Words end where Unicode letters
// and digits do, not where ASCII ones do.
func compileRule(kind, pattern string, exact bool) (*regexp.Regexp, error) {
	if _, err := regexp.Compile(pattern); err != nil {
		return nil, fail(codeBadRegexp, "%q is not a regular expression", clip(pattern, 80))
	}
	if kind == "block" && exact {
		pattern = `(?:^|[^\p{L}\p{N}\p{M}_])(?:` + pattern + `)(?:$|[^\p{L}\p{N}\p{M}_])`
	}
	re, err := regexp.Compile("(?i)" + pattern)
	if err != nil {
		return nil, fail(codeBadRegexp, "%q is too complex a regular expression", clip(pattern, 80))
	}
	return re, nil
}

var link = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"'\x60)\]]+`)
})

func linksIn(text string) []string { return link().FindAllString(text, 100) }

// linkAllowed compares a link's host and the whole link with the allow list: a
// host also stands for what is under it.
func linkAllowed(raw string, allowed []*regexp.Regexp) bool {
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	for _, re := range allowed {
		if loc := re.FindStringIndex(host); loc != nil && loc[1] == len(host) && (loc[0] == 0 || host[loc[0]-1] == '.') {
			return true
		}
		if loc := re.FindStringIndex(raw); loc != nil && loc[0] == 0 {
			return true
		}
	}
	return false
}

func validLink(s string) error {
	raw := s
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || !strings.Contains(u.Hostname(), ".") && u.Hostname() != "localhost" {
		return fmt.Errorf("%q is not a url", clip(s, 80))
	}
	return nil
}
