// Package wirejson reads and writes the little JSON the worker itself needs:
// sign-in bodies, session answers, plans. encoding/json adds 151 KiB gzip to
// the edge binary and its reflection dominates the cost of a plan; what is here
// is a strict RFC 8259 reader with limits, and an appender.
package wirejson

import (
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxDepth is the deepest nesting Parse follows.
const MaxDepth = 32

// ErrSyntax, ErrDepth and ErrDuplicate are what Parse may return.
var (
	ErrSyntax    = errors.New("not valid JSON")
	ErrDepth     = errors.New("JSON nested deeper than 32 levels")
	ErrDuplicate = errors.New("JSON object with a name twice")
)

// Map is a JSON object.
type Map = map[string]any

// Parse reads one JSON value: nil, bool, float64, string, []any or Map. Names
// that occur twice in an object are an error, because two readers of one
// document could otherwise see two different things (RFC 8259, section 4).
func Parse(text []byte) (any, error) {
	p := parser{text: text}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at != len(p.text) {
		return nil, ErrSyntax
	}
	return v, nil
}

type parser struct {
	text []byte
	at   int
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) take(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) value(depth int) (any, error) {
	p.space()
	if p.at >= len(p.text) {
		return nil, ErrSyntax
	}
	switch c := p.text[p.at]; {
	case c == '{':
		return p.object(depth + 1)
	case c == '[':
		return p.array(depth + 1)
	case c == '"':
		return p.str()
	case c == '-' || (c >= '0' && c <= '9'):
		return p.number()
	}
	for word, v := range map[string]any{"true": true, "false": false, "null": nil} {
		if end := p.at + len(word); end <= len(p.text) && string(p.text[p.at:end]) == word {
			p.at = end
			return v, nil
		}
	}
	return nil, ErrSyntax
}

func (p *parser) object(depth int) (any, error) {
	if depth > MaxDepth {
		return nil, ErrDepth
	}
	p.at++
	m := Map{}
	p.space()
	if p.take('}') {
		return m, nil
	}
	for {
		p.space()
		if p.at >= len(p.text) || p.text[p.at] != '"' {
			return nil, ErrSyntax
		}
		name, err := p.str()
		if err != nil {
			return nil, err
		}
		p.space()
		if !p.take(':') {
			return nil, ErrSyntax
		}
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		if _, twice := m[name]; twice {
			return nil, ErrDuplicate
		}
		m[name] = v
		p.space()
		if p.take(',') {
			continue
		}
		if p.take('}') {
			return m, nil
		}
		return nil, ErrSyntax
	}
}

func (p *parser) array(depth int) (any, error) {
	if depth > MaxDepth {
		return nil, ErrDepth
	}
	p.at++
	list := []any{}
	p.space()
	if p.take(']') {
		return list, nil
	}
	for {
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		p.space()
		if p.take(',') {
			continue
		}
		if p.take(']') {
			return list, nil
		}
		return nil, ErrSyntax
	}
}

// number follows the RFC's grammar; strconv alone would take "0x1", "1_0" and
// "Inf" as well.
func (p *parser) number() (any, error) {
	start := p.at
	p.take('-')
	if !p.take('0') && !p.digits() {
		return nil, ErrSyntax
	}
	if p.take('.') && !p.digits() {
		return nil, ErrSyntax
	}
	if p.take('e') || p.take('E') {
		if !p.take('+') {
			p.take('-')
		}
		if !p.digits() {
			return nil, ErrSyntax
		}
	}
	f, err := strconv.ParseFloat(string(p.text[start:p.at]), 64)
	if err != nil {
		return nil, ErrSyntax
	}
	return f, nil
}

func (p *parser) digits() bool {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
}

func (p *parser) str() (string, error) {
	p.at++
	start := p.at
	for p.at < len(p.text) && p.text[p.at] != '"' && p.text[p.at] != '\\' && p.text[p.at] >= 0x20 && p.text[p.at] < utf8.RuneSelf {
		p.at++
	}
	out := append([]byte(nil), p.text[start:p.at]...)
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return string(out), nil
		case c < 0x20:
			return "", ErrSyntax
		case c == '\\':
			var ok bool
			if out, ok = p.escape(out); !ok {
				return "", ErrSyntax
			}
		case c < utf8.RuneSelf:
			out = append(out, c)
			p.at++
		default:
			r, size := utf8.DecodeRune(p.text[p.at:])
			out = utf8.AppendRune(out, r)
			p.at += size
		}
	}
	return "", ErrSyntax
}

func (p *parser) escape(out []byte) ([]byte, bool) {
	p.at++
	if p.at >= len(p.text) {
		return out, false
	}
	c := p.text[p.at]
	p.at++
	switch c {
	case '"', '\\', '/':
		return append(out, c), true
	case 'b':
		return append(out, '\b'), true
	case 'f':
		return append(out, '\f'), true
	case 'n':
		return append(out, '\n'), true
	case 'r':
		return append(out, '\r'), true
	case 't':
		return append(out, '\t'), true
	case 'u':
		r, ok := p.hex4()
		if !ok {
			return out, false
		}
		if utf16.IsSurrogate(r) {
			// A lone half becomes U+FFFD, as in encoding/json.
			mark := p.at
			low := rune(-1)
			if p.take('\\') && p.take('u') {
				low, ok = p.hex4()
			}
			if pair := utf16.DecodeRune(r, low); ok && pair != utf8.RuneError {
				return utf8.AppendRune(out, pair), true
			}
			p.at = mark
			r = utf8.RuneError
		}
		return utf8.AppendRune(out, r), true
	}
	return out, false
}

func (p *parser) hex4() (rune, bool) {
	if p.at+4 > len(p.text) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.text[p.at:p.at+4]), 16, 32)
	if err != nil || p.text[p.at] == '+' {
		return 0, false
	}
	p.at += 4
	return rune(n), true
}
