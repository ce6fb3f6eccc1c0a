package conformance

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// A report reaches the mail service from both hosts (FAQ F64).
func TestReportMailNative(t *testing.T) {
	url, came := mailService(t)
	mailsReports(t, nativeHost(t, mailSettings(url)), came)
}

func TestReportMailEdge(t *testing.T) {
	skipWithoutEdge(t)
	url, came := mailService(t)
	mailsReports(t, bareEdge(t, mailSettings(url), nil), came)
}

func mailSettings(url string) map[string]string {
	return map[string]string{"ADDEND_WEBHOOK_SECRETS": webhookSecret, "ADDEND_MAIL_URL": url, "ADDEND_MAIL_KEY": "key-of-the-mail-service", "ADDEND_MAIL_FROM": "reports@example.org", "ADDEND_MAIL_TO": "moderators@example.org"}
}

func mailService(t *testing.T) (url string, came chan string) {
	came = make(chan string, 10)
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		came <- r.Method + " " + r.URL.Path + " " + r.Header.Get("Authorization") + " " + string(body)
		if strings.Contains(string(body), "refused") {
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}))
	t.Cleanup(service.Close)
	return service.URL + "/emails", came
}

func mailsReports(t *testing.T, h *host, came chan string) {
	report := func(text string) []byte {
		return []byte(`{"event":"v3.post.didFlag","data":{"posts":[{"postId":"` + text + `","postedUserId":"ada","targetId":"c","data":{"text":"` + text + `"}}],"flaggedUserId":"bo"}}`)
	}
	want(t, h.hook(t, report("rude"), sign(report("rude"))), 200, "")
	select {
	case mail := <-came:
		if !strings.HasPrefix(mail, "POST /emails Bearer key-of-the-mail-service {") || !strings.Contains(mail, `"to":["moderators@example.org"]`) || !strings.Contains(mail, "rude") {
			t.Errorf("%s: %s", h.name, mail)
		}
	case <-time.After(10 * time.Second):
		t.Errorf("%s: no mail", h.name)
	}
	want(t, h.hook(t, report("refused"), sign(report("refused"))), 503, "state-unavailable")
	want(t, h.hook(t, report("unsigned"), ""), 401, "hook-refused")
	if n := len(came); n != 1 {
		t.Errorf("%s: %d more mails", h.name, n)
	}
	if strings.Contains(h.log.String(), "key-of-the-mail-service") {
		t.Error("the key is in the log")
	}
}
