package markdown

import (
	"bytes"
	"encoding/binary"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/html"
)

// unstreamed builds from a stream what mount builds, and writes it as HTML.
func unstreamed(t *testing.T, stream []byte) string {
	t.Helper()
	n := int(binary.LittleEndian.Uint32(stream))
	text := utf16.Encode([]rune(string(stream[4+4*n:])))
	take := func(word uint32) string {
		s := string(utf16.Decode(text[:word>>8]))
		text = text[word>>8:]
		return s
	}
	root := &html.Node{Type: html.DocumentNode}
	node := root
	for i := range n {
		word := binary.LittleEndian.Uint32(stream[4+4*i:])
		switch word & 3 {
		case opText:
			node.AppendChild(&html.Node{Type: html.TextNode, Data: take(word)})
		case opElement:
			child := &html.Node{Type: html.ElementNode, Data: Elements()[word>>2&63]}
			if word&withDir != 0 {
				child.Attr = append(child.Attr, html.Attribute{Key: "dir", Val: "auto"})
			}
			if word&withRel != 0 {
				child.Attr = append(child.Attr, html.Attribute{Key: "rel", Val: relation})
			}
			node.AppendChild(child)
			node = child
		case opAttribute:
			node.Attr = append(node.Attr, html.Attribute{Key: Attributes()[word>>2&63], Val: take(word)})
		default:
			node = node.Parent
		}
	}
	if node != root || len(text) != 0 {
		t.Fatalf("the stream does not end where it began: %d units are left", len(text))
	}
	var b bytes.Buffer
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		serialise(&b, c)
	}
	return b.String()
}

// Nodes built by hand have no atoms, so serialise gives void elements end tags: they are taken out again.
func TestOperationsSayWhatTheHTMLSays(t *testing.T) {
	everything := Options{Profile: Post, HTML: HTMLDrop, IDPrefix: "m-", Links: LinkOptions{Target: "_blank"}, Images: ImagesClick,
		MentionURL: "/u/{id}", HashtagURL: "/t/{tag}", HeadingOffset: 1}
	for _, o := range []Options{{}, {Profile: Post}, everything} {
		r, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range append(hostile(t), "😀 \ufeffa é < & \" '", "[^a] #b @c\n\n[^a]: d", strings.Repeat("> ", 100)) {
			want, wantErr := r.Append(nil, source)
			stream, err := r.AppendOperations(nil, source)
			if (err == nil) != (wantErr == nil) {
				t.Errorf("%q: %v and %v", source, err, wantErr)
			}
			if got := voids.ReplaceAllString(unstreamed(t, stream), ""); sorted(got) != sorted(string(want)) {
				t.Errorf("%q\nHTML   %q\nstream %q", source, want, got)
			}
		}
	}
}

// sorted is HTML with the attributes of each element in the order of their names.
func sorted(html string) string {
	return startTags.ReplaceAllStringFunc(html, func(tag string) string {
		all := oneAttribute.FindAllString(tag, -1)
		slices.Sort(all)
		return tag[:strings.IndexByte(tag, ' ')] + strings.Join(all, "") + ">"
	})
}

var (
	startTags    = regexp.MustCompile(`<[a-z0-9]+ [^<>]*>`)
	oneAttribute = regexp.MustCompile(` [a-z]+="[^"]*"`)
)

var voids = regexp.MustCompile(`</(?:br|hr|img|input|wbr)>`)

func TestOperationsRefuseOtherHTML(t *testing.T) {
	for _, s := range []string{"<script>", "<p>", "</p>", "<p></em>", "<p", "<p >", "<P></P>", "<p onclick=\"x\"></p>", "<p title='x'></p>", "<p title=\"x></p>",
		"a & b", "a &copy; b", "a > b", "\"", "a\xff", "<br/>", "<p title=\"<\"></p>", "<!-- a -->", "<svg></svg>", "<p title></p>"} {
		if got, ok := appendOperations(nil, []byte(s)); ok {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// The package's JavaScript has the same lists, in the same order.
func TestMountHasTheSameLists(t *testing.T) {
	raw, err := os.ReadFile("../npm/mount.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{"elements": Elements(), "attributes": Attributes()} {
		m := regexp.MustCompile(`(?s)const ` + name + ` =\s*"([a-z0-9 ]+)"`).FindSubmatch(raw)
		if m == nil || string(m[1]) != strings.Join(want, " ") {
			t.Errorf("%s in mount.js: %s", name, m)
		}
		if len(want) > 64 {
			t.Errorf("%d %s do not fit into six bits", len(want), name)
		}
	}
}
