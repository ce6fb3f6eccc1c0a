package wirejson

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth)
	tests := []struct {
		in   string
		want any
		err  error
	}{
		{`{"a":[1,-0.5e2,true,false,null,"x"]}`, Map{"a": []any{1.0, -50.0, true, false, nil, "x"}}, nil},
		{` "\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\" `, "é😀/\b\f\n\r\t\"\\", nil},
		{`"\ud83d"`, "\ufffd", nil},
		{`"\ud83d\u0041"`, "\ufffdA", nil},
		{"\"\xff\"", "\ufffd", nil},
		{`{}`, Map{}, nil},
		{`[]`, []any{}, nil},
		{`0`, 0.0, nil},
		{``, nil, ErrSyntax},
		{`01`, nil, ErrSyntax},
		{`1.`, nil, ErrSyntax},
		{`.5`, nil, ErrSyntax},
		{`+1`, nil, ErrSyntax},
		{`1e`, nil, ErrSyntax},
		{`1e999`, nil, ErrSyntax},
		{`0x10`, nil, ErrSyntax},
		{`1_0`, nil, ErrSyntax},
		{`NaN`, nil, ErrSyntax},
		{`"a`, nil, ErrSyntax},
		{"\"a\nb\"", nil, ErrSyntax},
		{`"\x"`, nil, ErrSyntax},
		{`"\u12"`, nil, ErrSyntax},
		{`"\u+123"`, nil, ErrSyntax},
		{`{"a":1,}`, nil, ErrSyntax},
		{`[1,]`, nil, ErrSyntax},
		{`{"a" 1}`, nil, ErrSyntax},
		{`{a:1}`, nil, ErrSyntax},
		{`{} {}`, nil, ErrSyntax},
		{`{"a":1,"a":2}`, nil, ErrDuplicate},
		{deep[1:], nil, ErrSyntax},
		{"[" + deep + "]", nil, ErrDepth},
	}
	for _, c := range tests {
		got, err := Parse([]byte(c.in))
		if !errors.Is(err, c.err) {
			t.Errorf("Parse(%q) error %v, want %v", c.in, err, c.err)
		}
		if c.err == nil && !cmp.Equal(got, c.want) {
			t.Errorf("Parse(%q) = %#v, want %#v", c.in, got, c.want)
		}
	}
	if _, err := Parse([]byte(deep)); err != nil {
		t.Errorf("depth %d is refused: %v", MaxDepth, err)
	}
}

func TestAppend(t *testing.T) {
	v := Object{
		{"s", "a\"\\\n<é😀\xff\u2028"}, {"i", 7}, {"big", int64(1) << 40}, {"f", 1.5},
		{"b", true}, {"n", nil}, {"l", []string{"x", "y"}}, {"p", [][2]string{{"k", "v"}}},
		{"a", []any{1.0, "z"}}, {"m", Map{"b": 2.0, "a": 1.0}}, {"other", struct{}{}},
	}
	got := string(Append(nil, v))
	want := `{"s":"a\"\\\u000a\u003c\u00e9\ud83d\ude00\ufffd\u2028","i":7,"big":1099511627776,"f":1.5,` +
		`"b":true,"n":null,"l":["x","y"],"p":[["k","v"]],"a":[1,"z"],"m":{"a":1,"b":2},"other":null}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// FuzzParse holds the reader to encoding/json: what it takes, the standard
// library takes with the same meaning; what the standard library refuses, it
// refuses; and what it read survives a write.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,2,{"b":null}]}`, `"\ud800\u0041"`, `-0.0e-1`, "[[[", `{"a":1,"a":2}`, "\"\xc3\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := Parse(in)
		var want any
		stdErr := json.Unmarshal(in, &want)
		if err != nil {
			if stdErr == nil && errors.Is(err, ErrSyntax) {
				t.Fatalf("refused what encoding/json takes: %q", in)
			}
			return
		}
		if stdErr != nil {
			t.Fatalf("took what encoding/json refuses: %q (%v)", in, stdErr)
		}
		if !cmp.Equal(got, want) {
			t.Fatalf("%q: got %#v, want %#v", in, got, want)
		}
		written := Append(nil, got)
		if !bytes.ContainsFunc(written, func(r rune) bool { return r > 0x7e || r == '<' }) {
			back, err := Parse(written)
			if err != nil || !cmp.Equal(back, got) {
				t.Fatalf("%q does not survive a write: %s", in, written)
			}
			return
		}
		t.Fatalf("written with a byte that should be escaped: %q", written)
	})
}
