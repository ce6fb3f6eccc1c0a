// Package live tells signed-in users of what happened: a [Hub] takes notices
// and hands each to the users it concerns, who read them as a stream.
//
// A notice names what changed and never says what it is: whoever hears of a post
// fetches it with his own rights, so that no stream shows what the platform
// would not.
package live

import (
	"context"
	"errors"
	"time"
)

// Bounds of what is kept for one user and for all.
const (
	// MaxKept and KeptFor bound the events a stream can resume from.
	MaxKept = 256
	KeptFor = 10 * time.Minute
	// MaxStreams is how many streams, tabs most of all, a user may have open.
	MaxStreams = 12
	// MaxQueue is how many events may wait for a slow reader before its stream
	// is ended; it resumes from what is kept.
	MaxQueue = 64
	// MaxTopics bounds what one user follows, MaxUsers who is told at all.
	MaxTopics = 400
	MaxUsers  = 10_000
	// KnownFor is how long a user's topics are taken for true before a new
	// stream looks them up again.
	KnownFor = time.Minute
	// Heartbeat is how often an idle stream says that it is there.
	Heartbeat = 20 * time.Second
	// MaxLife ends a stream, which comes back and is checked anew.
	MaxLife = time.Hour
)

// Notice is an event on its way to whom it concerns.
type Notice struct {
	Type string // as "post.created"
	Data string // a JSON object
	// Subject is what it is about: the same notice twice in a row about one
	// subject is one event, as webhooks may come twice.
	Subject string
	Users   []string // concerned by id
	Topics  []string // and whoever follows one of these
	// Join and Leave change who follows what, for users who are told at all.
	// Joins come before the notice goes out, leaves after.
	Join, Leave []Link
	// Wake is who hears of it with no page open; nil: nobody.
	Wake *Wake
}

// Wake is a message to the browsers of users (Web Push).
type Wake struct {
	Users   []string
	About   string // the same is told once in a minute
	Payload []byte // a JSON object
}

// Link is a user who follows a topic: "community/…", "channel/…" or "person/…".
type Link struct{ User, Topic string }

// The ways a hub refuses.
var (
	ErrStreams = errors.New("too many streams of one user")
	ErrFull    = errors.New("too many users are told of events")
	ErrClosed  = errors.New("the hub is shutting down")
)

// Hub is the port through which the gateway tells users of events. Each method
// is atomic.
type Hub interface {
	// Known reports whether a user's topics were given within KnownFor.
	Known(ctx context.Context, user string) (bool, error)
	// Follow gives all topics of a user.
	Follow(ctx context.Context, user string, topics []string) error
	// Publish hands a notice to whom it concerns.
	Publish(ctx context.Context, n Notice) error
}
