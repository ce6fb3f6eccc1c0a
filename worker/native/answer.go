package native

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// returned makes an outcome of an answer that is the gateway's to judge.
func returned(p *plan.Plan, resp *http.Response, a session.Admission) *plan.Outcome {
	out := &plan.Outcome{Kind: plan.Answered, Version: a.Version, Status: resp.StatusCode,
		Type: resp.Header.Get("Content-Type"), Location: resp.Header.Get("Location"), Wait: resp.Header.Get("Retry-After")}
	if p.Returns(resp.StatusCode) {
		out.Body, _ = io.ReadAll(io.LimitReader(resp.Body, plan.MaxOutcomeBody))
		return out
	}
	if p.Type != "" && resp.StatusCode != http.StatusNoContent && mediaType(out.Type) != p.Type {
		out.Kind = plan.Malformed
		return out
	}
	return nil
}

func mediaType(contentType string) string {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return t
}

// stream passes an answer on. When the upstream breaks off, so does the answer:
// a client must not take half a file for a whole one.
func (x *exchange) stream(p *plan.Plan, resp *http.Response, head []byte, own http.Header, a session.Admission) {
	h := x.w.Header()
	for _, name := range p.Keep {
		for _, v := range resp.Header.Values(name) {
			h.Add(name, v)
		}
	}
	for name, values := range own {
		h[name] = values
	}
	if p.Inline != nil && !contains(p.Inline, mediaType(resp.Header.Get("Content-Type"))) {
		h.Set("Content-Disposition", p.Attachment)
	}
	if p.Admit != nil {
		h.Set("RateLimit-Limit", strconv.Itoa(a.Window.Limit))
		h.Set("RateLimit-Remaining", strconv.Itoa(a.Window.Remaining))
		h.Set("RateLimit-Reset", strconv.Itoa(int((a.Window.Reset+time.Second-1)/time.Second)))
	}
	status := resp.StatusCode
	if head != nil && len(head) <= plan.MaxTagged && tagged(h, p.Tag, head) {
		status = http.StatusNotModified
	}
	x.w.WriteHeader(status)
	if x.r.Method == http.MethodHead || status == http.StatusNotModified {
		return
	}
	var body io.Reader = resp.Body
	if head != nil {
		body = io.MultiReader(bytes.NewReader(head), body)
	}
	if _, err := io.Copy(x.w, body); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// tagged gives a short answer a tag of its bytes, and reports whether the reader
// has them.
func tagged(h http.Header, known string, body []byte) bool {
	tag := plan.TagOf(body)
	h.Set("ETag", tag)
	if !plan.HasTag(known, tag) {
		return false
	}
	h.Del("Content-Type")
	h.Del("Content-Length")
	h.Del("Content-Encoding")
	return true
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}
