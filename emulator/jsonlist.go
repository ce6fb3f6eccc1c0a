package emulator

import "encoding/json"

// toJSON is the text kept in a column for a list or map of plain values.
func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil || string(b) == "null" {
		return "[]"
	}
	return string(b)
}

// fromList reads a column back; it is never nil, so it is never null on the
// wire, where the client calls methods on it.
func fromList(s string) []string {
	out := []string{}
	if s == "[]" { // most of them
		return out
	}
	_ = json.Unmarshal([]byte(s), &out) // written by toJSON
	return out
}

func fromCounts(s string) map[string]int {
	out := map[string]int{}
	if s == "{}" {
		return out
	}
	_ = json.Unmarshal([]byte(s), &out) // written by toJSON
	return out
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unique keeps the first of equal, non-empty strings.
func unique(in []string) []string {
	seen := make(map[string]bool, len(in))
	out := make([]string, 0, len(in))
	for _, s := range in {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
