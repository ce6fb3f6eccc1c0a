package files

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

func TestURL(t *testing.T) {
	for _, c := range []struct {
		id     string
		target Target
		want   string
	}{
		// the platform's own hosts (FAQ F35, F06)
		{"abc", Target{Region: "sg"}, "https://apix.sg.amity.co/api/v3/files/abc/download"},
		{"abc", Target{Region: "eu"}, "https://apix.eu.amity.co/api/v3/files/abc/download"},
		{"abc", Target{Region: "us", Form: FormDownload}, "https://apix.us.amity.co/api/v3/files/abc/download"},
		{"abc", Target{Region: "sg", Size: "full"}, "https://apix.sg.amity.co/api/v3/files/abc/download?size=full"},
		{"abc", Target{Region: "sg", Form: FormBare}, "https://api.sg.amity.co/api/v3/files/abc"},
		// a worker or any other base
		{"abc", Target{Base: "/files"}, "/files/abc"},
		{"abc", Target{Base: "/files/"}, "/files/abc"},
		{"abc", Target{Base: "/"}, "/abc"},
		{"abc", Target{Base: "https://chat.example/files"}, "https://chat.example/files/abc"},
		{"abc", Target{Base: "http://127.0.0.1:8080/files"}, "http://127.0.0.1:8080/files/abc"},
		{"abc", Target{Base: "/files", Size: "small"}, "/files/abc?size=small"},
		{"abc", Target{Base: "/files", Name: "a b&c=d?.pdf"}, "/files/abc?name=a%20b%26c%3Dd%3F.pdf"},
		{"abc", Target{Base: "/files", Name: "1+1.txt"}, "/files/abc?name=1%2B1.txt"},
		{"abc", Target{Base: "/files", Size: "large", Name: "ü.png"}, "/files/abc?size=large&name=%C3%BC.png"},
		// ids that other people wrote
		{"a/b", Target{Base: "/files"}, "/files/a%2Fb"},
		{"../admin", Target{Base: "/files"}, "/files/..%2Fadmin"},
		{"a?b#c", Target{Base: "/files"}, "/files/a%3Fb%23c"},
		{"%2e%2e", Target{Base: "/files"}, "/files/%252e%252e"},
		{"a b", Target{Region: "sg"}, "https://apix.sg.amity.co/api/v3/files/a%20b/download"},
		{"日本", Target{Base: "/files"}, "/files/%E6%97%A5%E6%9C%AC"},
		{`"><script>`, Target{Base: "/files"}, "/files/%22%3E%3Cscript%3E"},
	} {
		got, err := URL(c.id, c.target)
		if err != nil || got != c.want {
			t.Errorf("URL(%q, %+v) = %q, %v; want %q", c.id, c.target, got, err, c.want)
		}
	}
}

func TestURLRefuses(t *testing.T) {
	for _, c := range []struct {
		id     string
		target Target
		code   string
	}{
		{"", Target{Base: "/files"}, CodeID},
		{".", Target{Base: "/files"}, CodeID},
		{"..", Target{Base: "/files"}, CodeID},
		{"a\x00b", Target{Base: "/files"}, CodeID},
		{"a\nb", Target{Base: "/files"}, CodeID},
		{"a\xff", Target{Base: "/files"}, CodeID},
		{"https://a.example/b", Target{Base: "/files"}, CodeID},
		{strings.Repeat("a", MaxID+1), Target{Base: "/files"}, CodeID},
		{"abc", Target{}, CodeTarget},
		{"abc", Target{Region: "sg", Base: "/files"}, CodeTarget},
		{"abc", Target{Region: "mars"}, CodeRegion},
		{"abc", Target{Region: "sg.evil.example/"}, CodeRegion},
		{"abc", Target{Base: "files"}, CodeBase},
		{"abc", Target{Base: "//evil.example"}, CodeBase},
		{"abc", Target{Base: `/\evil.example`}, CodeBase},
		{"abc", Target{Base: "javascript:alert(1)//"}, CodeBase},
		{"abc", Target{Base: "https://a@b.example/"}, CodeBase},
		{"abc", Target{Base: "https:///files"}, CodeBase},
		{"abc", Target{Base: "/files?x=1"}, CodeBase},
		{"abc", Target{Base: "/files#x"}, CodeBase},
		{"abc", Target{Base: "/fi les"}, CodeBase},
		{"abc", Target{Base: "/%zz"}, CodeBase},
		{"abc", Target{Base: "/files", Form: FormBare}, CodeForm},
		{"abc", Target{Region: "sg", Form: "x"}, CodeForm},
		{"abc", Target{Base: "/files", Size: "Small"}, CodeSize},
		{"abc", Target{Region: "sg", Name: "x"}, CodeName},
		{"abc", Target{Base: "/files", Name: strings.Repeat("a", MaxName+1)}, CodeName},
	} {
		got, err := URL(c.id, c.target)
		var e *Error
		if !errors.As(err, &e) || e.Code != c.code || e.Hint == "" || got != "" {
			t.Errorf("URL(%q, %+v) = %q, %v; want code %s", c.id, c.target, got, err, c.code)
		}
		if e != nil && strings.ContainsAny(e.Message, "\x00\n") {
			t.Errorf("the message carries control characters: %q", e.Message)
		}
	}
}

func TestSrcset(t *testing.T) {
	got, err := Srcset("a,b", Target{Base: "/files,x"})
	want := "/files%2Cx/a%2Cb?size=small 160w, /files%2Cx/a%2Cb?size=medium 600w, /files%2Cx/a%2Cb?size=large 1500w"
	if err != nil || got != want {
		t.Errorf("Srcset = %q, %v; want %q", got, err, want)
	}
	for name, target := range map[string]Target{
		"a size":        {Base: "/files", Size: "small"},
		"the bare form": {Region: "sg", Form: FormBare},
		"no target":     {},
	} {
		if got, err := Srcset("abc", target); err == nil {
			t.Errorf("Srcset with %s = %q, want an error", name, got)
		}
	}
}

// FuzzURL: whatever the id is, the address stays on its host and in its folder, and the id can be read back from it.
func FuzzURL(f *testing.F) {
	for _, s := range []string{"abc", "../x", "a?b#c", "%2f", "\\", "//", "a;b", ".", "é", "a b"} {
		f.Add(s, "x.pdf")
	}
	f.Fuzz(func(t *testing.T, id, name string) {
		for _, target := range []Target{{Region: "sg"}, {Base: "/files", Name: name}, {Base: "https://chat.example/files"}} {
			got, err := URL(id, target)
			if err != nil {
				var e *Error
				if !errors.As(err, &e) || e.Code == "" || e.Hint == "" {
					t.Errorf("untyped error %v", err)
				}
				continue
			}
			u, err := url.Parse(got)
			if err != nil {
				t.Fatalf("%q is no address: %v", got, err)
			}
			want, _ := url.Parse(target.Base)
			if target.Region != "" {
				want, _ = url.Parse("https://apix.sg.amity.co/api/v3/files")
			}
			rest, ok := strings.CutPrefix(u.EscapedPath(), want.Path+"/")
			rest = strings.TrimSuffix(rest, "/download")
			back, err := url.PathUnescape(rest)
			if !ok || u.Host != want.Host || u.Fragment != "" || strings.Contains(rest, "/") || err != nil || back != id && back+"/download" != id {
				t.Errorf("%q became %q", id, got)
			}
			if target.Name != "" && u.Query().Get("name") != name {
				t.Errorf("the name %q became %q", name, u.Query().Get("name"))
			}
		}
	})
}
