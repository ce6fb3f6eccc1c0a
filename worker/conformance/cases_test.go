package conformance

import (
	"fmt"
	"strings"
)

// testCase is one request of a signed-in user and what every host answers.
type testCase struct {
	name   string
	method string // GET without one
	path   string
	header map[string]string
	body   string
	anon   bool // without a session

	status int
	code   string            // of the worker's own error, "" for none
	has    []string          // pieces of the body
	hasNot []string          // pieces that must not be in body or header
	want   map[string]string // header fields; "" for absent
	cut    bool              // the body breaks off
}

// form is the type of formOf: a form of one file.
var form = map[string]string{"Content-Type": "multipart/form-data; boundary=b"}

func formOf(name, content string) string {
	return "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name + "\"\r\n\r\n" + content + "\r\n--b--\r\n"
}

var pngForm = formOf("a.txt", "\x89PNG\r\n\x1a\n"+strings.Repeat("x", 20_000))

var jsonBody = map[string]string{"Content-Type": "application/json"}

// cases is the table both hosts are held to.
func cases() []testCase {
	return []testCase{
		// Proxying.
		{name: "passes a query on in its plain form", path: "/api/v3/communities?filter=member&tags%5B%5D=a&tags[]=b%20c&options%5Blimit%5D=5", status: 200,
			has:  []string{`"uri":"/api/v3/communities?filter=member\u0026tags%5B%5D=a\u0026tags%5B%5D=b+c\u0026options%5Blimit%5D=5"`, `"Authorization":"Bearer"`},
			want: map[string]string{"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "RateLimit-Limit": "100", "RateLimit-Remaining": "99"}},
		{name: "strips credentials and connection fields both ways", path: "/api/v3/posts/p1",
			header: map[string]string{"Authorization": "Bearer mine", "X-Api-Key": "k", "X-Server-Key": "k", "X-Forwarded-For": "1.2.3.4", "Te": "trailers", "X-Http-Method-Override": "DELETE"}, status: 200,
			has: []string{`"Authorization":"Bearer"`}, hasNot: []string{"Bearer mine", "X-Api-Key", "X-Server-Key", "Override", "trailers", "stolen", `"Cookie"`, "X-Addend\""},
			want: map[string]string{"Set-Cookie": "", "X-Powered-By": "", "Access-Control-Allow-Origin": ""}},
		{name: "values with commas stay whole", path: "/api/v3/posts/p1", header: map[string]string{"Cookie-Extra": "a, b"}, status: 200, hasNot: []string{"Cookie-Extra"}},
		{name: "an id is one segment, escaped anew", path: "/api/v3/posts/a%20b%3Fc%23d", status: 200, has: []string{`"uri":"/api/v3/posts/a%20b%3Fc%23d"`}},
		{name: "a JSON body arrives whole", method: "POST", path: "/api/v4/posts", header: jsonBody, body: `{"data":{"text":"é😀"}}`, status: 200,
			has: []string{`"length":26`, `"Content-Type":"application/json"`, `é😀`}},
		{name: "DELETE with a body", method: "DELETE", path: "/api/v2/reactions", header: jsonBody, body: `{"referenceId":"p1"}`, status: 200, has: []string{`"method":"DELETE"`, `p1`}},
		{name: "POST without a body", method: "POST", path: "/api/v3/communities/c1/join", status: 200, has: []string{`"length":0`}},
		{name: "a trailing slash is as good", method: "POST", path: "/api/v3/communities/c1/join/", status: 200, has: []string{`"uri":"/api/v3/communities/c1/join"`}},
		{name: "long answers come whole", path: "/api/v3/posts/long", status: 200, has: []string{`éé"]}`}},
		{name: "no content", path: "/api/v3/posts/204", status: 204},

		// What the worker refuses.
		{name: "no session", anon: true, path: "/api/v3/posts/p1", status: 401, code: "no-session"},
		{name: "a cookie that nobody sealed", anon: true, path: "/api/v3/posts/p1", header: map[string]string{"Cookie": "__Host-addend=AQIDBAUGBwgJ"}, status: 401, code: "session-expired"},
		{name: "two cookies of the name", path: "/api/v3/posts/p1", header: map[string]string{"Cookie": "__Host-addend=a; __Host-addend=b"}, status: 401, code: "session-expired"},
		{name: "without the header", path: "/api/v3/posts/p1", header: map[string]string{"X-Addend": ""}, status: 403, code: "missing-header"},
		{name: "the header with another value", path: "/api/v3/posts/p1", header: map[string]string{"X-Addend": "true"}, status: 403, code: "missing-header"},
		{name: "from another site", path: "/api/v3/posts/p1", header: map[string]string{"Sec-Fetch-Site": "cross-site"}, status: 403, code: "cross-site"},
		{name: "from a sibling", path: "/api/v3/posts/p1", header: map[string]string{"Sec-Fetch-Site": "same-site"}, status: 403, code: "cross-site"},
		{name: "from another origin", path: "/api/v3/posts/p1", header: map[string]string{"Origin": "https://evil.example"}, status: 403, code: "cross-site"},
		{name: "from the null origin", path: "/api/v3/posts/p1", header: map[string]string{"Origin": "null"}, status: 403, code: "cross-site"},
		{name: "from our own origin", path: "/api/v3/posts/p1", header: map[string]string{"Origin": "{origin}", "Sec-Fetch-Site": "same-origin"}, status: 200, has: []string{"/api/v3/posts/p1"}},
		{name: "a path that is not listed", path: "/api/v3/network-settings/webhook", status: 404, code: "route-not-allowed"},
		{name: "admin calls", method: "DELETE", path: "/api/v4/users/ada", status: 404, code: "route-not-allowed"},
		{name: "sessions of the platform", method: "POST", path: "/api/v5/sessions", header: jsonBody, body: `{}`, status: 404, code: "route-not-allowed"},
		{name: "a method that is not listed", method: "PATCH", path: "/api/v3/posts/p1", status: 405, code: "method-not-allowed", want: map[string]string{"Allow": "GET, PUT, DELETE"}},
		{name: "HEAD on a JSON path", method: "HEAD", path: "/api/v3/posts/p1", status: 405, want: map[string]string{"X-Addend-Error": "method-not-allowed"}},
		{name: "a query key that is not listed", path: "/api/v3/posts/p1?t=token", status: 400, code: "query-not-allowed"},
		{name: "a broken query", path: "/api/v3/communities?keyword=%zz", status: 400, code: "bad-query"},
		{name: "an escaped slash", path: "/api/v3/posts/a%2Fb", status: 400, code: "bad-path"},
		{name: "an escaped dot segment", path: "/api/v3/posts/%2e%2e%2fusers", status: 400, code: "bad-path"},
		{name: "a double slash", path: "/api//v3/posts/p1", status: 400, code: "bad-path"},
		{name: "a line break in an id", path: "/api/v3/posts/a%0d%0ab", status: 400, code: "bad-path"},
		{name: "a body on GET", path: "/api/v3/posts/p1", header: jsonBody, body: `{}`, status: 400, code: "bad-body"},
		{name: "a form", method: "POST", path: "/api/v4/posts", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, body: `a=b`, status: 415, code: "bad-content-type"},
		{name: "JSON dressed as text", method: "POST", path: "/api/v4/posts", header: map[string]string{"Content-Type": "text/plain"}, body: `{}`, status: 415, code: "bad-content-type"},

		// What goes wrong upstream.
		{name: "slow", path: "/api/v3/posts/slow", status: 504, code: "upstream-timeout"},
		{name: "dropped", path: "/api/v3/posts/drop", status: 502, code: "upstream-unreachable"},
		{name: "cut in the middle", path: "/api/v3/posts/cut", status: 200, cut: true},
		{name: "a page instead of JSON", path: "/api/v3/posts/html", status: 502, code: "upstream-malformed", hasNot: []string{"<script>"}},
		{name: "no content type", path: "/api/v3/posts/typeless", status: 502, code: "upstream-malformed"},
		{name: "500 in the platform's envelope", path: "/api/v3/posts/500", status: 500, has: []string{`"code":500000`}},
		{name: "503 as a page", path: "/api/v3/posts/503html", status: 502, code: "upstream-error", hasNot: []string{"<h1>"}},
		{name: "404 in the platform's envelope", path: "/api/v3/posts/404", status: 404, has: []string{`"code":400400`}},
		{name: "403 in the platform's envelope", path: "/api/v3/posts/403", status: 403, has: []string{`"code":400301`}},
		{name: "429", path: "/api/v3/posts/429", status: 429, code: "rate-limited", has: []string{`"platformCode":400311`}, want: map[string]string{"Retry-After": "3"}},
		{name: "a redirect", path: "/api/v3/posts/redirect", status: 502, code: "upstream-redirect", want: map[string]string{"Location": ""}},
		{name: "a redirect of 50 KB", path: "/api/v3/posts/far-redirect", status: 502, code: "upstream-redirect", hasNot: []string{"elsewhere"}},
		{name: "429 with a wait of 50 KB", path: "/api/v3/posts/late-429", status: 429, code: "rate-limited", want: map[string]string{"Retry-After": "5"}},

		// Files.
		{name: "a download", path: "/files/text?name=notes.txt", header: map[string]string{"X-Addend": ""}, status: 200, has: []string{"0123456789abc"},
			want: map[string]string{"Content-Disposition": `inline; filename="notes.txt"`, "Content-Length": "36", "ETag": `"tag-of-the-file"`,
				"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600", "Set-Cookie": ""}},
		{name: "a range", path: "/files/text", header: map[string]string{"Range": "bytes=10-12"}, status: 206, has: []string{"abc"},
			want: map[string]string{"Content-Range": "bytes 10-12/36", "Content-Length": "3"}},
		{name: "the end of a file", path: "/files/text", header: map[string]string{"Range": "bytes=-2"}, status: 206, has: []string{"yz"}},
		{name: "a range outside", path: "/files/text", header: map[string]string{"Range": "bytes=99-"}, status: 416, want: map[string]string{"Content-Range": "bytes */36"}},
		{name: "several ranges are one file", path: "/files/text", header: map[string]string{"Range": "bytes=0-1,3-4"}, status: 200, has: []string{"0123456789"}},
		{name: "unchanged", path: "/files/text", header: map[string]string{"If-None-Match": `"tag-of-the-file"`}, status: 304, want: map[string]string{"ETag": `"tag-of-the-file"`}},
		{name: "a range of an older version", path: "/files/text", header: map[string]string{"Range": "bytes=0-1", "If-Range": `"old"`}, status: 200, has: []string{"0123456789"}},
		{name: "HEAD of a file", method: "HEAD", path: "/files/text", status: 200, want: map[string]string{"Content-Length": "36", "Content-Type": "text/plain; charset=utf-8"}},
		{name: "a page is saved, not shown", path: "/files/html?name=a.html", status: 200, want: map[string]string{"Content-Disposition": `attachment; filename="a.html"`, "Content-Type": "text/html"}},
		{name: "to be saved", path: "/files/text?name=n%C3%B6te%22.txt&download=1", status: 200, want: map[string]string{"Content-Disposition": `attachment; filename="n_te_.txt"; filename*=UTF-8''n%C3%B6te_.txt`}},
		{name: "a size", path: "/files/size?size=small", status: 200, has: []string{"size=small"}},
		{name: "an unknown size", path: "/files/size?size=huge", status: 400, code: "bad-size"},
		{name: "an unknown file", path: "/files/nothing", status: 404, code: "file-not-found", want: map[string]string{"Content-Disposition": "", "Cache-Control": "no-store"}},
		{name: "a redirect to another machine", path: "/files/away", status: 502, code: "upstream-redirect", hasNot: []string{"169.254"}},
		{name: "a redirect on the platform", path: "/files/near", status: 200, has: []string{"0123456789"}},
		{name: "redirects in a circle", path: "/files/loop", status: 502, code: "upstream-redirect"},
		{name: "no session for a file", anon: true, path: "/files/text", status: 401, code: "no-session"},
		{name: "a file shown on another site", path: "/files/text", header: map[string]string{"Sec-Fetch-Site": "cross-site"}, status: 403, code: "cross-site"},

		// Uploads.
		{name: "an upload", method: "POST", path: "/files?as=audio", header: map[string]string{"Content-Type": "multipart/form-data; boundary=b"}, body: "--b--\r\n", status: 200,
			has: []string{`"type":"/api/v4/files"`, `"contentLength":7`, `"received":7`, `"contentType":"multipart/form-data"`}},
		{name: "a GIF as an image", method: "POST", path: "/files?as=image", header: form, body: formOf("a.png", "GIF89a\x01\x00\x01\x00"), status: 415, code: "bad-file-kind", has: []string{"F93"}},
		{name: "a page as a video", method: "POST", path: "/files?as=video", header: form, body: formOf("a.mp4", "<!doctype html>"), status: 415, code: "bad-file-kind"},
		{name: "a GIF as a file", method: "POST", path: "/files?as=file", header: form, body: formOf("a.gif", "GIF89a\x01\x00\x01\x00"), status: 200, has: []string{`"type":"/api/v4/files"`}},
		{name: "an image arrives whole", method: "POST", path: "/files?as=image", header: form, body: pngForm, status: 200,
			has: []string{fmt.Sprintf(`"contentLength":%[1]d,"received":%[1]d`, len(pngForm))}},
		{name: "an upload of nothing known", method: "POST", path: "/files?as=exe", header: map[string]string{"Content-Type": "multipart/form-data; boundary=b"}, body: "--b--\r\n", status: 400, code: "bad-upload-kind"},
		{name: "an upload that is no form", method: "POST", path: "/files?as=file", header: jsonBody, body: "{}", status: 415, code: "bad-content-type"},
		{name: "an upload without the header", method: "POST", path: "/files?as=file", header: map[string]string{"Content-Type": "multipart/form-data; boundary=b", "X-Addend": ""}, body: "--b--\r\n", status: 403, code: "missing-header"},

		// Health and the rest.
		{name: "health", anon: true, path: "/healthz", header: map[string]string{"X-Addend": ""}, status: 200, has: []string{`"ok"`}},
		{name: "ready", anon: true, path: "/readyz", header: map[string]string{"X-Addend": ""}, status: 200, has: []string{`"ready"`}},
		{name: "nothing there", anon: true, path: "/no/such/thing", status: 404, code: "not-found"},

		// Last, as it ends the session of its user.
		{name: "banned", path: "/api/v3/posts/banned", status: 403, code: "user-banned", has: []string{`"platformCode":400312`}},
		{name: "banned, from then on", path: "/api/v3/posts/p1", status: 403, code: "user-banned"},
	}
}
