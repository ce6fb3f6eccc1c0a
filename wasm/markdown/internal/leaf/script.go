package leaf

import (
	"strings"
	"unicode"
)

// isMixed reports whether a host has a label that can be taken for another: letters of scripts that no language writes
// together (Unicode Technical Standard 39, section 5.2, the level "highly restrictive"), or a label of Cyrillic or Greek
// letters that all look like Latin ones, under a name that ends in Latin.
func isMixed(host string) bool {
	labels := labelsOf(host)
	for _, label := range labels {
		if isASCII(label) {
			continue
		}
		s := scriptsOf(label)
		switch {
		case s&(s-1) == 0:
			if s&(cyrillic|greek) != 0 && isASCII(labels[len(labels)-1]) && looksLatin(label) {
				return true
			}
		case s&^(latin|han|kana) == 0, s&^(latin|han|bopomofo) == 0, s&^(latin|han|hangul) == 0:
		default:
			return true
		}
	}
	return false
}

type scripts uint16

const (
	latin scripts = 1 << iota
	cyrillic
	greek
	armenian
	han
	kana
	bopomofo
	hangul
	hebrew
	arabic
	other // each letter of another script
)

func scriptsOf(label string) scripts {
	var s scripts
	for _, r := range label {
		switch {
		case unicode.In(r, unicode.Common, unicode.Inherited):
		case unicode.Is(unicode.Latin, r):
			s |= latin
		case unicode.Is(unicode.Cyrillic, r):
			s |= cyrillic
		case unicode.Is(unicode.Greek, r):
			s |= greek
		case unicode.Is(unicode.Armenian, r):
			s |= armenian
		case unicode.Is(unicode.Han, r):
			s |= han
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			s |= kana
		case unicode.Is(unicode.Bopomofo, r):
			s |= bopomofo
		case unicode.Is(unicode.Hangul, r):
			s |= hangul
		case unicode.Is(unicode.Hebrew, r):
			s |= hebrew
		case unicode.Is(unicode.Arabic, r):
			s |= arabic
		default:
			s |= other
		}
	}
	return s
}

// looksLatin reports whether every letter has a twin among the Latin ones.
func looksLatin(label string) bool {
	const twins = "асԁеһіјӏорԛѕԝхуъьґҽпгѵѡ" + "αικνορτυωχ"
	return strings.IndexFunc(label, func(r rune) bool { return unicode.IsLetter(r) && !strings.ContainsRune(twins, r) }) < 0
}
