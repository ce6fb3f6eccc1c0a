package emulator

import (
	"database/sql"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

type sessionRequest struct {
	UserID      string  `json:"userId"`
	DeviceID    string  `json:"deviceId"`
	DisplayName *string `json:"displayName"`
	AuthToken   string  `json:"authToken"`
	DeviceInfo  struct {
		Kind       string `json:"kind"`
		Model      string `json:"model"`
		SDKVersion string `json:"sdkVersion"`
	} `json:"deviceInfo"`
}

type sessionAnswer struct {
	AccessToken    string   `json:"accessToken"`
	RefreshToken   string   `json:"refreshToken,omitempty"` // v3 and v4 only (FAQ F07)
	IssuedAt       string   `json:"issuedAt"`
	ExpiresAt      string   `json:"expiresAt"`
	UserType       string   `json:"userType,omitempty"` // v5 only
	Users          []*user  `json:"users"`
	Files          []file   `json:"files"`
	Roles          []string `json:"roles"`
	LastCachePurge *string  `json:"lastCachePurge"`
}

func (in sessionRequest) validate() error {
	var v check
	v.userID("userId", in.UserID)
	v.text("deviceId", in.DeviceID, 1, 150)
	if in.DisplayName != nil {
		v.text("displayName", *in.DisplayName, 0, 100)
	}
	v.text("authToken", in.AuthToken, 0, 100)
	if in.DeviceInfo.Kind != "" {
		v.word("deviceInfo.kind", in.DeviceInfo.Kind, "ios", "android", "web", "node")
	}
	v.text("deviceInfo.model", in.DeviceInfo.Model, 0, 300)
	v.text("deviceInfo.sdkVersion", in.DeviceInfo.SDKVersion, 0, 30)
	return v.err()
}

// registerSession creates the user when there is none yet (FAQ F01) and gives
// the device a new access token; the device's earlier one stops working (F18).
func registerSession(c *call) (any, error) {
	var in sessionRequest
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	if err := c.checkAuthToken(in.AuthToken, in.UserID); err != nil {
		return nil, err
	}
	u, err := c.registerUser(in)
	if err != nil {
		return nil, err
	}
	out, err := c.startSession(u, in.DeviceID)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(c.r.URL.Path, "/api/v5/") {
		out.UserType = "signed-in"
	} else {
		out.RefreshToken = secret(32)
	}
	if c.r.Header.Get("Set-Access-Token-Cookie") == "true" {
		http.SetCookie(c.w, &http.Cookie{Name: accessCookie, Value: out.AccessToken, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
			MaxAge: int(accessTokenLife.Seconds())})
	}
	out.Files, err = c.loadFiles(avatarsOf(out.Users))
	return out, err
}

func (c *call) registerUser(in sessionRequest) (*user, error) {
	u, err := findUser(c.tx, in.UserID)
	if err != nil {
		return nil, err
	}
	switch {
	case u == nil:
		name := in.UserID
		if in.DisplayName != nil && *in.DisplayName != "" {
			name = *in.DisplayName
		}
		_, err = c.tx.Exec(`INSERT INTO users(user_id, internal_id, display_name, last_active, created_at, updated_at) VALUES(?, ?, ?, ?, ?, ?)`,
			in.UserID, c.newID("user"), name, c.now, c.now, c.now)
	case u.IsDeleted:
		return nil, fail(codeBadRequest, "user %q was deleted and cannot be restored", in.UserID) // FAQ F81
	case u.IsGlobalBan:
		return nil, fail(codeGlobalBan, "user %q is globally banned", in.UserID) // FAQ F83
	case in.DisplayName != nil && utf8.RuneCountInString(*in.DisplayName) > 0 && *in.DisplayName != u.DisplayName:
		_, err = c.tx.Exec("UPDATE users SET display_name = ?, updated_at = ?, last_active = ? WHERE user_id = ?", *in.DisplayName, c.now, c.now, in.UserID)
	default:
		_, err = c.tx.Exec("UPDATE users SET last_active = ? WHERE user_id = ?", c.now, in.UserID)
	}
	if err != nil {
		return nil, err
	}
	made, err := c.getUser(in.UserID)
	if err == nil && u == nil {
		c.me = made
		err = c.tellUser("user.created", in.UserID)
	}
	return made, err
}

func (c *call) startSession(u *user, device string) (*sessionAnswer, error) {
	expires := c.now + accessTokenLife.Milliseconds()
	token := c.net.newAccessToken(u, device, c.now, expires)
	_, err := c.tx.Exec(`INSERT INTO sessions(token_digest, user_id, device_id, issued_at, expires_at) VALUES(?, ?, ?, ?, ?)
	  ON CONFLICT(user_id, device_id) DO UPDATE SET token_digest = excluded.token_digest, issued_at = excluded.issued_at, expires_at = excluded.expires_at`,
		digest(token), u.UserID, device, c.now, expires)
	if err != nil {
		return nil, err
	}
	u.Path = c.userPath(u)
	return &sessionAnswer{AccessToken: token, IssuedAt: stamp(c.now), ExpiresAt: stamp(expires), Users: []*user{u}, Files: []file{}, Roles: []string{}}, nil
}

// sessionUser is the user of a current access token.
func sessionUser(tx *sqlite.Tx, tokenDigest string, now int64) (*user, error) {
	var expires int64
	u, err := scanUser(tx.Row("SELECT "+userColumns+", s.expires_at FROM sessions s JOIN users u USING(user_id) WHERE s.token_digest = ?", tokenDigest), &expires)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fail(codeUnauthorized, "unauthorized: the access token is not valid")
	case err != nil:
		return nil, err
	case expires <= now:
		return nil, fail(codeUnauthorized, "unauthorized: the access token has expired")
	case u.IsDeleted:
		return nil, fail(codeUnauthorized, "unauthorized: the user was deleted")
	case u.IsGlobalBan:
		return nil, fail(codeGlobalBan, "user %q is globally banned", u.UserID)
	}
	return u, nil
}

// checkSession answers GET /api/v3/sessions: the token is good when we get here.
func checkSession(*call) (any, error) {
	return struct {
		LastCachePurge *string `json:"lastCachePurge"`
	}{}, nil
}

// endSession revokes the caller's own token.
func endSession(c *call) (any, error) {
	_, err := c.tx.Exec("DELETE FROM sessions WHERE token_digest = ?", digest(c.token))
	return success, err
}

// endAllSessions revokes every token of a user, at an administrator's wish.
func endAllSessions(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	if _, err := c.getUser(c.param("userId")); err != nil {
		return nil, err
	}
	_, err := c.tx.Exec("DELETE FROM sessions WHERE user_id = ?", c.param("userId"))
	return success, err
}

// success is the answer of calls that have nothing to show.
var success = map[string]bool{"success": true}
