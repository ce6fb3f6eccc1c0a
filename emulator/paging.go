package emulator

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
)

const maxSkip = 1 << 40

// page is one page of a list, asked for by limit and, after the first page, by
// the token of the page before (FAQ F03, F75).
type page struct {
	Skip  int64 `json:"skip"`
	Limit int64 `json:"limit"`
}

// paging is the object at the end of every list. The client insists on it and
// decodes the tokens, so they must be base64 of JSON.
type paging struct {
	Next     string `json:"next,omitempty"`
	Previous string `json:"previous,omitempty"`
	Prev     string `json:"prev,omitempty"`
	Total    *int64 `json:"total,omitempty"`
}

func encodeToken(v any) string {
	b, _ := json.Marshal(v) // numbers and strings only: cannot fail
	return base64.StdEncoding.EncodeToString(b)
}

func badToken() error { return fail(codeBadRequest, "query token is invalid") }

// decodeToken accepts padded and bare base64, because tokens pass through URLs
// by hand.
func decodeToken(token string, v any) error {
	if len(token) > 4096 {
		return badToken()
	}
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		b, err := enc.DecodeString(token)
		if err != nil {
			continue
		}
		if json.Unmarshal(b, v) == nil {
			return nil
		}
	}
	return badToken()
}

func parseLimit(q query, fallback int64) (int64, error) {
	for _, name := range []string{"limit", "first", "last"} {
		raw := q.opt(name)
		if raw == "" {
			continue
		}
		n, err := strconv.ParseInt(raw, 10, 64)
		if err != nil || n < 1 || n > maxPage {
			return 0, invalid(strconv.Quote("options."+name) + " must be a number from 1 to " + strconv.Itoa(maxPage))
		}
		return n, nil
	}
	return fallback, nil
}

// page reads the paging parameters of a list that is walked by skipping.
func (c *call) page() (page, error) {
	if token := c.query.opt("token"); token != "" {
		var raw struct{ Skip, Limit *int64 }
		if err := decodeToken(token, &raw); err != nil {
			return page{}, err
		}
		if raw.Limit == nil || raw.Skip == nil || *raw.Skip < 0 || *raw.Skip > maxSkip || *raw.Limit < 1 || *raw.Limit > maxPage {
			return page{}, badToken()
		}
		return page{Skip: *raw.Skip, Limit: *raw.Limit}, nil
	}
	limit, err := parseLimit(c.query, int64(c.server.pageSize))
	if err != nil {
		return page{}, err
	}
	p := page{Limit: limit}
	if raw := c.query.opt("skip"); raw != "" {
		p.Skip, err = strconv.ParseInt(raw, 10, 64)
		if err != nil || p.Skip < 0 || p.Skip > maxSkip {
			return page{}, invalid(`"options.skip" must not be negative`)
		}
	}
	return p, nil
}

// trim cuts a list that was fetched with one row too many and says which pages
// lie around it.
func trim[T any](p page, rows []T) ([]T, paging) {
	var out paging
	if int64(len(rows)) > p.Limit {
		rows = rows[:p.Limit]
		out.Next = encodeToken(page{Skip: p.Skip + p.Limit, Limit: p.Limit})
	}
	if p.Skip > 0 {
		out.Previous = encodeToken(page{Skip: max(0, p.Skip-p.Limit), Limit: p.Limit})
	}
	return rows, out
}

// short is the same paging as channel lists spell it: prev for previous.
func (p paging) short() paging { return paging{Next: p.Next, Prev: p.Previous} }
