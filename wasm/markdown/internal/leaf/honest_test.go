package leaf

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestExamine(t *testing.T) {
	for _, c := range []struct {
		text, href string
		want       Finding
	}{
		// texts that name no place, or the right one
		{"click here", "https://a.example/b", Finding{}},
		{"README.md", "https://git.example/README.md", Finding{}},
		{"Node.js 20.1", "https://nodejs.org", Finding{}},
		{"see v1.2.3: notes", "/changes", Finding{}},
		{"e.g. this", "https://a.example", Finding{}},
		{"https://a.example/b?c", "https://a.example/b?c", Finding{}},
		{"www.a.example", "http://A.example/", Finding{}},
		{"a.example", "https://www.a.example", Finding{}},
		{"https://A.EXAMPLE:443/", "https://a.example", Finding{}},
		{"marta@cafe.example", "mailto:marta@cafe.example", Finding{}},
		{"bücher.example", "https://b%C3%BCcher.example/", Finding{}},
		{"日本語.example", "https://%E6%97%A5%E6%9C%AC%E8%AA%9E.example", Finding{}},
		{"12:30", "/x", Finding{}},
		// texts that name another
		{"https://bank.example", "https://evil.example/x", Finding{Suspicious: true, Show: "evil.example"}},
		{"bank.com", "https://evil.example/x", Finding{Suspicious: true, Show: "evil.example"}},
		{"BANK.COM", "https://evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		{"go to https://bank.example now", "https://evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		{"«www.bank.example»", "https://evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		{"//bank.example/login", "https://evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		{"https://bank.example", "https://bank.example.evil.example", Finding{Suspicious: true, Show: "bank.example.evil.example"}},
		{"https://bank.example@evil.example", "https://bank.example", Finding{Suspicious: true, Show: "bank.example"}},
		{"https://bank.example", "/logout", Finding{Suspicious: true, Show: "/logout"}},
		{"https://bank.example", "tel:+1900", Finding{Suspicious: true, Show: "tel:+1900"}},
		{"help@bank.example", "mailto:x@evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		{"b\u00adank\u200b.com", "https://evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		{"bank。com", "https://evil.example", Finding{Suspicious: true, Show: "evil.example"}},
		// names that can be taken for others
		{"apple", "https://%D0%B0pple.example", Finding{Suspicious: true, Show: "xn--pple-43d.example"}},
		{"аpple.example", "https://аpple.example", Finding{Suspicious: true, Show: "xn--pple-43d.example"}},
		{"x", "https://сосо.com", Finding{Suspicious: true, Show: "xn--n1aahb.com"}},
		{"почта.рф", "https://почта.рф", Finding{}},
		{"почта", "https://почта.com", Finding{}},
		// nothing to see
		{"", "https://a.example", Finding{Show: "https://a.example", Instead: true}},
		{" \u200b\u00ad\u3164\u2800", "/b", Finding{Show: "/b", Instead: true}},
	} {
		if got := Examine(c.text, c.href); got != c.want {
			t.Errorf("Examine(%q, %q) = %+v, want %+v", c.text, c.href, got, c.want)
		}
	}
}

// The examples of RFC 3492, section 7.1, and of registries.
func TestASCIIHost(t *testing.T) {
	for in, want := range map[string]string{
		"A.Example": "a.example",
		"bücher.de": "xn--bcher-kva.de",
		"münchen":   "xn--mnchen-3ya",
		"他们为什么不说中文": "xn--ihqwcrb4cv8a8dqg056pqjye",
		"なぜみんな日本語を話してくれないのか":           "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
		"почемужеонинеговорятпорусски": "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l",
		"ليهمابتكلموشعربي؟":            "xn--egbpdaj6bu4bxfgehfvwxn",
		"例え。テスト":                       "xn--r8jz45g.xn--zckzah",
		"":                             "",
	} {
		if got := ASCIIHost(in); got != want {
			t.Errorf("ASCIIHost(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsMixed(t *testing.T) {
	for host, want := range map[string]bool{
		"a.example": false, "bücher.example": false, "日本語テスト.jp": false, "abc日本.jp": false, "한국abc.kr": false,
		"аpple.com": true, "gοοgle.com": true, "אpple.com": true, "カ한.com": true, "ԱԲa.am": true, "ру́.рф": false,
	} {
		if got := isMixed(host); got != want {
			t.Errorf("isMixed(%q) = %v", host, got)
		}
	}
}

// What is called honest at a glance is honest at a second look: for texts and addresses put together from pieces.
func TestHonestAtAGlance(t *testing.T) {
	pieces := []string{"a", "B", "9", ".", "..", "-", "_", "/", "//", "?", "=", "a.example", "b.com", "www.", "http://", "https://", " ", "(", "é", "аpple", "\u200b", ":", "@", "\t", "xn--", "|", "!"}
	r := rand.New(rand.NewPCG(5, 6))
	word := func(most int) string {
		var b strings.Builder
		for range r.IntN(most) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	honest := 0
	for range 300_000 {
		href := pieces[14+r.IntN(2)] + word(7)
		text := word(6)
		switch r.IntN(4) {
		case 0:
			text = href
		case 1:
			text = strings.TrimPrefix(href, "http://")
		}
		if !IsHonest([]byte(text), href) {
			continue
		}
		honest++
		if got := Examine(text, href); got != (Finding{}) {
			t.Fatalf("%q to %q is called honest, and Examine finds %+v", text, href, got)
		}
	}
	if honest < 10_000 {
		t.Errorf("only %d were honest", honest)
	}
}

func FuzzExamine(f *testing.F) {
	f.Add("https://bank.example", "https://evil.example/x")
	f.Add("аpple.com\u202e", "mailto:%D0%B0@b")
	f.Fuzz(func(t *testing.T, text, destination string) {
		href, ok := LinkTarget([]byte(destination))
		if !ok {
			return
		}
		got := Examine(text, href)
		if got.Show == "" && (got.Suspicious || got.Instead) {
			t.Errorf("Examine(%q, %q) finds something and shows nothing", text, href)
		}
		if IsHonest([]byte(text), href) && got != (Finding{}) {
			t.Errorf("%q to %q is called honest, and Examine finds %+v", text, href, got)
		}
	})
}
