//go:build js && wasm

package main

import (
	"net/http"
	"slices"
	"strings"
	"syscall/js"

	"github.com/addend-go/addend/worker/assemble"
	"github.com/addend-go/addend/worker/gateway"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/settings"
	"github.com/addend-go/addend/worker/wire"
	"github.com/addend-go/addend/worker/wirejson"
)

// edge adapts the gateway to the host: a request comes in through the mailbox, or
// through the library when its body may be read; an answer or a plan goes out the
// same way.
type edge struct {
	host    js.Value
	gateway http.Handler
	reader  wire.Reader
	plain   []plan.Field
	told    bool          // the host knows plain
	terms   []*plan.Terms // that the host knows
	out     []byte        // the last answer, whose room the next one takes
}

func newEdge(host js.Value, getenv func(string) string) *edge {
	e := &edge{host: host, plain: gateway.PlainHeader()}
	apps, err := settings.ParseAll(getenv)
	if err == nil {
		served := map[string]http.Handler{}
		for _, app := range apps {
			var gw *gateway.Gateway
			if gw, err = assemble.Gateway(app, hostStore{host, app.Name}, hostHub{host, app.Name}, hostPush{hostStore{host, app.Name}, app.Push}, hostCaller{host}, assemble.Hosts(app, false)); err != nil {
				break
			}
			for _, name := range append(app.Hosts, app.Name)[:max(1, len(app.Hosts))] {
				served[name] = gw
			}
		}
		if err == nil {
			e.gateway = assemble.Router(served)
			return e
		}
	}
	js.Global().Get("console").Call("error", "addend cannot start:\n"+err.Error())
	e.gateway = gateway.Misconfigured(err)
	return e
}

// decide takes a request whose body the gateway does not read: there is none, or
// it is the executor's to send, or a plan has run already.
func (e *edge) decide(text string) []byte {
	outcome, text, _ := strings.Cut(text, "\n")
	r, err := e.reader.Read(text)
	if err != nil {
		panic(err)
	}
	if outcome != "" {
		out, err := plan.DecodeOutcome([]byte(outcome))
		if err != nil {
			panic("the host sent an outcome that is none: " + err.Error())
		}
		r = r.WithContext(plan.WithOutcome(r.Context(), out))
	}
	return e.answer(r)
}

// ServeHTTP implements http.Handler for the library, which makes a reader of the
// body.
func (e *edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	normalise(r)
	e.host.Call("answer", string(e.answer(r)))
	w.WriteHeader(http.StatusNoContent) // no stream is made for it
}

func (e *edge) answer(r *http.Request) []byte {
	a := &answer{header: http.Header{}}
	e.gateway.ServeHTTP(a, r)
	return e.encode(a)
}

// normalise undoes what the library makes of a request: header values split at
// commas, a nil body, a missing host.
func normalise(r *http.Request) {
	for name, values := range r.Header {
		if len(values) > 1 {
			r.Header[name] = []string{strings.Join(values, ",")}
		}
	}
	r.Host = r.URL.Host
	r.URL.Scheme, r.URL.Host = "", ""
	r.RequestURI = r.URL.RequestURI()
	r.Proto, r.ProtoMajor, r.ProtoMinor = "HTTP/1.1", 1, 1
	r.TransferEncoding = nil
	if r.Body == nil {
		r.Body, r.ContentLength = http.NoBody, 0
	}
}

// answer collects what the gateway writes. Its answers are short JSON.
type answer struct {
	header http.Header
	status int
	body   []byte
	plan   *plan.Plan
}

var _ plan.Sink = (*answer)(nil)

func (a *answer) Header() http.Header { return a.header }
func (a *answer) Run(p plan.Plan)     { a.plan = &p }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.body = append(a.body, b...)
	return len(b), nil
}

// maxKept bounds what is kept of a long answer's room.
const maxKept = 64 << 10

// encode writes an answer for js/pool.mjs. What is the same each time, the header
// fields of every answer and the terms of plans, is written once.
func (e *edge) encode(a *answer) []byte {
	out := append(e.out[:0], '{')
	defer func() { e.out = out[:0:min(cap(out), maxKept)] }()
	plain := !slices.ContainsFunc(e.plain, func(f plan.Field) bool { v := a.header[f[0]]; return len(v) != 1 || v[0] != f[1] })
	if plain {
		out = append(out, `"plain":`...)
		if e.told {
			out = append(out, "true,"...)
		} else {
			out = append(appendFields(out, e.plain), ',')
			e.told = true
		}
	}
	fields, more := make([]plan.Field, 0, 8), []plan.Field(nil)
	for name, values := range a.header {
		if plain && slices.ContainsFunc(e.plain, func(f plan.Field) bool { return f[0] == name }) {
			continue
		}
		for i, v := range values {
			if i == 0 {
				fields = append(fields, plan.Field{name, v})
			} else {
				more = append(more, plan.Field{name, v})
			}
		}
	}
	out = appendFields(append(out, `"header":`...), fields)
	if more != nil {
		out = wirejson.Append(append(out, `,"more":`...), more)
	}
	if a.plan != nil && a.status == 0 {
		out = append(plan.Append(append(out, `,"plan":`...), a.plan, e.number), '}')
		return out
	}
	a.WriteHeader(http.StatusOK)
	out = wirejson.Append(append(out, `,"status":`...), a.status)
	out = append(wirejson.AppendString(append(out, `,"body":`...), string(a.body)), '}')
	return out
}

// appendFields writes fields of different names as an object.
func appendFields(out []byte, fields []plan.Field) []byte {
	out = append(out, '{')
	for i, f := range fields {
		if i > 0 {
			out = append(out, ',')
		}
		out = wirejson.AppendString(append(wirejson.AppendString(out, f[0]), ':'), f[1])
	}
	return append(out, '}')
}

// number gives terms the number under which the host keeps them.
func (e *edge) number(t *plan.Terms) (int, bool) {
	if i := slices.Index(e.terms, t); i >= 0 {
		return i, true
	}
	e.terms = append(e.terms, t)
	return len(e.terms) - 1, false
}
