package plan

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// Append writes a plan as JSON for a host outside Go; durations are in
// milliseconds. number gives the number of [Terms.Share]d terms, and whether the
// host has been told them.
func Append(dst []byte, p *Plan, number func(*Terms) (n int, told bool)) []byte {
	switch {
	case p.Events != nil:
		e := p.Events
		return wirejson.Append(dst, wirejson.Object{{Name: "events", Value: wirejson.Object{
			{Name: "app", Value: e.App}, {Name: "user", Value: Cell(e.App, e.User)}, {Name: "session", Value: e.Session},
			{Name: "after", Value: e.After}, {Name: "life", Value: e.Life.Milliseconds()},
		}}})
	case p.Peek > 0:
		return wirejson.Append(dst, wirejson.Object{{Name: "peek", Value: p.Peek}, {Name: "carry", Value: p.Carry}})
	case p.Fetch != nil:
		dst = member(append(dst, '{'), "fetch", wirejson.Object{{Name: "url", Value: p.Fetch.URL}, {Name: "header", Value: p.Fetch.Header}})
	default:
		dst = append(dst, `{"method":`...)
		dst = wirejson.AppendString(dst, p.Method)
		dst = append(dst, `,"url":`...)
		dst = wirejson.AppendString(dst, p.URL)
		dst = append(dst, `,"body":`...)
		dst = wirejson.AppendString(dst, string(p.Body))
	}
	dst = appendTerms(dst, p.Terms, number)
	dst = appendAdmit(dst, p.Admit)
	return append(appendRest(dst, p), '}')
}

func member(dst []byte, name string, value any) []byte {
	if dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	return wirejson.Append(append(wirejson.AppendString(dst, name), ':'), value)
}

func appendRest(dst []byte, p *Plan) []byte {
	if p.MaxBody > 0 {
		dst = member(dst, "maxBody", p.MaxBody)
	}
	if p.Body == Fetched {
		dst = member(member(dst, "prefix", p.Prefix), "suffix", p.Suffix)
	}
	for _, f := range []Field{{"carry", p.Carry}, {"tag", p.Tag}, {"cache", p.Cache}} {
		if f[1] != "" {
			dst = member(dst, f[0], f[1])
		}
	}
	if p.Inline != nil {
		dst = member(member(dst, "inline", p.Inline), "attachment", p.Attachment)
	}
	return dst
}

// appendTerms writes "is" for shared terms, and "terms" unless they were told.
func appendTerms(dst []byte, t *Terms, number func(*Terms) (int, bool)) []byte {
	if t.Shared() {
		n, told := number(t)
		dst = append(dst, `,"is":`...)
		if dst = strconv.AppendInt(dst, int64(n), 10); told {
			return dst
		}
	}
	header, keep, ranges := wirejson.Object{}, make([]string, len(t.Keep)), make([]any, len(t.Return))
	for _, f := range t.Header {
		header = append(header, wirejson.Member{Name: f[0], Value: f[1]})
	}
	for i, name := range t.Keep {
		keep[i] = http.CanonicalHeaderKey(name)
	}
	for i, r := range t.Return {
		ranges[i] = []any{r[0], r[1]}
	}
	return member(dst, "terms", wirejson.Object{
		{Name: "header", Value: header},
		{Name: "headerTimeout", Value: t.HeaderTimeout.Milliseconds()},
		{Name: "timeout", Value: t.Timeout.Milliseconds()},
		{Name: "type", Value: t.Type},
		{Name: "return", Value: ranges},
		{Name: "keep", Value: keep},
	})
}

func appendAdmit(dst []byte, a *Admit) []byte {
	if a == nil {
		return dst
	}
	dst = append(dst, `,"admit":{"user":`...)
	dst = wirejson.AppendString(dst, Cell(a.App, a.User))
	dst = append(dst, `,"session":`...)
	dst = wirejson.AppendString(dst, a.Session)
	dst = append(dst, `,"seen":`...)
	dst = strconv.AppendInt(dst, int64(a.Seen), 10)
	dst = append(dst, `,"keep":`...)
	dst = strconv.AppendBool(dst, a.Keep)
	if a.Wait > 0 {
		dst = member(dst, "wait", a.Wait.Milliseconds())
	}
	return append(dst, '}')
}

// ErrOutcome is the answer to an outcome that is not one.
var ErrOutcome = errors.New("not an outcome")

// DecodeOutcome reads the JSON of an outcome as js/execute.mjs writes it.
func DecodeOutcome(text []byte) (*Outcome, error) {
	v, err := wirejson.Parse(text)
	if err != nil {
		return nil, err
	}
	m, ok := v.(wirejson.Map)
	if !ok {
		return nil, ErrOutcome
	}
	str := func(name string) string { s, _ := m[name].(string); return s }
	num := func(name string) int {
		f, _ := m[name].(float64)
		if f < 0 || f > 1<<31 {
			return 0
		}
		return int(f)
	}
	expired, _ := m["expired"].(bool)
	o := &Outcome{
		Kind: Kind(str("kind")), Attempt: num("attempt"), Version: num("version"), Expired: expired,
		Reason: str("reason"), RetryAfter: time.Duration(num("retryAfter")) * time.Millisecond,
		Limit: num("limit"), Status: num("status"), Location: str("location"), Type: str("type"),
		Wait: str("wait"), Body: []byte(str("body")), Carry: str("carry"),
	}
	if f, ok := m["length"].(float64); ok && f >= -1 && f < 1<<53 {
		o.Length = int64(f)
	}
	if head := str("head"); head != "" {
		if o.Head, err = base64.StdEncoding.DecodeString(head); err != nil || len(o.Head) > PeekBytes {
			return nil, ErrOutcome
		}
	}
	switch o.Kind {
	case Limited, Unknown, Ended, Stale, Answered, Malformed, Unreachable, TimedOut, TooLarge, Cut, NoState, TooMany, Peeked, Looked, SourceCut:
	default:
		return nil, ErrOutcome
	}
	if o.Attempt < 1 || len(o.Body) > MaxOutcomeBody {
		return nil, ErrOutcome
	}
	return o, nil
}
