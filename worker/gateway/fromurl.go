package gateway

import (
	"fmt"
	"io"
	"math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/publicnet"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/wirejson"
)

const (
	maxHops    = 3
	maxFromURL = 8 << 10 // bytes of JSON
	fetchLife  = 10 * time.Minute
)

// fetching is what a from-url request has to know from one plan to the next.
type fetching struct {
	url, as, name string
	hops          int
	boundary      string // once the file is open
	length        int64
	mime          string
}

// fromURL uploads what is at an address (FAQ F17): the worker fetches it and
// streams it on. The address is any user's word, so that it is held to a policy,
// again at each redirect, and the connection goes to public machines only.
func (g *Gateway) fromURL(w http.ResponseWriter, r *http.Request) {
	claims, ok := g.claims(r)
	if !ok {
		g.noSession(w, r)
		return
	}
	if _, bad := allowQuery(r.URL.RawQuery, nil); bad != nil {
		bad.write(w)
		return
	}
	out := plan.OutcomeOf(r.Context())
	if out == nil {
		f, bad := readFromURL(r)
		if bad == nil {
			f, bad = g.permit(r, f, f.url)
		}
		if bad != nil {
			bad.write(w)
			return
		}
		send(w, g.fetchPlan(f, claims))
		return
	}
	f, ok := readFetching(out.Carry)
	if !ok {
		problem("internal").write(w)
		return
	}
	if f.boundary != "" {
		g.settle(w, r, g.framedPlan(f, claims), out, passOn)
		return
	}
	g.looked(w, r, f, out, claims)
}

// looked decides on what the address answered.
func (g *Gateway) looked(w http.ResponseWriter, r *http.Request, f fetching, out *plan.Outcome, claims session.Claims) {
	switch {
	case out.Kind == plan.Unreachable:
		problem("source-unreachable").write(w)
	case out.Kind == plan.TimedOut:
		problem("source-timeout").write(w)
	case out.Kind != plan.Looked:
		g.settle(w, r, g.fetchPlan(f, claims), out, passOn)
	case slices.Contains([]int{301, 302, 303, 307, 308}, out.Status):
		g.hop(w, r, f, out, claims)
	case out.Status != http.StatusOK:
		problem("source-refused").with("it answered " + strconv.Itoa(out.Status) + "; it must be readable by anybody").write(w)
	case out.Length < 0:
		problem("source-length").write(w)
	case out.Length == 0:
		problem("bad-body").with("the file there is empty").write(w)
	case out.Length > socialplus.MaxUploadBytes:
		tooLarge(socialplus.MaxUploadBytes).write(w)
	default:
		if bad := checkContent(f.as, out.Head); bad != nil {
			bad.write(w)
			return
		}
		f.length, f.boundary = out.Length, fmt.Sprintf("addend-%016x%016x", rand.Uint64(), rand.Uint64())
		f.mime = mimeOf(out)
		send(w, g.framedPlan(f, claims))
	}
}

func (g *Gateway) hop(w http.ResponseWriter, r *http.Request, f fetching, out *plan.Outcome, claims session.Claims) {
	base, _ := url.Parse(f.url)
	to, err := base.Parse(out.Location)
	if err != nil || out.Location == "" || f.hops >= maxHops {
		problem("source-redirects").write(w)
		return
	}
	f.hops++
	f, bad := g.permit(r, f, to.String())
	if bad != nil {
		bad.write(w)
		return
	}
	send(w, g.fetchPlan(f, claims))
}

// permit holds an address to the policy; the worker and the platform are not
// asked through it.
func (g *Gateway) permit(r *http.Request, f fetching, address string) (fetching, *Problem) {
	own := []string{r.Host, g.Upstream.Host}
	for _, origin := range g.Origins {
		if u, err := url.Parse(origin); err == nil {
			own = append(own, u.Host)
		}
	}
	u, err := publicnet.ParseURL(address, own)
	if err != nil {
		return f, problem("bad-source")
	}
	f.url = u.String()
	return f, nil
}

func (g *Gateway) fetchPlan(f fetching, claims session.Claims) *plan.Plan {
	return &plan.Plan{
		Fetch:   &plan.Fetch{URL: f.url, Header: []plan.Field{{"Accept", "*/*"}, {"Accept-Encoding", "identity"}, {"User-Agent", userAgent}}},
		MaxBody: socialplus.MaxUploadBytes, Terms: &plan.Terms{HeaderTimeout: g.Timeout, Timeout: fetchLife},
		Admit: &plan.Admit{App: g.App, User: claims.User, Session: claims.Session},
		Carry: f.text(),
	}
}

// framedPlan sends the open file as the form that the platform takes.
func (g *Gateway) framedPlan(f fetching, claims session.Claims) *plan.Plan {
	p := g.uploadPlan(f.as, "multipart/form-data; boundary="+f.boundary, claims)
	p.Body, p.Carry = plan.Fetched, f.text()
	p.MaxBody = f.length
	name := strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A").Replace(f.fileName())
	p.Prefix = "--" + f.boundary + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name + "\"\r\nContent-Type: " + f.mime + "\r\n\r\n"
	p.Suffix = "\r\n--" + f.boundary + "--\r\n"
	return p
}

func (f fetching) fileName() string {
	if name := safeName(f.name); name != "" {
		return name
	}
	u, err := url.Parse(f.url)
	if err == nil {
		if name := safeName(path.Base(u.Path)); name != "" {
			return name
		}
	}
	return "file"
}

// mimeOf trusts the content, then the server, and nobody with more than a plain
// media type.
func mimeOf(out *plan.Outcome) string {
	if c := sniff(out.Head); c.mime != "" && c.kind != "other" {
		return c.mime
	}
	if t, _, err := mime.ParseMediaType(out.Type); err == nil && strings.Count(t, "/") == 1 && len(t) < 100 {
		return t
	}
	return "application/octet-stream"
}

func readFromURL(r *http.Request) (fetching, *Problem) {
	if !isJSON(r.Header.Get("Content-Type")) {
		return fetching{}, problem("bad-content-type").with("send application/json")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxFromURL+1))
	switch {
	case err != nil:
		return fetching{}, problem("body-cut")
	case len(body) > maxFromURL:
		return fetching{}, tooLarge(maxFromURL)
	}
	v, err := wirejson.Parse(body)
	m, ok := v.(wirejson.Map)
	if err != nil || !ok {
		return fetching{}, problem("bad-body").with(`send {"url": "https://…", "as": "image", "name"?: "…"}`)
	}
	for name, value := range m {
		if _, ok := value.(string); !ok || name != "url" && name != "as" && name != "name" {
			return fetching{}, problem("bad-body").with(`send {"url": "https://…", "as": "image", "name"?: "…"}, all texts, nothing else`)
		}
	}
	f := fetching{url: text(m, "url"), as: text(m, "as"), name: text(m, "name")}
	if uploadPath(f.as) == "" {
		return f, problem("bad-upload-kind").with(`"as" is image, file, video or audio`)
	}
	return f, nil
}

func (f fetching) text() string {
	return string(wirejson.Append(nil, wirejson.Object{
		{Name: "url", Value: f.url}, {Name: "as", Value: f.as}, {Name: "name", Value: f.name}, {Name: "hops", Value: f.hops},
		{Name: "boundary", Value: f.boundary}, {Name: "length", Value: f.length}, {Name: "mime", Value: f.mime},
	}))
}

func readFetching(carry string) (fetching, bool) {
	v, err := wirejson.Parse([]byte(carry))
	m, ok := v.(wirejson.Map)
	hops, _ := m["hops"].(float64)
	length, _ := m["length"].(float64)
	return fetching{url: text(m, "url"), as: text(m, "as"), name: text(m, "name"), hops: int(hops),
		boundary: text(m, "boundary"), length: int64(length), mime: text(m, "mime")}, err == nil && ok
}
