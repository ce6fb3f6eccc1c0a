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
	switch {
	case team == "" && audience == "":
		return "", ""
	case team == "":
		r.wrong(name, missing, "ADDEND_ACCESS_AUDIENCE needs it: the team's name, as acme of acme.cloudflareaccess.com")
	case audience == "":
		r.wrong("ADDEND_ACCESS_AUDIENCE", missing, "the Application Audience (AUD) tag, on the page of the Access application")
	}
	if !strings.Contains(team, ":") {
		team = "https://" + strings.TrimSuffix(team, ".cloudflareaccess.com") + ".cloudflareaccess.com"
	}
	u, err := url.Parse(team)
	if err != nil || u.Host == "" || u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && (u.Scheme != "http" || !Loopback(u.Host)) {
		r.wrong(name, "is neither a team's name nor its https origin", "as acme, or https://acme.cloudflareaccess.com")
	}
	return team, audience
}
