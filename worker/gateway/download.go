package gateway

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/plan"
)

// shownTypes may be shown by a browser; every other type is downloaded.
func shownTypes() []string {
	return []string{
		"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp",
		"audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/webm", "audio/wav", "audio/x-wav", "audio/wave", "audio/flac", "audio/x-m4a",
		"video/mp4", "video/webm", "video/ogg", "video/quicktime",
		"text/plain",
	}
}

// download plans GET /api/v3/files/{id}/download with the user's bearer, so that
// no token is ever in a URL (FAQ F06, F35). Query: size for images, name for
// the file's name, download=1 to save instead of show.
func (g *Gateway) download(w http.ResponseWriter, r *http.Request) {
	claims, ok := g.fromCookie(r)
	if !ok {
		g.noSession(w, r)
		return
	}
	if _, bad := allowQuery(r.URL.RawQuery, []string{"size", "name", "download"}); bad != nil {
		bad.write(w)
		return
	}
	q, size := r.URL.Query(), ""
	if v := q.Get("size"); v != "" {
		known, ok := socialplus.ParseImageSize(v)
		if !ok {
			problem("bad-size").write(w)
			return
		}
		size = "size=" + string(known)
	}
	p := g.newPlan(r.Method, "/api/v3/files/"+url.PathEscape(r.PathValue("id"))+"/download", size, claims)
	p.Terms = &plan.Terms{}
	p.Header = append([]plan.Field{{"Accept", "*/*"}, {"Accept-Encoding", "identity"}, {"User-Agent", userAgent}}, conditions(r.Header)...)
	p.HeaderTimeout, p.Timeout = g.Timeout, time.Hour
	p.Return = [][2]int{{300, 303}, {305, 415}, {417, 599}}
	p.Keep = []string{"Content-Type", "Content-Length", "Content-Range", "Content-Encoding", "Accept-Ranges", "ETag", "Last-Modified"}
	p.Inline, p.Attachment = dispositions(w.Header(), q)
	if r.Method == http.MethodGet && r.Header.Get("Range") == "" {
		// Who may see a file is not in the answer: one user's is no other's.
		p.Cache = plan.Cell(g.App, claims.User) + "\n" + r.PathValue("id") + "\n" + size
	}

	out := plan.OutcomeOf(r.Context())
	if out == nil {
		g.sendDownload(w, p)
		return
	}
	if out.Kind == plan.Answered && out.Status >= 300 && out.Status < 400 {
		g.redirected(w, p, out)
		return
	}
	g.settle(w, r, p, out, fileAnswer)
}

// sendDownload sets the header fields that make a stranger's file harmless on
// our origin.
func (g *Gateway) sendDownload(w http.ResponseWriter, p *plan.Plan) {
	h := w.Header()
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Vary", "Cookie")
	send(w, p)
}

func dispositions(h http.Header, q url.Values) (inline []string, attachment string) {
	name := safeName(q.Get("name"))
	attachment = disposition("attachment", name)
	if q.Get("download") == "1" {
		return []string{}, attachment
	}
	h.Set("Content-Disposition", disposition("inline", name))
	return shownTypes(), attachment
}

// conditions passes on what a download may ask for (RFC 9110, sections 13, 14).
func conditions(h http.Header) []plan.Field {
	var out []plan.Field
	for _, name := range []string{"If-None-Match", "If-Modified-Since", "If-Range"} {
		if v := h.Get(name); v != "" && len(v) <= 512 {
			out = append(out, plan.Field{name, v})
		}
	}
	if v := h.Get("Range"); oneRange(v) {
		out = append(out, plan.Field{"Range", v})
	}
	return out
}

// oneRange takes a single byte range. Several would be answered as multipart,
// which no browser asks of a file and which multiplies the bytes sent.
func oneRange(v string) bool {
	spec, ok := strings.CutPrefix(v, "bytes=")
	first, last, dash := strings.Cut(spec, "-")
	return ok && dash && len(spec) < 40 && first+last != "" && strings.Trim(first+last, "0123456789") == ""
}

// redirected follows a redirect of the platform's file store by one rule: the
// upstream's own host with the bearer, a listed host over https without.
func (g *Gateway) redirected(w http.ResponseWriter, p *plan.Plan, out *plan.Outcome) {
	base, _ := url.Parse(p.URL)
	to, err := base.Parse(out.Location)
	if err != nil || out.Location == "" || out.Attempt >= plan.MaxAttempts || to.User != nil {
		problem("upstream-redirect").write(w)
		return
	}
	to.Fragment = ""
	switch {
	case to.Scheme == g.Upstream.Scheme && to.Host == g.Upstream.Host:
	case to.Scheme == "https" && slices.Contains(g.FileHosts, strings.ToLower(to.Host)):
		p.Admit = nil
	default:
		problem("upstream-redirect").write(w)
		return
	}
	p.URL = to.String()
	g.sendDownload(w, p)
}

// fileAnswer explains why there is no file.
func fileAnswer(w http.ResponseWriter, out *plan.Outcome) {
	w.Header().Del("Content-Disposition")
	code, _ := envelope(out.Body)
	var p *Problem
	switch {
	case out.Status == http.StatusNotFound, code == int(socialplus.CodeItemNotFound), out.Status == http.StatusBadRequest:
		p = problem("file-not-found")
	case out.Status == http.StatusForbidden, out.Status == http.StatusUnauthorized:
		p = problem("file-forbidden")
	default:
		p = problem("upstream-error").with("the platform answered " + strconv.Itoa(out.Status) + "; try again in a moment")
	}
	if code != 0 {
		p.Platform = code
	}
	p.write(w)
}
