package gateway

import (
	"net/http"
	"testing"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/wire"
)

// planned is a host that takes a plan and nothing else.
type planned struct {
	header http.Header
	plan   *plan.Plan
}

func (p *planned) Header() http.Header         { return p.header }
func (p *planned) Write(b []byte) (int, error) { return len(b), nil }
func (p *planned) WriteHeader(int)             {}
func (p *planned) Run(one plan.Plan)           { p.plan = &one }

// BenchmarkDecision is what the edge does of Go for a proxied call, natively.
func BenchmarkDecision(b *testing.B) {
	g := newRig(b)
	cookie := g.signedIn(b)
	text := "GET\nhttp://bench.test/api/v3/posts/p1\n0\ncookie\n" + cookie + "\nhost\nbench.test\nx-addend\n1"
	var reader wire.Reader
	told := func(*plan.Terms) (int, bool) { return 0, true }
	b.ReportAllocs()
	for b.Loop() {
		r, err := reader.Read(text)
		if err != nil {
			b.Fatal(err)
		}
		w := &planned{header: http.Header{}}
		g.ServeHTTP(w, r)
		if w.plan == nil {
			b.Fatal("no plan")
		}
		_ = plan.Append(make([]byte, 0, 1024), w.plan, told)
	}
}
