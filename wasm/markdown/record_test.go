package markdown

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParseRecord(t *testing.T) {
	record := strings.ReplaceAll("profile|post|images|click|imageProxy|/p/{url}|links.target|_blank|links.rel|ugc|links.allow|https relative|headingOffset|2|"+
		"breaks|true|html|drop|idPrefix|m-|mentions.url|/u/{id}|hashtags.url|/t/{tag}|mention|3,5,a,b|", "|", "\x00")
	want := Options{Profile: Post, Images: ImagesClick, ImageProxy: "/p/{url}", Links: LinkOptions{"_blank", "ugc", []string{"https", "relative"}},
		HeadingOffset: 2, Breaks: Yes, HTML: HTMLDrop, IDPrefix: "m-", MentionURL: "/u/{id}", HashtagURL: "/t/{tag}"}
	got, mentions, err := ParseRecord(record)
	if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(mentions, []Mention{{Start: 3, Length: 5, ID: "a,b"}}) {
		t.Errorf("got %+v, %+v, %v", got, mentions, err)
	}
	if o, _, err := ParseRecord("breaks\x00false\x00links.allow\x00\x00"); err != nil || o.Breaks != No || o.Links.Allow == nil {
		t.Errorf("got %+v, %v", o, err)
	}
	for _, bad := range []string{"images", "images\x00link", "sanitize\x00false\x00", "mention\x001,x\x00", "mention\x001,2\x00"} {
		_, _, err := ParseRecord(bad)
		if e := (*Error)(nil); !errors.As(err, &e) || e.Code != CodeBadOption || e.Hint == "" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if o, _, err := ParseRecord("headingOffset\x00x\x00"); err != nil || o.HeadingOffset != -1 {
		t.Errorf("an offset that is no number: %+v, %v", o, err)
	}
}
