package markdown

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// pathological are texts that take goldmark, or what comes after it, more than linear time or space; n is roughly the
// number of bytes.
var pathological = map[string]func(n int) string{
	"lists in lists":           func(n int) string { return strings.Repeat("- ", n/2) + "x" },
	"blank lines in lists":     func(n int) string { return strings.Repeat("- ", 60) + "x" + strings.Repeat("\n", n) },
	"items by indentation":     func(n int) string { return indented(n) },
	"quotes in quotes":         func(n int) string { return strings.Repeat("> ", n/2) + "x" },
	"quotes and lists":         func(n int) string { return strings.Repeat("> - ", n/4) + "x" },
	"half-written images":      func(n int) string { return strings.Repeat("![a](", n/5) },
	"half-written links":       func(n int) string { return strings.Repeat("[a](b", n/5) },
	"half-written and an end":  func(n int) string { return strings.Repeat("[a](b", n/5) + ")" },
	"half-written pointy":      func(n int) string { return strings.Repeat("[a](<b", n/6) },
	"half-written titles":      func(n int) string { return strings.Repeat(`[a](b "c`, n/8) },
	"half-written parentheses": func(n int) string { return strings.Repeat("[a](b (c", n/8) },
	"half-written references":  func(n int) string { return strings.Repeat("[a][", n/4) },
	"open brackets":            func(n int) string { return strings.Repeat("[", n) },
	"open image brackets":      func(n int) string { return strings.Repeat("![[", n/3) },
	"brackets round a link":    func(n int) string { return strings.Repeat("[", n/2) + "a](b)" + strings.Repeat("]", n/2) },
	"links in a row":           func(n int) string { return strings.Repeat("[a](b)", n/6) },
	"images in images":         func(n int) string { return strings.Repeat("![", n/6) + "a" + strings.Repeat("](b)", n/6) },
	"delimiters of two kinds":  func(n int) string { return strings.Repeat("*a_ ", n/4) },
	"delimiters of two widths": func(n int) string { return strings.Repeat("a**b", n/8) + strings.Repeat("c* ", n/6) },
	"emphasis in emphasis":     func(n int) string { return strings.Repeat("*a **a ", n/14) + "b" + strings.Repeat(" a** a*", n/14) },
	"tildes":                   func(n int) string { return strings.Repeat("~~a ~b ", n/7) },
	"runs of backticks": func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("`", i) + "a")
		}
		return b.String()
	},
	"tags":                                  func(n int) string { return strings.Repeat("<b>", n/3) },
	"end tags":                              func(n int) string { return strings.Repeat("<b>", n/6) + strings.Repeat("</i>", n/8) },
	"tags that nest":                        func(n int) string { return strings.Repeat("<b>", n/7) + strings.Repeat("</b>", n/7) },
	"tags that nest in block":               func(n int) string { return strings.Repeat("<div>\n", n/13) + strings.Repeat("</div>\n", n/13) },
	"half-written attributes":               func(n int) string { return strings.Repeat(`<b x="`, n/6) },
	"half-written comments":                 func(n int) string { return strings.Repeat("<!-- ", n/5) },
	"comments in a block":                   func(n int) string { return "<div>" + strings.Repeat("<!--", n/4) },
	"declarations":                          func(n int) string { return strings.Repeat("<!A", n/3) },
	"ampersands":                            func(n int) string { return strings.Repeat("&", n) },
	"half-written references to characters": func(n int) string { return strings.Repeat("&a", n/2) },
	"words that end like an address":        func(n int) string { return strings.Repeat("_a", n/2) + "@b.c" },
	"half-written addresses":                func(n int) string { return strings.Repeat("(http://aaaa", n/12) },
	"addresses with brackets":               func(n int) string { return "http://a.b/" + strings.Repeat("(", n/2) + strings.Repeat(")", n/2) },
	"definitions":                           func(n int) string { return strings.Repeat("[a]: b\n", n/7) },
	"definitions that end late":             func(n int) string { return strings.Repeat("[a]: b 'c\n", n/10) },
	"a long address used often":             func(n int) string { return "[a]: /" + strings.Repeat("b", n/2) + "\n\n" + strings.Repeat("[a]", n/6) },
	"a table of empty cells": func(n int) string {
		return strings.Repeat("|a", n/8) + "|\n" + strings.Repeat("|-", n/8) + "|\n" + strings.Repeat("x\n", n/4)
	},
	"tables in a row": func(n int) string { return strings.Repeat("a|b\n-|-\n", n/8) },
	"pipes in code":   func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", n/7) },
	"line ends":       func(n int) string { return strings.Repeat("a  \n", n/4) },
	"headings":        func(n int) string { return strings.Repeat("# a\n", n/4) },
	"zeros":           func(n int) string { return strings.Repeat("\x00", n) },
	"broken UTF-8":    func(n int) string { return strings.Repeat("\xff\xc3", n/2) },
}

// indented is a list whose every item is one level deeper than the one before.
func indented(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// Whatever a text is, it comes back: rendered, or whole and escaped with the reason. At the greatest length many of
// these would take goldmark alone from seconds to hours, so a wall that gives way shows as a test that does not end.
func TestHostileTextsEnd(t *testing.T) {
	sizes := []int{1000, 20_000, 100_000} // the last is twice the platform's longest post
	if runtime.GOOS == "js" {
		sizes = sizes[:2] // five times as slow, and nothing new to find
	}
	for name, text := range pathological {
		for _, n := range sizes {
			source := text(n)
			for _, profile := range Profiles() {
				got, err := Render(source, Options{Profile: profile})
				if err == nil {
					continue
				}
				var e *Error
				if !errors.As(err, &e) || e.Hint == "" || e.Code != CodeTooDeep && e.Code != CodeTooComplex && e.Code != CodeTooLong {
					t.Errorf("%s: %v", name, err)
				}
				if want := string(AppendPlain(nil, source)); got != want {
					t.Errorf("%s: %d bytes of text became %d of HTML, want it whole: %d", name, len(source), len(got), len(want))
				}
			}
			Text(source, 100)
		}
	}
}

// The limits are far from what people write.
func TestHonestTextsAreRendered(t *testing.T) {
	paragraph := "A sentence with *emphasis*, **strength**, `code`, [a link](https://a.example/b \"c\"), an https://address.example/, " +
		"a snake_case_word, 2 * 3 * 4, a [bracket] and (parentheses), an e-mail@address.example & \"quotes\".\n"
	for name, text := range map[string]string{
		"a post of one paragraph":   strings.Repeat(paragraph, 50_000/len(paragraph)),
		"a long document":           strings.Repeat(strings.Repeat(paragraph, 4)+"\n", MaxBytes/4/len(paragraph)-10),
		"a long list":               strings.Repeat("- [x] item with a [link](/a)\n", 20_000),
		"a list of many levels":     indented(60 * 60)[:60*60],
		"a wide table":              strings.Repeat("| a ", 40) + "|\n" + strings.Repeat("|---", 40) + "|\n" + strings.Repeat(strings.Repeat("| b ", 40)+"|\n", 200),
		"a long table":              "| a | b |\n|---|---|\n" + strings.Repeat("| `c` | d\\|e |\n", 1000),
		"many definitions":          strings.Repeat("see [a]\n", 500) + "\n" + strings.Repeat("[a]: https://a.example/b\n", 500),
		"badges":                    strings.Repeat("[![a](https://a.example/b.svg)](https://a.example/c)\n", 100),
		"a long line of code":       "```\n" + strings.Repeat("x", MaxBytes-100) + "\n```\n",
		"the greatest length":       strings.Repeat("a", MaxBytes),
		"many blank lines":          "- a\n" + strings.Repeat("\n", 50_000) + "b",
		"a quote of a quote":        strings.Repeat("> > a line that was quoted twice\n", 10_000),
		"HTML of a readme":          strings.Repeat("<p align=\"center\"><a href=\"https://a.example\"><img src=\"https://a.example/b.svg\" alt=\"c\"></a></p>\n\n", 1000),
		"a table written as HTML":   "<table>\n" + strings.Repeat("<tr><td>a</td><td>b</td></tr>\n", 2000) + "</table>\n",
		"details inside details":    strings.Repeat("<details>\n\n", 20) + "a\n" + strings.Repeat("\n</details>\n", 20),
		"underscores and asterisks": strings.Repeat("snake_case_name and 2*3*4 ", 2000),
	} {
		for _, profile := range Profiles() {
			if _, err := Render(text, Options{Profile: profile}); err != nil {
				t.Errorf("%s in %s (%d bytes): %v", name, profile, len(text), err)
			}
		}
	}
}

func TestLengthIsCheckedBeforeParsing(t *testing.T) {
	html, err := Render(strings.Repeat("<", MaxBytes+1), Options{})
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeTooLong || !strings.Contains(e.Message, "1048577 bytes") {
		t.Errorf("got %v", err)
	}
	if html != strings.Repeat("&lt;", MaxBytes+1) {
		t.Errorf("the text is not whole: %d bytes", len(html))
	}
}
