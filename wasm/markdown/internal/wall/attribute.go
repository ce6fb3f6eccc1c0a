package wall

import "bytes"

// attribute is a set of attributes.
type attribute uint32

const (
	hrefAttr attribute = 1 << iota
	relAttr
	titleAttr
	classAttr
	startAttr
	alignAttr
	typeAttr
	checkedAttr
	disabledAttr
	srcAttr
	altAttr
	widthAttr
	heightAttr
	loadingAttr
	decodingAttr
	referrerAttr
	openAttr
	colspanAttr
	rowspanAttr
	dirAttr
	languageAttr

	loadAttrs = loadingAttr | decodingAttr | referrerAttr
	spanAttrs = colspanAttr | rowspanAttr
)

// onlyInPosts are what an element that messages have too may have in posts only.
func (e *element) onlyInPosts() attribute {
	if e.has&spanAttrs != 0 {
		return spanAttrs
	}
	return alignAttr | languageAttr
}

func attributeNamed(s []byte) attribute {
	switch string(s) {
	case "href":
		return hrefAttr
	case "rel":
		return relAttr
	case "title":
		return titleAttr
	case "class":
		return classAttr
	case "dir":
		return dirAttr
	case "start":
		return startAttr
	case "align":
		return alignAttr
	case "type":
		return typeAttr
	case "checked":
		return checkedAttr
	case "disabled":
		return disabledAttr
	case "src":
		return srcAttr
	case "alt":
		return altAttr
	case "width":
		return widthAttr
	case "height":
		return heightAttr
	case "loading":
		return loadingAttr
	case "decoding":
		return decodingAttr
	case "referrerpolicy":
		return referrerAttr
	case "open":
		return openAttr
	case "colspan":
		return colspanAttr
	case "rowspan":
		return rowspanAttr
	case "language":
		return languageAttr
	}
	return 0
}

// allows reports whether the attribute may have this value, as it is serialised.
func (a attribute) allows(v []byte) bool {
	switch a {
	case hrefAttr:
		return address(v, true)
	case srcAttr:
		return address(v, false)
	case relAttr:
		return string(v) == "nofollow ugc noopener noreferrer"
	case titleAttr, altAttr:
		return text(v)
	case classAttr:
		return bytes.HasPrefix(v, []byte("language-")) && language(v[len("language-"):])
	case languageAttr:
		return language(v)
	case startAttr:
		return digits(v, 9)
	case alignAttr:
		return string(v) == "left" || string(v) == "right" || string(v) == "center"
	case dirAttr:
		return string(v) == "auto"
	case typeAttr:
		return string(v) == "checkbox"
	case checkedAttr, disabledAttr, openAttr:
		return len(v) == 0
	case widthAttr, heightAttr:
		return digits(v, 4) && v[0] != '0'
	case colspanAttr, rowspanAttr:
		return digits(v, 3) && v[0] != '0'
	case loadingAttr:
		return string(v) == "lazy"
	case decodingAttr:
		return string(v) == "async"
	case referrerAttr:
		return string(v) == "no-referrer"
	}
	return false
}

func text(v []byte) bool {
	for i := 0; i < len(v); {
		switch c := v[i]; {
		case c >= 64 || special>>c&1 == 0:
			i++
		case c == '&' && reference(v[i:]) > 0:
			i += reference(v[i:])
		default:
			return false
		}
	}
	return true
}

func digits(v []byte, most int) bool {
	for _, c := range v {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(v) > 0 && len(v) <= most
}

// language takes names in ASCII; the others are for the sanitiser.
func language(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && !isDigit(c) && c != '_' && c != '+' && c != '#' && c != '.' && c != '-' && c != ';' {
			return false
		}
	}
	return len(v) > 0 && len(v) <= 40
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
