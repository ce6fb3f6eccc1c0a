package socialplus

import (
	"strings"
	"testing"
)

func TestExplanationsAreComplete(t *testing.T) {
	var last Code
	for _, e := range Codes() {
		if e.Code <= last {
			t.Errorf("%d stands after %d: the table must ascend without repeats", e.Code, last)
		}
		last = e.Code
		for what, text := range map[string]string{"name": e.Name, "title": e.Title, "cause": e.Cause, "remedy": e.Remedy} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%d has no %s", e.Code, what)
			}
		}
		if !strings.HasSuffix(e.Cause, ".") || !strings.HasSuffix(e.Remedy, ".") {
			t.Errorf("%d: cause and remedy are sentences: %q, %q", e.Code, e.Cause, e.Remedy)
		}
		if strings.Contains(e.Title+e.Cause+e.Remedy, "!") {
			t.Errorf("%d has an exclamation mark", e.Code)
		}
		switch e.Retry {
		case RetryNever, RetryLater, RetrySignIn:
		default:
			t.Errorf("%d has retry %q", e.Code, e.Retry)
		}
		if client := e.Code >= 800000; client != (e.Status == 0) {
			t.Errorf("%d has status %d: only the client's own codes have none", e.Code, e.Status)
		}
		for _, row := range e.FAQ {
			if len(row) != 3 || row[0] != 'F' {
				t.Errorf("%d names FAQ row %q", e.Code, row)
			}
		}
	}
}

// The codes that the FAQ asks about must be explained, each naming its row.
func TestFAQCodesAreExplained(t *testing.T) {
	for code, row := range map[Code]string{
		CodeUnsafeContent:         "F78",
		CodeLinkNotAllowed:        "F79",
		CodeRateLimit:             "F80",
		CodeClientUnknown:         "F74",
		CodeBadRequest:            "F75",
		CodeClientQueryInProgress: "F76",
		CodeGlobalBan:             "F83",
	} {
		e, ok := Explain(code)
		if !ok {
			t.Errorf("%d is not explained", code)
			continue
		}
		if !strings.Contains(strings.Join(e.FAQ, " "), row) {
			t.Errorf("%d names rows %v, want %s among them", code, e.FAQ, row)
		}
	}
	if _, ok := Explain(1); ok {
		t.Error("code 1 is explained")
	}
}

func TestOnlyWaitingHelpsAgainstTheRateLimit(t *testing.T) {
	if e, _ := Explain(CodeRateLimit); e.Retry != RetryLater || e.Status != 429 {
		t.Errorf("rate limit: retry %q, status %d", e.Retry, e.Status)
	}
	if e, _ := Explain(CodeUnauthorized); e.Retry != RetrySignIn || e.Status != 401 {
		t.Errorf("unauthorised: retry %q, status %d", e.Retry, e.Status)
	}
}
