package markdown

import (
	"reflect"
	"testing"
)

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name    string
		profile Profile
		in      string
		want    []Link
	}{
		{"none", Chat, "a `https://b.example` [c]", nil},
		{"all kinds", Chat, "[a *b*](https://c.example \"d\") <https://e.example> www.f.example g@h.example ![i](/j.png)\n\n[k]\n\n[k]: /l",
			[]Link{{"https://c.example", "a b", false}, {"https://e.example", "https://e.example", false}, {"http://www.f.example", "www.f.example", false},
				{"mailto:g@h.example", "g@h.example", false}, {"/j.png", "i", false}, {"/l", "k", false}}},
		{"deceiving", Chat, "[bank.com](https://evil.example) <https://\u0430pple.com>",
			[]Link{{"https://evil.example", "bank.com", true}, {"https://%D0%B0pple.com", "https://\u0430pple.com", true}}},
		{"refused", Chat, "[a](javascript:b) [c](https://d@e.example)", []Link{{"javascript:b", "a", true}, {"https://d@e.example", "c", true}}},
		{"HTML in a post", Post, `<a href="/a">b</a> <img src=/c.png alt=d> <img src=data:x alt=e>`, []Link{{"/a", "b", false}, {"/c.png", "d", false}, {"data:x", "e", true}}},
		{"image in a link", Post, `[![a](/b.png)](/c)`, []Link{{"/b.png", "a", false}, {"/c", "", false}}},
	} {
		r, err := New(Options{Profile: c.profile})
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Links(c.in)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q\n got %+v, %v\nwant %+v", c.name, c.in, got, err, c.want)
		}
	}
}
