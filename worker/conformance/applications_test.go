package conformance

import (
	"fmt"
	"strings"
	"testing"
)

// Two applications in one worker, with the same cookie key and users of the same
// ids: nothing of one is of use to the other.
func TestApplicationsNative(t *testing.T) {
	table, shop, club := applications(t)
	twoApplications(t, nativeHost(t, table), shop, club)
}

func TestApplicationsEdge(t *testing.T) {
	skipWithoutEdge(t)
	table, shop, club := applications(t)
	twoApplications(t, bareEdge(t, table, nil), shop, club)
}

func applications(t *testing.T) (settings map[string]string, shop, club *upstream) {
	shop, club = newUpstream(t), newUpstream(t)
	entry := func(host, up string) string {
		return fmt.Sprintf(`{"hosts":[%q],"ADDEND_UPSTREAM":%q,"ADDEND_API_KEY":%q,"ADDEND_SERVER_KEY":%q,"ADDEND_DEV_IDENTITIES":"1","ADDEND_OFFICIAL_CLIENT":"1","ADDEND_WEBHOOK_SECRETS":"hooks-of-%s"}`,
			host, up, apiKey, serverKey, host)
	}
	return map[string]string{
		"ADDEND_UPSTREAM": "", "ADDEND_API_KEY": "", "ADDEND_SERVER_KEY": "",
		"ADDEND_APPS": `{"shop":` + entry("shop.test", shop.URL) + `,"club":` + entry("club.test", club.URL) + `}`,
	}, shop, club
}

func (h *host) at(name string) *host {
	other := *h
	other.as = name
	return &other
}

func twoApplications(t *testing.T, h *host, shopUp, clubUp *upstream) {
	shop, club := h.at("shop.test"), h.at("club.test")
	atShop := shop.signIn(t, "ada")
	if shopUp.sessionsOf("ada") != 1 || clubUp.sessionsOf("ada") != 0 {
		t.Error("the sign-in went to the wrong application")
	}
	want(t, club.get(t, atShop, "/api/v3/posts/p1"), 401, "session-expired")
	atClub := club.signIn(t, "ada")
	want(t, shop.get(t, atClub, "/api/v3/posts/p1"), 401, "session-expired")

	// Budgets: all of one leaves the other's whole.
	for range 100 {
		want(t, shop.get(t, atShop, "/api/v3/posts/p1"), 200, "")
	}
	want(t, shop.get(t, atShop, "/api/v3/posts/p1"), 429, "rate-limited")
	if a := club.get(t, atClub, "/api/v3/posts/p1"); a.status != 200 || a.header.Get("RateLimit-Remaining") != "99" {
		t.Errorf("the other's budget: %d, %s left", a.status, a.header.Get("RateLimit-Remaining"))
	}

	// Live updates and the hooks that feed them.
	bo := shop.signIn(t, "bo")
	here, there := shop.listen(t, "bo at the shop", bo, ""), club.listen(t, "bo at the club", club.signIn(t, "bo"), "")
	here.next("ready")
	there.next("ready")
	told := func(h *host, secret, user string) answer {
		body := []byte(`{"event":"user.didUpdate","data":{"users":[{"userId":"` + user + `"}]}}`)
		return h.hook(t, body, signWith(secret, body))
	}
	want(t, told(shop, "hooks-of-club.test", "bo"), 401, "hook-refused")
	want(t, told(club, "hooks-of-club.test", "bo"), 200, "")
	there.next("user.updated")
	want(t, told(shop, "hooks-of-shop.test", "bo"), 200, "")
	if e := here.next("user.updated"); !strings.HasSuffix(e.id, "-1") {
		t.Errorf("the shop's user heard the club's event: %v", e)
	}

	// The official client's stand-in.
	login := shop.do(t, "POST", "/asc/api/v5/sessions", jsonBody, strings.NewReader(`{"userId":"cy","deviceId":"d"}`))
	want(t, login, 200, "")
	token := between(login.body, `"accessToken":"`, `"`)
	bearer := map[string]string{"Authorization": "Bearer " + token}
	want(t, shop.do(t, "GET", "/asc/api/v3/posts/p1", bearer, nil), 200, "")
	want(t, club.do(t, "GET", "/asc/api/v3/posts/p1", bearer, nil), 401, "no-session")

	// The end of one is not the end of the other.
	want(t, shop.do(t, "DELETE", "/session?everywhere=1", map[string]string{"Cookie": bo}, nil), 204, "")
	here.next("over")
	want(t, told(club, "hooks-of-club.test", "cy"), 200, "")
	want(t, club.get(t, atClub, "/api/v3/posts/p1"), 200, "")

	// Names that nobody has.
	want(t, h.at("evil.test").get(t, atShop, "/session"), 421, "unknown-host")
	want(t, h.at("evil.test").do(t, "POST", "/session", jsonBody, strings.NewReader(`{"userId":"ada"}`)), 421, "unknown-host")
	if a := h.at("10.0.0.7").get(t, "", "/healthz"); a.status != 200 {
		t.Errorf("health by address: %d", a.status)
	}
	want(t, h.at("SHOP.test:443").get(t, "", "/readyz"), 200, "")
}

func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}
