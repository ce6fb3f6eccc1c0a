package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/gateway"
)

// routeTypes declares every route that the worker passes on or composes, for addend/client: per method, the path with
// the names of its query.
func routeTypes() []byte {
	groups := map[string][]gateway.Route{}
	for _, r := range slices.Concat(gateway.Routes(), gateway.Composed()) {
		groups[r.Method] = append(groups[r.Method], r)
	}
	methods := make([]string, 0, len(groups))
	for m := range groups {
		methods = append(methods, m)
	}
	slices.Sort(methods)

	var b bytes.Buffer
	b.WriteString("// Written by `go run ./cmd/pack -routes` from the worker's table of routes; a test compares.\n")
	b.WriteString("// A route's value is the shape of its query: names in brackets are written as the objects and lists they stand for.\n")
	b.WriteString("\ntype Value = string | number | boolean;\n")
	b.WriteString("interface Paging { limit?: number; token?: string; after?: Value; before?: Value; first?: number; last?: number; skip?: number; type?: string; pageSize?: number; }\n")
	b.WriteString("\nexport interface Routes {\n")
	for _, m := range methods {
		list := groups[m]
		slices.SortFunc(list, func(a, b gateway.Route) int { return strings.Compare(a.Pattern, b.Pattern) })
		fmt.Fprintf(&b, "  %s: {\n", m)
		for _, r := range list {
			fmt.Fprintf(&b, "    %q: %s;\n", r.Pattern, queryType(r.Query))
		}
		b.WriteString("  };\n")
	}
	b.WriteString("}\n")
	b.Write(liveTypes())
	return b.Bytes()
}

var bracketed = regexp.MustCompile(`^(\w+)\[(\w+)\](\[\])?$`)

// queryType is the object that addend/client writes as such a query.
func queryType(keys []string) string {
	if len(keys) == 0 {
		return "{}"
	}
	var fields []string
	nested := map[string][]string{}
	paged := false
	for _, key := range keys {
		m := bracketed.FindStringSubmatch(key)
		switch {
		case m != nil && m[1] == "options" && slices.Contains(pagingKeys, m[2]):
			paged = true
		case m != nil:
			nested[m[1]] = append(nested[m[1]], m[2]+"?: "+valueType(m[3] != ""))
		case strings.HasSuffix(key, "[]"):
			fields = append(fields, strings.TrimSuffix(key, "[]")+"?: "+valueType(true))
		default:
			fields = append(fields, key+"?: "+valueType(false))
		}
	}
	if paged {
		options := "Paging"
		if more := nested["options"]; len(more) > 0 {
			options += " & { " + strings.Join(more, "; ") + " }"
		}
		fields = append(fields, "options?: "+options)
		delete(nested, "options")
	}
	names := make([]string, 0, len(nested))
	for name := range nested {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fields = append(fields, name+"?: { "+strings.Join(nested[name], "; ")+" }")
	}
	return "{ " + strings.Join(fields, "; ") + " }"
}

var pagingKeys = []string{"limit", "token", "after", "before", "first", "last", "skip", "type", "pageSize"}

func valueType(list bool) string {
	if list {
		return "Value[]"
	}
	return "Value"
}
