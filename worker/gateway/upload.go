package gateway

import (
	"mime"
	"net/http"
	"time"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// maxUpload is the platform's largest file with room for the other fields and
// the boundaries of the form.
const maxUpload = socialplus.MaxUploadBytes + 1<<20

// uploadPath says where a kind of upload goes. Audio goes with files, as the
// platform has it (FAQ F15); images and videos have rules of their own (FAQ F30,
// F31).
func uploadPath(as string) string {
	switch as {
	case "image":
		return "/api/v4/images"
	case "video":
		return "/api/v4/videos"
	case "file", "audio":
		return "/api/v4/files"
	}
	return ""
}

// upload plans a streamed upload: multipart/form-data with the field "files",
// passed on as it comes, stored nowhere on the way (FAQ F90). The first bytes
// are held to the platform's rules before any go on, so that nobody waits for a
// gigabyte to be refused. The answer is the platform's array of files.
func (g *Gateway) upload(w http.ResponseWriter, r *http.Request) {
	claims, ok := g.claims(r)
	if !ok {
		g.noSession(w, r)
		return
	}
	if _, bad := allowQuery(r.URL.RawQuery, []string{"as"}); bad != nil {
		bad.write(w)
		return
	}
	as := r.URL.Query().Get("as")
	contentType := r.Header.Get("Content-Type")
	media, params, err := mime.ParseMediaType(contentType)
	switch {
	case uploadPath(as) == "":
		problem("bad-upload-kind").write(w)
		return
	case err != nil, media != "multipart/form-data", params["boundary"] == "", len(contentType) > 512:
		problem("bad-content-type").with("send multipart/form-data with the file in the field \"files\"").write(w)
		return
	case r.ContentLength == 0:
		problem("bad-body").with("send the file in the field \"files\"").write(w)
		return
	case r.ContentLength > maxUpload:
		tooLarge(maxUpload).write(w)
		return
	}
	out := plan.OutcomeOf(r.Context())
	if out == nil {
		send(w, &plan.Plan{Peek: plan.PeekBytes})
		return
	}
	p := g.uploadPlan(as, contentType, claims)
	p.Body = plan.Streamed
	if out.Kind != plan.Peeked {
		g.settle(w, r, p, out, passOn)
		return
	}
	if file := fileHead(out.Head, params["boundary"]); file != nil {
		if bad := checkContent(as, file); bad != nil {
			bad.write(w)
			return
		}
	}
	send(w, p)
}

// uploadPlan is what uploads have in common, wherever the bytes come from.
func (g *Gateway) uploadPlan(as, contentType string, claims session.Claims) *plan.Plan {
	p := g.newPlan(http.MethodPost, uploadPath(as), "", claims)
	p.Terms = &plan.Terms{}
	p.Header = []plan.Field{{"Accept", "application/json"}, {"Accept-Encoding", "identity"}, {"User-Agent", userAgent}, {"Content-Type", contentType}}
	p.MaxBody = maxUpload
	p.Type = "application/json"
	p.HeaderTimeout, p.Timeout = g.Timeout+time.Minute, time.Hour // the platform looks at a file before it answers
	p.Return = [][2]int{{300, 399}, {401, 401}, {403, 403}, {429, 429}}
	p.Keep = []string{"Content-Type", "Content-Length", "Content-Encoding"}
	return p
}
