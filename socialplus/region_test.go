package socialplus

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseRegion(t *testing.T) {
	for in, want := range map[string]Region{"sg": SG, "EU": EU, " us ": US} {
		if got, err := ParseRegion(in); err != nil || got != want {
			t.Errorf("ParseRegion(%q) = %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "asia", "sg.evil.example", "s g", strings.Repeat("x", 1000), "\x00\xff"} {
		got, err := ParseRegion(in)
		var re *RegionError
		if !errors.As(err, &re) || got != "" {
			t.Errorf("ParseRegion(%q) = %q, %v", in, got, err)
			continue
		}
		if len(err.Error()) > 200 || strings.Contains(err.Error(), "\x00") || !utf8.ValidString(err.Error()) {
			t.Errorf("error repeats hostile input: %q", err.Error())
		}
	}
}

func TestHosts(t *testing.T) {
	for _, r := range Regions() {
		for _, u := range []string{r.BaseURL(), r.LegacyURL(), r.UploadURL(), r.RealtimeURL()} {
			if !strings.Contains(u, "."+string(r)+".amity.co") || strings.HasSuffix(u, "/") {
				t.Errorf("%s: %q", r, u)
			}
		}
	}
	if got, want := SG.BaseURL(), "https://apix.sg.amity.co"; got != want {
		t.Errorf("base %q, want %q", got, want)
	}
	if got, want := US.RealtimeURL(), "wss://sse.us.amity.co:443/mqtt"; got != want {
		t.Errorf("realtime %q, want %q", got, want)
	}
	bad := Region("evil.example/")
	if bad.BaseURL()+bad.LegacyURL()+bad.UploadURL()+bad.RealtimeURL() != "" {
		t.Error("an invalid region has a host")
	}
}
