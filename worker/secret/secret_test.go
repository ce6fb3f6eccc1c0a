package secret

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const value = "hunter2-hunter2"

type holder struct {
	Key    Text
	hidden Text
	ptr    *Text
}

func TestNoWayOutButReveal(t *testing.T) {
	text := New(value)
	h := holder{Key: text, hidden: text, ptr: &text}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("m", "key", text, "holder", h)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("m", "key", text, "holder", h)
	encoded, err := json.Marshal(map[string]any{"a": text, "b": h, "c": map[Text]int{text: 1}})
	if err != nil {
		t.Fatal(err)
	}
	outputs := map[string]string{
		"json": string(encoded),
		"slog": logged.String(),
		"err":  errors.Join(fmt.Errorf("wrapped: %w", fmt.Errorf("key %v", text))).Error(),
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		outputs[verb] = fmt.Sprintf(verb, text)
		outputs["struct "+verb] = fmt.Sprintf(verb, h)
	}
	for name, out := range outputs {
		if strings.Contains(out, value) || strings.Contains(strings.ToLower(out), fmt.Sprintf("%x", value)) {
			t.Errorf("%s shows the credential: %s", name, out)
		}
		if !strings.Contains(out, mask) {
			t.Errorf("%s has no mask: %s", name, out)
		}
	}
	if text.Reveal() != value {
		t.Error("Reveal does not give the value back")
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"a", "a", true}, {"a", "b", false}, {"a", "ab", false}, {"", "", true}} {
		if got := New(c.a).Equal(New(c.b)); got != c.want {
			t.Errorf("Equal(%q, %q) = %v", c.a, c.b, got)
		}
	}
	if !New("").Empty() || New("x").Empty() {
		t.Error("Empty is wrong")
	}
}
