package settings

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/badge"
)

// Rules are what an application wants of its own, which the platform does not
// know.
type Rules struct {
	Badges    *badge.Keys // check signed badges; nil: none (FAQ F62)
	BadgeRole string      // a platform role that stands for a badge; "": none
	// Welcome lists the communities that a new user joins (FAQ F27).
	Welcome []string
	// ChannelRoles lists the platform roles that may make channels; empty: all
	// may (FAQ F66).
	ChannelRoles []string
	// AuthTokens lets the signed-in user have authentication tokens (FAQ F32).
	AuthTokens bool
}

// maxWelcome bounds the communities a new user joins: each is one call of the
// sign-in.
const maxWelcome = 5

// rules reads what an application wants of its own.
func (r *reader) rules() Rules {
	return Rules{
		Badges: r.badges(), BadgeRole: r.word("ADDEND_BADGE_ROLE"),
		Welcome:      r.words("ADDEND_WELCOME_COMMUNITIES", maxWelcome, "at most five community ids, separated by commas (FAQ F27)"),
		ChannelRoles: r.words("ADDEND_CHANNEL_ROLES", 20, "at most 20 roles of the platform, separated by commas (FAQ F66)"),
		AuthTokens:   r.authTokens(),
	}
}

func (r *reader) badges() *badge.Keys {
	const name = "ADDEND_BADGE_KEYS"
	revoked := r.words("ADDEND_BADGE_REVOKED", 1000, "user ids, separated by commas (FAQ F62)")
	if r.get(name) == "" {
		return nil
	}
	var list [][]byte
	for _, text := range fields(r.get(name)) {
		key, err := base64.RawStdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "=")))
		if err != nil {
			key = nil
		}
		list = append(list, key)
	}
	keys, err := badge.New(list, revoked)
	if err != nil {
		r.wrong(name, "has a key that is not at least 32 bytes of base64", "as from: openssl rand -base64 32; several are separated by commas, newest first")
	}
	return keys
}

func (r *reader) authTokens() bool {
	on := r.flag("ADDEND_AUTH_TOKENS")
	if on && r.get("ADDEND_SERVER_KEY") == "" {
		r.wrong("ADDEND_AUTH_TOKENS", "needs ADDEND_SERVER_KEY", "authentication tokens are minted with the server key, in secure mode (FAQ F11, F32)")
	}
	return on
}

// word reads one id or role.
func (r *reader) word(name string) string {
	if list := r.words(name, 1, "one word without commas or spaces"); len(list) == 1 {
		return list[0]
	}
	return ""
}

func (r *reader) words(name string, most int, hint string) []string {
	list := fields(r.get(name))
	long := slices.ContainsFunc(list, func(s string) bool { return len(s) > 200 })
	if len(list) > most || long {
		r.wrong(name, "has too many entries, or one that is too long", hint)
		return nil
	}
	return list
}
