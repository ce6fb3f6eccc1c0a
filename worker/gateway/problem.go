package gateway

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// Problem is an answer of the worker itself that is not a success. Code is
// stable; Message and Hint are for people and may change.
type Problem struct {
	Status        int
	Code          string
	Message, Hint string
	// Platform is the platform's own code for the same thing, 0 for none.
	Platform int
	// RetryAfter is when the same call may succeed, 0 for unknown.
	RetryAfter time.Duration
}

// Error makes a Problem an error; it holds no secret.
func (p *Problem) Error() string { return p.Code + ": " + p.Message + " (hint: " + p.Hint + ")" }

// with gives a copy with another hint.
func (p *Problem) with(hint string) *Problem {
	q := *p
	q.Hint = hint
	return &q
}

// Problems lists every answer of the worker itself, for the documents.
func Problems() []Problem { return slices.Clone(problems) }

// problems is data of the binary: a function that made it anew would be larger,
// and slower.
var problems = []Problem{
	{Status: 400, Code: "bad-path", Message: "the path is not in its plain form", Hint: "no empty or dot segments, no backslash, at most 2,048 bytes"},
	{Status: 400, Code: "bad-query", Message: "the query cannot be read", Hint: "key=value pairs, percent-encoded, at most 200 of them and 8,192 bytes together"},
	{Status: 400, Code: "query-not-allowed", Message: "a query parameter is not allowed here", Hint: ""},
	{Status: 400, Code: "bad-body", Message: "the body cannot be read", Hint: "send a JSON object"},
	{Status: 400, Code: "body-cut", Message: "the body broke off", Hint: "send the request again"},
	{Status: 400, Code: "bad-user-id", Message: "the user id cannot be used", Hint: ""},
	{Status: 400, Code: "bad-display-name", Message: "the display name cannot be used", Hint: "at most 100 characters, no control characters"},
	{Status: 400, Code: "bad-upload-kind", Message: "the kind of upload is missing or unknown", Hint: "add ?as=image, file, video or audio"},
	{Status: 400, Code: "bad-size", Message: "the image size is unknown", Hint: "use size=small, medium, large or full (FAQ F06)"},
	{Status: 400, Code: "bad-source", Message: "the address cannot be fetched", Hint: "an https address of a public host by its name, without port or user; not this site or the platform (FAQ F17)"},
	{Status: 401, Code: "no-session", Message: "nobody is signed in", Hint: "POST /session first"},
	{Status: 401, Code: "session-expired", Message: "the session is over", Hint: "sign in again with POST /session"},
	{Status: 401, Code: "identity-refused", Message: "the sign-in is not proved", Hint: ""},
	{Status: 400, Code: "sign-in-way", Message: "this way of signing in is not switched on", Hint: ""},
	{Status: 502, Code: "identity-unavailable", Message: "the identity provider's keys cannot be fetched", Hint: "try again in a moment; check ADDEND_JWKS_URL"},
	{Status: 403, Code: "missing-header", Message: "the header X-Addend is missing", Hint: "add the header X-Addend: 1 to every call; a form or link of another site cannot"},
	{Status: 403, Code: "cross-site", Message: "the call comes from another site", Hint: "call from a page of the worker's own origin; behind a proxy, set ADDEND_ORIGINS"},
	{Status: 403, Code: "sign-in-disabled", Message: "no way of signing in is switched on", Hint: "set ADDEND_JWKS_URL or ADDEND_HANDOFF_KEY; for development ADDEND_DEV_IDENTITIES=1"},
	{Status: 403, Code: "sign-in-refused", Message: "the platform refused the sign-in", Hint: "check ADDEND_API_KEY and ADDEND_REGION; in secure mode set ADDEND_SERVER_KEY; the user may be banned"},
	{Status: 403, Code: "user-banned", Message: "the user is banned from the network", Hint: "an administrator can lift the ban in the console (FAQ F83)", Platform: 400312},
	{Status: 403, Code: "file-forbidden", Message: "the file is not for this user", Hint: "ask the owner to share it"},
	{Status: 404, Code: "not-found", Message: "there is nothing here", Hint: "the page is at /"},
	{Status: 404, Code: "route-not-allowed", Message: "the worker does not pass this path on", Hint: "the list of routes is in the documentation; admin calls need the server"},
	{Status: 404, Code: "file-not-found", Message: "there is no such file", Hint: "check the file id; the file may have been deleted", Platform: 400400},
	{Status: 404, Code: "live-off", Message: "live updates are not switched on here", Hint: "set ADDEND_WEBHOOK_SECRETS and register /hooks/events in the console"},
	{Status: 404, Code: "push-off", Message: "Web Push is not switched on here", Hint: "set ADDEND_PUSH_PUBLIC_KEY, ADDEND_PUSH_PRIVATE_KEY, ADDEND_PUSH_SUBJECT and ADDEND_WEBHOOK_SECRETS (FAQ F70)"},
	{Status: 400, Code: "bad-subscription", Message: "the browser's subscription is not taken", Hint: "send PushSubscription.toJSON(); the host of its endpoint must be one of ADDEND_PUSH_HOSTS (FAQ F70)"},
	{Status: 404, Code: "prehook-off", Message: "the pre-hook is not switched on here", Hint: "set ADDEND_PREHOOK_SECRETS and, for those who may make channels, ADDEND_CHANNEL_CREATORS (FAQ F66)"},
	{Status: 401, Code: "hook-refused", Message: "the signature does not fit the body", Hint: "check the secret of this URL in the console"},
	{Status: 405, Code: "method-not-allowed", Message: "the path does not take this method", Hint: "the Allow header names those it takes"},
	{Status: 413, Code: "body-too-large", Message: "the body is too large", Hint: ""},
	{Status: 415, Code: "bad-content-type", Message: "the content type is not taken here", Hint: ""},
	{Status: 415, Code: "bad-file-kind", Message: "the file is not what it is sent as", Hint: ""},
	{Status: 421, Code: "unknown-host", Message: "the worker does not answer for this host name", Hint: "use the address it printed, or add the origin to ADDEND_ORIGINS"},
	{Status: 429, Code: "rate-limited", Message: "more than 100 calls in 5 seconds", Hint: "wait as long as Retry-After says, then go on (FAQ F80)", Platform: 400311},
	{Status: 429, Code: "address-limited", Message: "too many calls from this network address", Hint: "wait as long as Retry-After says; the site's operator sets the limit"},
	{Status: 429, Code: "too-many-streams", Message: "more than 12 live streams of one user", Hint: "close a tab, or share one stream between tabs"},
	{Status: 500, Code: "internal", Message: "the worker made a mistake", Hint: "try again; the request id leads to the log line"},
	{Status: 503, Code: "try-again", Message: "another change of the same thing is under way", Hint: "try again in a moment"},
	{Status: 403, Code: "channel-role", Message: "only some people may make channels here", Hint: "ask an administrator for one of the roles in ADDEND_CHANNEL_ROLES (FAQ F66)", Platform: 400301},
	{Status: 403, Code: "auth-tokens-off", Message: "this worker hands out no authentication tokens", Hint: "ADDEND_AUTH_TOKENS=1 switches it on; the official client needs none under /asc (FAQ F32)"},
	{Status: 403, Code: "moderators-only", Message: "only moderators of the community may do this", Hint: "ask a moderator, or an administrator for the role community-moderator (FAQ F24, F65)"},
	{Status: 409, Code: "bad-pin", Message: "the post is not one of this community", Hint: "pin a post of the community's own feed (FAQ F65)"},
	{Status: 404, Code: "original-gone", Message: "the post was deleted or is not for this user", Hint: "reload the feed; its place says that it is gone (FAQ F63)"},
	{Status: 409, Code: "too-many-favourites", Message: "no more favourites can be kept", Hint: "at most 500; remove some first (FAQ F61)"},
	{Status: 502, Code: "upstream-refused", Message: "the platform refused a call that this answer needs", Hint: "the platform's own code says why"},
	{Status: 502, Code: "upstream-unreachable", Message: "the platform cannot be reached", Hint: "try again in a moment; check ADDEND_UPSTREAM"},
	{Status: 502, Code: "upstream-error", Message: "the platform failed", Hint: "try again in a moment"},
	{Status: 502, Code: "upstream-malformed", Message: "the platform's answer is not what it should be", Hint: "check that ADDEND_UPSTREAM is the REST API"},
	{Status: 502, Code: "upstream-redirect", Message: "the platform redirects to a place the worker does not follow", Hint: "check ADDEND_UPSTREAM; for downloads name the host in ADDEND_FILE_HOSTS"},
	{Status: 502, Code: "server-key-refused", Message: "the platform refused the server key", Hint: "check ADDEND_SERVER_KEY; the console shows it under Settings > Security (FAQ F11)"},
	{Status: 502, Code: "auth-token-refused", Message: "the platform gave no authentication token", Hint: "the server key is only of use in secure mode: switch it on in the console, or remove ADDEND_SERVER_KEY (FAQ F11)"},
	{Status: 502, Code: "source-unreachable", Message: "the address of the file cannot be reached", Hint: "check it in a browser; only machines of the public internet are asked (FAQ F17)"},
	{Status: 504, Code: "source-timeout", Message: "the address of the file did not answer in time", Hint: "try again, or download the file and send it"},
	{Status: 502, Code: "source-refused", Message: "there is no file at the address", Hint: ""},
	{Status: 502, Code: "source-redirects", Message: "the address redirects too often, or to nowhere", Hint: "give the address it ends at; three redirects are followed"},
	{Status: 502, Code: "source-length", Message: "the server there does not say how long the file is", Hint: "download the file and send it: without a Content-Length nothing is fetched"},
	{Status: 502, Code: "source-cut", Message: "the file broke off, or was not as long as its server said", Hint: "try again; nothing was kept"},
	{Status: 503, Code: "upload-interrupted", Message: "the session was renewed while the file was on its way", Hint: "send the file again"},
	{Status: 503, Code: "state-unavailable", Message: "the session store did not answer", Hint: "try again in a moment"},
	{Status: 503, Code: "too-many-users", Message: "the worker holds as many sessions as it can", Hint: "try again later; run more instances or the edge worker"},
	{Status: 503, Code: "not-ready", Message: "the platform cannot be reached", Hint: "check ADDEND_UPSTREAM"},
	{Status: 504, Code: "upstream-timeout", Message: "the platform did not answer in time", Hint: "try again; nothing is known to have changed for a read, look first after a write"},
}

// problem finds a row of Problems; an unknown code is a mistake in the program.
func problem(code string) *Problem {
	for i := range problems {
		if problems[i].Code == code {
			p := problems[i]
			return &p
		}
	}
	panic("no problem with code " + code)
}

// write answers with the error envelope.
func (p *Problem) write(w http.ResponseWriter) {
	h := w.Header()
	body := wirejson.Object{
		{Name: "code", Value: p.Code}, {Name: "message", Value: p.Message}, {Name: "hint", Value: p.Hint},
		{Name: "requestId", Value: h.Get("X-Request-Id")},
	}
	if p.Platform != 0 {
		body = append(body, wirejson.Member{Name: "platformCode", Value: p.Platform})
	}
	if p.RetryAfter > 0 {
		seconds := int64((p.RetryAfter + time.Second - 1) / time.Second)
		h.Set("Retry-After", strconv.FormatInt(seconds, 10))
		body = append(body, wirejson.Member{Name: "retryAfterMs", Value: p.RetryAfter.Milliseconds()})
	}
	h.Set("X-Addend-Error", p.Code)
	h.Set("Cache-Control", "no-store")
	answer := wirejson.Object{{Name: "error", Value: body}}
	if _, official := w.(officialWriter); official {
		answer = append(wirejson.Object{{Name: "status", Value: "error"}, {Name: "code", Value: officialCode(p)}, {Name: "message", Value: p.Message}}, answer...)
	}
	writeJSON(w, p.Status, answer)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body := wirejson.Append(nil, v)
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
