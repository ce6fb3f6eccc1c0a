package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sync"
	"time"
)

// Kinds of users who may only look.
const (
	kindVisitor = "visitor"
	kindBot     = "bot"
)

// A visitor or a bot may look this often in a day.
const (
	looksPerDay = 100
	lookWindow  = 24 * time.Hour
)

type visitorRequest struct {
	DeviceID               string `json:"deviceId"`
	AuthSignature          string `json:"authSignature"`
	AuthSignatureExpiresAt string `json:"authSignatureExpiresAt"`
}

// registerVisitor answers POST /api/v5/sessions/visitor: a user who may only
// look, let in by a signature of the app's backend. A network without an
// application secret has no visitors.
func registerVisitor(c *call) (any, error) {
	if c.net.applicationSecret == "" {
		return nil, fail(codeVisitorDenied, "visitor sessions are not enabled in this network")
	}
	in, err := c.lookerRequest()
	if err != nil {
		return nil, err
	}
	expires, err := readStamp(in.AuthSignatureExpiresAt)
	switch {
	case err != nil:
		return nil, invalid(`"authSignatureExpiresAt" must be an ISO 8601 time`)
	case expires <= c.now:
		return nil, fail(codeUnauthorized, "unauthorized: the authSignature has expired")
	case !same(visitorSignature(c.net.applicationSecret, in.DeviceID, in.AuthSignatureExpiresAt), in.AuthSignature):
		return nil, fail(codeUnauthorized, "unauthorized: the authSignature is not valid")
	}
	return c.startLooking(kindVisitor, in.DeviceID)
}

// registerBot answers POST /api/v5/sessions/bot: a crawler, which needs no
// signature and may look as little as a visitor.
func registerBot(c *call) (any, error) {
	if c.net.applicationSecret == "" {
		return nil, fail(codeBotDenied, "bot sessions are not enabled in this network")
	}
	in, err := c.lookerRequest()
	if err != nil {
		return nil, err
	}
	return c.startLooking(kindBot, in.DeviceID)
}

func (c *call) lookerRequest() (in visitorRequest, err error) {
	if err := c.decode(&in); err != nil {
		return in, err
	}
	var v check
	v.text("deviceId", in.DeviceID, 1, 150)
	v.text("authSignature", in.AuthSignature, 0, 64)
	return in, v.err()
}

// visitorSignature is hex(HMAC-SHA256(application secret,
// "deviceId=<id>&authSignatureExpiresAt=<iso>")).
func visitorSignature(secret, device, expires string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("deviceId=" + device + "&authSignatureExpiresAt=" + expires))
	return hex.EncodeToString(mac.Sum(nil))
}

// startLooking gives a device its looking user: the same one every time.
func (c *call) startLooking(kind, device string) (any, error) {
	id := kind + "-" + digest(device)[:32]
	u, err := findUser(c.tx, id)
	if err != nil {
		return nil, err
	}
	if u == nil {
		_, err = c.tx.Exec("INSERT INTO users(user_id, internal_id, kind, display_name, last_active, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?5, ?5)",
			id, c.newID("user"), kind, "Anonymous", c.now)
		if err != nil {
			return nil, err
		}
	}
	if u, err = c.getUser(id); err != nil {
		return nil, err
	}
	if u.kind != kind {
		return nil, fail(codeConflict, "user %q is not a %s", id, kind)
	}
	out, err := c.startSession(u, device)
	if err != nil {
		return nil, err
	}
	out.UserType = kind
	return out, nil
}

// mayOnlyLook refuses what a visitor or a bot may not do.
func (c *call) mayOnlyLook(rt route) error {
	code := codeVisitorDenied
	switch c.me.kind {
	case kindVisitor:
	case kindBot:
		code = codeBotDenied
	default:
		return nil
	}
	if c.r.Method != http.MethodGet && c.r.Method != http.MethodHead && !rt.lookers {
		return fail(code, "a %s may only look", c.me.kind)
	}
	if !rt.unlimited && c.server.rateLimit > 0 && !c.net.looks.allow(c.me.UserID, c.time()) {
		return fail(codeVisitorLimit, "a %s may look %d times in a day", c.me.kind, looksPerDay)
	}
	return nil
}

// lookCount counts looks by user and day. Only today's are kept.
type lookCount struct {
	mu    sync.Mutex
	day   int64
	count map[string]int
}

func (l *lookCount) allow(user string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if day := now.UnixMilli() / lookWindow.Milliseconds(); day != l.day || l.count == nil {
		l.day, l.count = day, map[string]int{}
	}
	if l.count[user] >= looksPerDay {
		return false
	}
	l.count[user]++
	return true
}
