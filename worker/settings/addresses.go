package settings

import (
	"strconv"
	"strings"
)

// addresses reads the limit for one network address. At the edge a binding of the
// platform does the same (docs/deploy.md).
func (r *reader) addresses() (limit int, header string) {
	const name = "ADDEND_ADDRESS_LIMIT"
	header = r.get("ADDEND_ADDRESS_HEADER")
	if strings.Trim(strings.ToLower(header), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		r.wrong("ADDEND_ADDRESS_HEADER", "is not a header field's name", "as X-Real-IP: one that the proxy in front sets and nobody else can")
	}
	v := r.get(name)
	if v == "" {
		return 0, header
	}
	limit, err := strconv.Atoi(v)
	if err != nil || limit < 10 || limit > 100_000 {
		r.wrong(name, "is not a number from 10 to 100000", "calls of one address in ten seconds, as 500")
	}
	return limit, header
}
