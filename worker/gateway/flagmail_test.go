package gateway

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/settings"
)

// A report becomes an e-mail, one that fails is tried again with the platform's
// next attempt, and a thing that many report does not fill a mailbox (FAQ F64).
func TestReportsAreMailed(t *testing.T) {
	g := newRig(t, func(o *Options) {
		o.Live, o.WebhookSecrets = live.NewMemory(nil), []secret.Text{secret.New("webhook-secret")}
		o.Mail = &settings.Mail{URL: "https://mail.test/emails", Key: secret.New("mail-key"), From: "reports@example.org", To: []string{"a@example.org", "b@example.org"}}
	})
	status := 200
	g.reply = func(c plan.Call) (plan.Reply, error) { return plan.Reply{Status: status}, nil }
	hook := func(body string) *recorder {
		mac := hmac.New(sha256.New, []byte("webhook-secret"))
		mac.Write([]byte(body))
		return g.ask(nil, "POST", "/hooks/events", body, "Content-Type", "application/json", "X-Amity-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	report := func(id string) string {
		return `{"event":"v3.post.didFlag","data":{"posts":[{"postId":"` + id + `","postedUserId":"ada","targetId":"c","data":{"text":"rude words"}}],"flaggedUserId":"bo"}}`
	}
	if w := hook(report("p")); w.Code != 200 || len(g.calls) != 1 {
		t.Fatalf("%d %s, %d calls", w.Code, w.Body, len(g.calls))
	}
	c := g.calls[0]
	want := `{"from":"reports@example.org","to":["a@example.org","b@example.org"],"subject":"A post was reported","text":"post: p\u000ain: c\u000aby: ada\u000areported by: bo\u000a\u000a\u003e rude words\u000a\u000aThe console shows it under Moderation.\u000a"}`
	if c.Method != "POST" || c.URL != "https://mail.test/emails" || string(c.Body) != want || c.Timeout > 1200*time.Millisecond {
		t.Errorf("%+v %s", c, c.Body)
	}
	if !strings.Contains(strings.Join(fieldsOf(c), "\n"), "Authorization: Bearer mail-key") {
		t.Errorf("%v", c.Header)
	}
	status = 503
	if w := hook(report("q")); w.code() != "state-unavailable" || strings.Contains(w.Body.String(), "mail-key") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	status = 200
	if w := hook(report("q")); w.Code != 200 || len(g.calls) != 3 {
		t.Errorf("%d %s, %d calls", w.Code, w.Body, len(g.calls))
	}
	for range 10 {
		hook(report("p"))
	}
	if len(g.calls) != 3+2 {
		t.Errorf("%d mails", len(g.calls))
	}
	g.now = g.now.Add(time.Hour)
	hook(report("p"))
	if len(g.calls) != 6 {
		t.Errorf("%d mails after an hour", len(g.calls))
	}
	g.Mail = nil
	if w := hook(report("r")); w.Code != 200 || len(g.calls) != 6 {
		t.Errorf("without a mail service: %d, %d calls", w.Code, len(g.calls))
	}
}

func fieldsOf(c plan.Call) (list []string) {
	for _, f := range c.Header {
		list = append(list, f[0]+": "+f[1])
	}
	return list
}
