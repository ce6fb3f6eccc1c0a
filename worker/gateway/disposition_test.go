package gateway

import (
	"mime"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDisposition(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"", "inline"},
		{"notes.txt", `inline; filename="notes.txt"`},
		{"a b;c=d.txt", `inline; filename="a b;c=d.txt"`},
		{`q"u\o.txt`, `inline; filename="o.txt"`},
		{`say "hi".txt`, `inline; filename="say _hi_.txt"`},
		{"100%.txt", `inline; filename="100_.txt"; filename*=UTF-8''100%25.txt`},
		{"übung.txt", `inline; filename="_bung.txt"; filename*=UTF-8''%C3%BCbung.txt`},
		{"../../etc/passwd", `inline; filename="passwd"`},
		{`C:\temp\evil.exe`, `inline; filename="evil.exe"`},
		{"a\r\nSet-Cookie: x", `inline; filename="aSet-Cookie_ x"`},
		{".htaccess", `inline; filename="htaccess"`},
		{"..", `inline`},
		{"evil\u202egnp.exe", `inline; filename="evilgnp.exe"`},
		{"a\xffb.txt", `inline; filename="ab.txt"`},
	} {
		if got := disposition("inline", safeName(c.name)); got != c.want {
			t.Errorf("%q: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestLongNamesKeepTheirExtension(t *testing.T) {
	got := safeName(strings.Repeat("é", 300) + ".jpeg")
	if len(got) > maxName || !strings.HasSuffix(got, "é.jpeg") || !utf8.ValidString(got) {
		t.Errorf("%d bytes, ends in %q", len(got), got[len(got)-10:])
	}
}

// FuzzDisposition: any name makes a field that other parsers read back as the
// same safe name.
func FuzzDisposition(f *testing.F) {
	f.Add("notes.txt")
	f.Add("é\"\\%.txt")
	f.Add("a\u202eb/../c")
	f.Fuzz(func(t *testing.T, name string) {
		safe := safeName(name)
		field := disposition("attachment", safe)
		kind, params, err := mime.ParseMediaType(field)
		if err != nil || kind != "attachment" || params["filename"] != safe {
			t.Fatalf("%q: %s is read as %q (%v)", name, field, params["filename"], err)
		}
		if strings.ContainsAny(safe, "/\\\r\n\x00") || strings.HasPrefix(safe, ".") || len(safe) > maxName {
			t.Fatalf("%q is not safe", safe)
		}
		if again := safeName(safe); again != safe {
			t.Fatalf("%q becomes %q", safe, again)
		}
	})
}

func TestOneRange(t *testing.T) {
	for v, want := range map[string]bool{
		"bytes=0-": true, "bytes=-5": true, "bytes=1-2": true, "": false, "bytes=": false, "bytes=-": false,
		"bytes=0-1,3-4": false, "items=0-1": false, "bytes=a-b": false, "bytes=1-2-3": false,
		"bytes=" + strings.Repeat("1", 50) + "-": false,
	} {
		if oneRange(v) != want {
			t.Errorf("%q: %v", v, !want)
		}
	}
}
