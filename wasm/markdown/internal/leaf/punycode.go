package leaf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ASCIIHost returns a host name as the network knows it: in lower case, with each label that is not ASCII in Punycode
// (RFC 3492). It does not map compatibility characters as browsers do (UTS 46): it is for showing and comparing, and an
// address keeps the host that its author typed.
func ASCIIHost(host string) string {
	labels := labelsOf(host)
	for i, label := range labels {
		if !isASCII(label) {
			labels[i] = "xn--" + punycode([]rune(label))
		}
	}
	return strings.Join(labels, ".")
}

// labelsOf splits a host at what IDNA takes for dots.
func labelsOf(host string) []string {
	return strings.FieldsFunc(strings.ToLower(host), func(r rune) bool {
		return r == '.' || r == 0x3002 || r == 0xFF0E || r == 0xFF61
	})
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// punycode encodes one label of at most 63 characters (RFC 3492, section 6.3); a longer one is no host name, and what
// is over is left out.
func punycode(label []rune) string {
	const base, tmin, tmax, skew, damp, bias0, n0 = 36, 1, 26, 38, 700, 72, 128
	label = label[:min(len(label), 63)]
	var out []byte
	for _, r := range label {
		if r < n0 {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(n0), 0, bias0
	for handled := basic; handled < len(label); {
		next := rune(unicode.MaxRune)
		for _, r := range label {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (handled + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tmin), tmax)
				if q < t {
					break
				}
				out = append(out, digit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out = append(out, digit(q))
			bias = adapt(delta, handled+1, handled == basic, base, tmin, tmax, skew, damp)
			delta = 0
			handled++
		}
		delta++
		n++
	}
	return string(out)
}

func adapt(delta, points int, first bool, base, tmin, tmax, skew, damp int) int {
	if first {
		delta /= damp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (base-tmin)*tmax/2 {
		delta /= base - tmin
		k += base
	}
	return k + (base-tmin+1)*delta/(delta+skew)
}

func digit(n int) byte {
	if n < 26 {
		return byte('a' + n)
	}
	return byte('0' + n - 26)
}
