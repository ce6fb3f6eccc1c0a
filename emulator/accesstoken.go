package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// accessTokenLife is how long an access token lasts unless the same device
// registers again (FAQ F18).
const accessTokenLife = 30 * 24 * time.Hour

// claims are what the platform's access token carries: clients read exp, iat
// and the public user id from it.
type claims struct {
	User      claimUser `json:"user"`
	IssuedAt  int64     `json:"iat"`
	ExpiresAt int64     `json:"exp"`
	ID        string    `json:"jti"`
}

type claimUser struct {
	UserID       string `json:"userId"`
	PublicUserID string `json:"publicUserId"`
	DeviceID     string `json:"deviceId"`
	NetworkID    string `json:"networkId"`
	DisplayName  string `json:"displayName"`
}

// newAccessToken makes a JWT (RFC 7519, HS256). The signature lets nobody in by
// itself: a token also has to be the current one of a session.
func (net *network) newAccessToken(u *user, device string, issued, expires int64) string {
	head := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))
	body, _ := json.Marshal(claims{ // strings and numbers only: cannot fail
		User:     claimUser{UserID: u.InternalID, PublicUserID: u.UserID, DeviceID: device, NetworkID: net.id, DisplayName: u.DisplayName},
		IssuedAt: issued / 1000, ExpiresAt: expires / 1000, ID: secret(12),
	})
	signed := head + "." + base64.RawURLEncoding.EncodeToString(body)
	return signed + "." + net.sign(signed)
}

func (net *network) sign(s string) string {
	mac := hmac.New(sha256.New, net.signingKey)
	mac.Write([]byte(s))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

var errNotOurToken = errors.New("not an access token")

// readAccessToken reads the claims without believing them: they only say in
// which network to look the token up.
func readAccessToken(token string) (claims, error) {
	var c claims
	parts := strings.Split(token, ".")
	if len(token) > 4096 || len(parts) != 3 {
		return c, errNotOurToken
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(body, &c) != nil {
		return c, errNotOurToken
	}
	return c, nil
}
