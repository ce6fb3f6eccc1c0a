package wirejson

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Member is one name and value of an [Object].
type Member struct {
	Name  string
	Value any
}

// Object is a JSON object whose members keep their order.
type Object []Member

// Append writes v to dst as JSON in plain ASCII, with <, > and & escaped, so
// that a value is inert wherever it is put. It knows nil, bool, int, int64,
// float64, string, []string, [][2]string, []any, Object and Map; anything else
// is written as null.
func Append(dst []byte, v any) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return append(dst, "null"...)
		}
		return strconv.AppendFloat(dst, v, 'g', -1, 64)
	case string:
		return appendString(dst, v)
	case []string:
		return appendList(dst, len(v), func(dst []byte, i int) []byte { return appendString(dst, v[i]) })
	case [][2]string:
		return appendList(dst, len(v), func(dst []byte, i int) []byte { return Append(dst, v[i][:]) })
	case []any:
		return appendList(dst, len(v), func(dst []byte, i int) []byte { return Append(dst, v[i]) })
	case Object:
		return appendObject(dst, v)
	case Map:
		o := make(Object, 0, len(v))
		for name, value := range v {
			o = append(o, Member{name, value})
		}
		sort.Slice(o, func(i, j int) bool { return o[i].Name < o[j].Name })
		return appendObject(dst, o)
	}
	return append(dst, "null"...)
}

func appendList(dst []byte, n int, item func([]byte, int) []byte) []byte {
	dst = append(dst, '[')
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item(dst, i)
	}
	return append(dst, ']')
}

func appendObject(dst []byte, o Object) []byte {
	dst = append(dst, '{')
	for i, m := range o {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, m.Name), ':')
		dst = Append(dst, m.Value)
	}
	return append(dst, '}')
}

// plain are the characters that stand for themselves in a string.
var plain = func() (t [256]bool) {
	for c := range utf8.RuneSelf {
		t[c] = c >= 0x20 && c != 0x7f && !strings.ContainsRune(`"\<>&`, rune(c))
	}
	return t
}()

// AppendString is [Append] of a string.
func AppendString(dst []byte, s string) []byte { return appendString(dst, s) }

func appendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	unit := func(dst []byte, u uint16) []byte {
		return append(dst, '\\', 'u', hex[u>>12], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && plain[s[i]] {
			i++
		}
		if dst = append(dst, s[start:i]...); i == len(s) {
			break
		}
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
			i++
			continue
		case c < utf8.RuneSelf:
			dst = unit(dst, uint16(c))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r > 0xffff {
			r -= 0x10000
			dst = unit(unit(dst, uint16(0xd800+(r>>10))), uint16(0xdc00+(r&0x3ff)))
			continue
		}
		dst = unit(dst, uint16(r))
	}
	return append(dst, '"')
}
