package emulator

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// idSource makes object ids: 24 lowercase hexadecimal digits, like the
// platform's. The kind lets the seed give some objects readable ids.
type idSource func(kind string) string

func randomID(string) string {
	var b [12]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// countedID makes the same ids in the same order every time.
func countedID() idSource {
	n := 0
	return func(kind string) string {
		n++
		sum := sha256.Sum256([]byte(kind + "/" + strconv.Itoa(n)))
		return hex.EncodeToString(sum[:12])
	}
}

// secret is n random bytes in hexadecimal.
func secret(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// digest is what is stored instead of a token.
func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
