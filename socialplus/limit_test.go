package socialplus

import "testing"

// What the Technical FAQ and the platform's contract say in figures. They stand
// here a second time on purpose: a slip in the table must not go unnoticed.
func TestFiguresOfThePlatform(t *testing.T) {
	for _, row := range []struct {
		name      string
		got, want int
	}{
		{"calls in the window (F77)", RateCalls, 100},
		{"the window in seconds (F77)", RateWindowSeconds, 5},
		{"life of an authentication token in seconds (F08)", AuthTokenSeconds, 600},
		{"life of an access token in seconds (F18)", AccessTokenSeconds, 2_592_000},
		{"items of a page (F23)", DefaultPage, 20},
		{"most items of a page", MaxPage, 100},
		{"bytes of an upload (F30, F31)", MaxUploadBytes, 1_073_741_824},
		{"seconds of a video (F31)", MaxVideoSeconds, 7_200},
		{"attachments of a post (F30, F31)", MaxPostAttachments, 10},
		{"text of a post", MaxPostText, 50_000},
		{"text of a message", MaxMessageText, 20_000},
		{"code of an invalid session", int(CodeUnauthorized), 400100},
		{"code of a blocked word (F04)", int(CodeBanWordFound), 400308},
		{"code of a link (F79)", int(CodeLinkNotAllowed), 400309},
		{"code of the rate limit (F80)", int(CodeRateLimit), 400311},
		{"code of a global ban (F83)", int(CodeGlobalBan), 400312},
		{"code of image moderation (F78)", int(CodeUnsafeContent), 400314},
		{"code of what does not exist", int(CodeItemNotFound), 400400},
		{"code of refused data", int(CodeBusinessError), 500000},
	} {
		if row.got != row.want {
			t.Errorf("%s: %d, want %d", row.name, row.got, row.want)
		}
	}
}
