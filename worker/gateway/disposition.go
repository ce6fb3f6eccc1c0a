package gateway

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the longest file name in bytes, as most file systems have it.
const maxName = 240

// safeName makes a file name of any text: the last segment of a path, without
// control, format or direction characters (a name could otherwise show another
// extension than it has), without what file systems refuse, and not a device or
// dot file.
func safeName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	name = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c), c == utf8.RuneError:
			return -1
		case strings.ContainsRune(`<>:"/|?*`, c):
			return '_'
		}
		return c
	}, name)
	name = strings.Trim(name, ". \t")
	if len(name) > maxName {
		ext := path.Ext(name)
		if len(ext) > 16 {
			ext = ""
		}
		cut := maxName - len(ext)
		for cut > 0 && !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut] + ext
	}
	return name
}

// disposition writes a Content-Disposition (RFC 6266) with an ASCII name for
// old readers and the real one in filename* (RFC 8187).
func disposition(kind, name string) string {
	if name == "" {
		return kind
	}
	ascii := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' {
			return '_'
		}
		return c
	}, name)
	out := kind + `; filename="` + ascii + `"`
	if ascii != name {
		out += "; filename*=UTF-8''" + extValue(name)
	}
	return out
}

// extValue percent-encodes what is not an attr-char of RFC 8187.
func extValue(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$&+-.^_`|~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}
