package plan

import (
	"encoding/base64"
	"errors"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// Encode writes a plan as JSON for a host outside Go; durations are in
// milliseconds.
func Encode(p *Plan) wirejson.Object {
	if e := p.Events; e != nil {
		return wirejson.Object{{Name: "events", Value: wirejson.Object{
			{Name: "app", Value: e.App}, {Name: "user", Value: Cell(e.App, e.User)}, {Name: "session", Value: e.Session},
			{Name: "after", Value: e.After}, {Name: "life", Value: e.Life.Milliseconds()},
		}}}
	}
	if p.Peek > 0 {
		return wirejson.Object{{Name: "peek", Value: p.Peek}, {Name: "carry", Value: p.Carry}}
	}
	if p.Fetch != nil {
		return withAdmit(wirejson.Object{
			{Name: "fetch", Value: wirejson.Object{{Name: "url", Value: p.Fetch.URL}, {Name: "header", Value: p.Fetch.Header}}},
			{Name: "maxBody", Value: p.MaxBody},
			{Name: "headerTimeout", Value: p.HeaderTimeout.Milliseconds()},
			{Name: "timeout", Value: p.Timeout.Milliseconds()},
			{Name: "carry", Value: p.Carry},
		}, p.Admit)
	}
	ranges := make([]any, len(p.Return))
	for i, r := range p.Return {
		ranges[i] = []any{r[0], r[1]}
	}
	o := wirejson.Object{
		{Name: "method", Value: p.Method},
		{Name: "url", Value: p.URL},
		{Name: "header", Value: p.Header},
		{Name: "body", Value: string(p.Body)},
		{Name: "maxBody", Value: p.MaxBody},
		{Name: "headerTimeout", Value: p.HeaderTimeout.Milliseconds()},
		{Name: "timeout", Value: p.Timeout.Milliseconds()},
		{Name: "type", Value: p.Type},
		{Name: "return", Value: ranges},
		{Name: "keep", Value: p.Keep},
	}
	o = withAdmit(o, p.Admit)
	if p.Body == Fetched {
		o = append(o, wirejson.Member{Name: "prefix", Value: p.Prefix}, wirejson.Member{Name: "suffix", Value: p.Suffix})
	}
	if p.Carry != "" {
		o = append(o, wirejson.Member{Name: "carry", Value: p.Carry})
	}
	if p.Tag != "" {
		o = append(o, wirejson.Member{Name: "tag", Value: p.Tag})
	}
	if p.Cache != "" {
		o = append(o, wirejson.Member{Name: "cache", Value: p.Cache})
	}
	if p.Inline != nil {
		o = append(o, wirejson.Member{Name: "inline", Value: p.Inline},
			wirejson.Member{Name: "attachment", Value: p.Attachment})
	}
	return o
}

func withAdmit(o wirejson.Object, a *Admit) wirejson.Object {
	if a == nil {
		return o
	}
	admit := wirejson.Object{
		{Name: "user", Value: Cell(a.App, a.User)},
		{Name: "session", Value: a.Session},
		{Name: "seen", Value: a.Seen},
		{Name: "keep", Value: a.Keep},
	}
	if a.Wait > 0 {
		admit = append(admit, wirejson.Member{Name: "wait", Value: a.Wait.Milliseconds()})
	}
	return append(o, wirejson.Member{Name: "admit", Value: admit})
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
