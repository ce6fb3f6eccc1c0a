package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// TagOf gives the ETag of an answer's bytes.
func TagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// HasTag reports whether a tag is among those of an If-None-Match field (RFC
// 9110, section 13.1.2); * is none here, as nobody can know that there is an
// answer.
func HasTag(field, tag string) bool {
	for _, one := range strings.Split(field, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
			return true
		}
	}
	return false
}
