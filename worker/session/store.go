package session

import (
	"context"
	"errors"
	"time"

	"github.com/addend-go/addend/worker/limit"
	"github.com/addend-go/addend/worker/secret"
)

// Key names one browser session of one user.
type Key struct{ User, Session string }

// Token is an access token of the platform and its life as the worker's own
// clock counts it.
type Token struct {
	Access          secret.Text
	Issued, Expires time.Time
}

// RenewAt is when a token is due for renewal: at 80 % of its life.
func (t Token) RenewAt() time.Time {
	return t.Issued.Add(t.Expires.Sub(t.Issued) * 4 / 5)
}

// Record is the state of one browser session. The device id is its own, as the
// platform drops the earlier token of a device id that registers again
// (FAQ F18).
type Record struct {
	Device      string
	DisplayName string
	Ends        time.Time
	Token       Token
}

// State is what the store says of a session.
type State string

// The states of an [Admission] and a [Turn].
const (
	OK      State = "ok"
	Stale   State = "stale"   // the token is due or refused: claim the renewal
	Limited State = "limited" // over the call budget
	Unknown State = "unknown" // no such session here
	Ended   State = "ended"   // over, see Reason

	Granted State = "granted" // the caller renews, everyone else waits
	Busy    State = "busy"    // someone else renews: admit again and wait
	Newer   State = "newer"   // there is a newer token: admit again
	Recent  State = "recent"  // renewed moments ago: the refusal is not about the token
)

// Timing of renewals.
const (
	// TurnLife is how long a claim holds before another caller may renew.
	TurnLife = 20 * time.Second
	// RecentLife is how long after a renewal a refused call is taken at its
	// word: 400100 also means "not allowed", and must not renew for ever.
	RecentLife = 30 * time.Second
	// RetryAfterFailure is how long a token that is due, but alive, goes on
	// being used after a renewal failed.
	RetryAfterFailure = 30 * time.Second
	// LockWait and LockLife bound the turns to change what is kept of a user.
	LockWait = 5 * time.Second
	LockLife = 40 * time.Second
	// MaxPerUser bounds the live sessions of one user; the oldest gives way.
	MaxPerUser = 32
)

// Admission is the store's answer to one call: may it, and with which token.
type Admission struct {
	State   State
	Token   secret.Text
	Version int  // of the token; 1 for the first
	Expired bool // with Stale: the token is of no use any more
	Reason  string
	Window  limit.Verdict
}

// Turn is the answer to a claim on a renewal.
type Turn struct {
	State  State
	Device string
	Reason string
}

// ErrNoSession is the answer of Look for a session that is unknown or over.
var ErrNoSession = errors.New("no such session")

// Store keeps the sessions and the call windows of all users. Each method is
// atomic for a user.
type Store interface {
	// Put starts a session.
	Put(ctx context.Context, k Key, r Record) error
	// Look reads a live session; ErrNoSession when there is none.
	Look(ctx context.Context, k Key) (Record, error)
	// State says whether a session is live, and counts nothing.
	State(ctx context.Context, k Key) (Admission, error)
	// Admit counts one call and gives the token. seen is the version the
	// upstream refused, 0 for none; while a renewal of it is under way, Admit
	// waits for its end. keep asks for a token that is due, but alive.
	Admit(ctx context.Context, k Key, seen int, keep bool) (Admission, error)
	// Claim asks for the turn to renew the token of a version.
	Claim(ctx context.Context, k Key, seen int) (Turn, error)
	// Renew ends a turn with a new token; of no effect when the turn is lost.
	Renew(ctx context.Context, k Key, seen int, t Token) error
	// Yield ends a turn without one.
	Yield(ctx context.Context, k Key, seen int) error
	// End ends a session for good and says what it was, for revocation;
	// ErrNoSession when it was over before.
	End(ctx context.Context, k Key, reason string) (Record, error)
	// EndAll ends every session of a user and says what they were.
	EndAll(ctx context.Context, user, reason string) ([]Record, error)
	// Lock waits, up to LockWait, for the turn to change what is kept of a user
	// elsewhere; it reports whether holder has it now. A turn that is not given
	// back ends after LockLife.
	Lock(ctx context.Context, user, holder string) (bool, error)
	// Unlock gives a turn back.
	Unlock(ctx context.Context, user, holder string) error
	// Once reports whether an id of a user comes for the first time, and keeps
	// it until then.
	Once(ctx context.Context, user, id string, until time.Time) (bool, error)
}
