// Package plan holds what the gateway wants fetched. The gateway decides; a
// host moves the bytes: net/http natively, fetch() in workerd. One request goes
//
//	gateway → Plan → host: admit, fetch → 2xx streamed to the client
//	                                    → anything else: an Outcome → gateway → …
//
// so that a host needs no judgement of its own, and the gateway no network.
package plan

import (
	"context"
	"net/http"
	"time"
)

// Field is a header field: name and value.
type Field = [2]string

// Body says where the body of the upstream request comes from.
type Body string

// The bodies of a plan.
const (
	NoBody   Body = "none"
	Buffered Body = "buffered" // the client's, read whole first: the plan can be repeated
	Streamed Body = "streamed" // the client's, passed on as it comes
	Fetched  Body = "fetched"  // of the answer to an earlier Fetch, between Prefix and Suffix
)

// Plan is one upstream request and what to do with its answer.
type Plan struct {
	Method string
	URL    string
	Body   Body
	*Terms // nil where nothing is sent
	// MaxBody is the most bytes taken from the client.
	MaxBody int64
	// Admit names whose call this is: the host asks the token store first,
	// which counts the call and gives the bearer. Nil: no bearer, not counted.
	Admit *Admit
	// Inline lists the media types a browser may show; an answer of another
	// type gets the Content-Disposition in Attachment. Nil: neither.
	Inline     []string
	Attachment string
	// Cache names the answer among those that a host may keep and give again to the
	// same user, "" for none: a short image, as long as the browser may keep it.
	// Whether the session stands is asked each time; such an answer counts as no
	// call. The edge keeps, the native host does not.
	Cache string
	// Peek, when positive, makes this a look at so many first bytes of the
	// client's body, which comes back as [Peeked]; nothing is sent. A Streamed
	// plan after it sends them too.
	Peek int
	// Fetch, when set, makes this the GET of an address that a user named; what
	// it answers comes back as [Looked]. A 200 of a known length up to MaxBody
	// stays open for a Fetched plan.
	Fetch *Fetch
	// Prefix and Suffix are the bytes around a Fetched body.
	Prefix, Suffix string
	// Carry comes back with the outcome: what the gateway has to know then, as
	// the client's body cannot be read again.
	Carry string
	// Tag asks for an ETag made of a 200 answer's bytes, when they are at most
	// MaxTagged, and for 304 when the tag is among these (If-None-Match).
	Tag string
	// Events asks for a user's live stream in place of all above.
	Events *Events
}

// Cell names the place of a user's state where applications share a store. No
// application's name holds a line break.
func Cell(app, user string) string {
	if app == "" {
		return user
	}
	return app + "\n" + user
}

// Events names a live stream.
type Events struct {
	App           string
	User, Session string
	After         string        // event id to go on from, "" for none
	Life          time.Duration // when it ends at the latest
}

// Fetch is a GET of a public address: no credentials, no redirect followed, and
// no machine that is not on the public internet (see worker/publicnet).
type Fetch struct {
	URL    string
	Header []Field
}

// PeekBytes is how much of a body is looked at.
const PeekBytes = 4096

// Admit is the part of a plan that the token store answers.
type Admit struct {
	App           string // "" for the only one
	User, Session string
	// Seen is the version of a token the upstream refused, 0 for none: the
	// store gives a newer one, waiting for a renewal under way.
	Seen int
	// Keep asks for the token at hand even when its renewal is due.
	Keep bool
	// Wait is how long to wait for a place in the call window.
	Wait time.Duration
}

// Kind names what became of a plan that did not stream.
type Kind string

// The outcomes of a plan.
const (
	Limited     Kind = "limited"     // over the call budget; RetryAfter
	Unknown     Kind = "unknown"     // the store has no such session
	Ended       Kind = "ended"       // the session is over; Reason
	Stale       Kind = "stale"       // the token is due for renewal; Version
	Answered    Kind = "answered"    // Status, Header and Body of the upstream
	Malformed   Kind = "malformed"   // a status to stream, but not of Type; Status
	Unreachable Kind = "unreachable" // no answer from the upstream
	TimedOut    Kind = "timeout"
	TooLarge    Kind = "too-large"  // the client sent more than MaxBody
	Cut         Kind = "cut"        // the client's body broke off
	NoState     Kind = "no-state"   // the token store did not answer
	Peeked      Kind = "peeked"     // Head: of the client's body
	Looked      Kind = "looked"     // Status, Type, Location, Length, Head: of a fetched address
	SourceCut   Kind = "source-cut" // the fetched body was not as long as it said
	TooMany     Kind = "too-many"   // more live streams than one user may have
)

// MaxOutcomeBody is the most of an upstream answer that an outcome carries.
const MaxOutcomeBody = 64 << 10

// MaxTagged is the longest answer that gets a tag.
const MaxTagged = 256 << 10

// MaxAttempts is how often a host runs plans for one request.
const MaxAttempts = 4

// MaxRounds is the wall behind MaxAttempts and the hops of a Fetch: a host stops
// there.
const MaxRounds = 12

// Outcome is what became of a plan, for the gateway to decide on.
type Outcome struct {
	Kind       Kind
	Attempt    int // plans run so far for this request, from 1
	Version    int // of the token used
	Expired    bool
	Reason     string
	RetryAfter time.Duration
	Limit      int
	Status     int
	Location   string
	Type       string // the upstream's Content-Type
	Wait       string // the upstream's Retry-After
	Body       []byte
	Head       []byte // of Peeked and Looked, at most PeekBytes
	Length     int64  // of Looked: the body's bytes, -1 for unknown
	Carry      string // of the plan
}

// Sink is a ResponseWriter of a host: it takes a plan in place of a body.
type Sink interface {
	http.ResponseWriter
	// Run takes the plan; header fields set on the writer go into the answer
	// and win over the upstream's.
	Run(Plan)
}

// Send hands a plan to the host behind w. It reports whether there is one.
func Send(w http.ResponseWriter, p Plan) bool {
	for {
		if sink, ok := w.(Sink); ok {
			sink.Run(p)
			return true
		}
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return false
		}
		w = u.Unwrap()
	}
}

type outcomeKey struct{}

// WithOutcome marks a request's context as the return of an outcome. No client
// can forge it: it does not travel in the request.
func WithOutcome(ctx context.Context, o *Outcome) context.Context {
	return context.WithValue(ctx, outcomeKey{}, o)
}

// OutcomeOf returns the outcome that a host came back with, or nil for the
// first look at a request.
func OutcomeOf(ctx context.Context) *Outcome {
	o, _ := ctx.Value(outcomeKey{}).(*Outcome)
	return o
}

// Returns reports whether an answer of this status comes back to the gateway.
func (p *Plan) Returns(status int) bool {
	for _, r := range p.Return {
		if status >= r[0] && status <= r[1] {
			return true
		}
	}
	return false
}
