package platform

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"github.com/addend-go/addend/socialplus"
)

// List walks all pages of a list (FAQ F03, F23). field is the name of the array
// in the answer, such as "posts". A page's token that comes a second time ends
// the walk with an error: no list is walked for ever.
func List[T any](ctx context.Context, c *Client, path, field string, query url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		seen := map[string]bool{}
		token := ""
		for {
			q := url.Values{"options[limit]": {strconv.Itoa(socialplus.MaxPage)}}
			for name, values := range query {
				q[name] = values
			}
			if token != "" {
				q.Set("options[token]", token)
			}
			var page map[string]json.RawMessage
			if err := c.Do(ctx, Call{Method: http.MethodGet, Path: path, Query: q, Into: &page}); err != nil {
				yield(none, err)
				return
			}
			var items []T
			if err := json.Unmarshal(page[field], &items); err != nil {
				yield(none, fmt.Errorf("GET %s: no list %q in the answer: %w", path, field, err))
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			var paging struct {
				Next string `json:"next"`
			}
			if raw := page["paging"]; raw != nil {
				if err := json.Unmarshal(raw, &paging); err != nil {
					yield(none, fmt.Errorf("GET %s: the paging of the answer cannot be read: %w", path, err))
					return
				}
			}
			if paging.Next == "" {
				return
			}
			if seen[paging.Next] {
				yield(none, fmt.Errorf("GET %s: the same page was named twice", path))
				return
			}
			seen[paging.Next] = true
			token = paging.Next
		}
	}
}
