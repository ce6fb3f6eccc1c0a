package settings

import (
	"net/url"
	"strings"
)

// access reads Cloudflare Access: the team's origin, which issues the tokens, and
// the audience tag of the application.
func (r *reader) access() (team, audience string) {
	const name = "ADDEND_ACCESS_TEAM"
	team, audience = r.get(name), r.get("ADDEND_ACCESS_AUDIENCE")
	if !r.together("Cloudflare Access", name, "ADDEND_ACCESS_AUDIENCE") {
		return "", ""
	}
	if !strings.Contains(team, ":") {
		team = "https://" + strings.TrimSuffix(team, ".cloudflareaccess.com") + ".cloudflareaccess.com"
	}
	u, err := url.Parse(team)
	if err != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || !overTLS(u) {
		r.wrong(name, "is neither a team's name nor its https origin", "as acme, or https://acme.cloudflareaccess.com")
	}
	return team, audience
}
