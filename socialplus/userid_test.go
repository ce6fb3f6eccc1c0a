package socialplus

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckUserID(t *testing.T) {
	for _, id := range []string{"a", "marta", "user@example.org", "山本由紀", strings.Repeat("x", MaxUserID), "admin_lower", "a b"} {
		if err := CheckUserID(id); err != nil {
			t.Errorf("CheckUserID(%q) = %v", id, err)
		}
	}
	for _, id := range []string{"", " a", "a\n", "a\x00b", "ADMIN_x", "DELETED_x", strings.Repeat("x", MaxUserID+1), strings.Repeat("😀", 26), "a\xffb"} {
		var ue *UserIDError
		if err := CheckUserID(id); !errors.As(err, &ue) {
			t.Errorf("CheckUserID(%q) = %v, want a *UserIDError", id, err)
		}
	}
}

func TestUTF16Len(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "日本": 2, "😀": 2, "a\xff": 2} {
		if got := UTF16Len(s); got != want {
			t.Errorf("UTF16Len(%q) = %d, want %d", s, got, want)
		}
	}
}
