package gateway

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/webhook"
	"github.com/addend-go/addend/worker/wirejson"
)

// E-mail when something is reported (FAQ F64), through the HTTP interface of a
// mail service: POST {"from", "to", "subject", "text"} with a bearer key.

const (
	mailTime = time.Second // the platform gives a delivery up after 1.5 s
	// Of one thing at most so many mails go out in an hour, however many people
	// report it; one that failed counts, so that the platform's next attempt is
	// another. Once bounds those of all things.
	mailsOfOne = 3
	mailSpan   = time.Hour
	mailBox    = " reports" // whose ids are kept; no user's
)

// mailFlag writes to the moderators. An error asks the platform to try again.
func (g *Gateway) mailFlag(ctx context.Context, f webhook.Flag) error {
	for n := range mailsOfOne {
		first, err := g.Store.Once(ctx, mailBox, f.Thing+"/"+f.ID+"/"+strconv.Itoa(n), g.Now().Add(mailSpan))
		if err != nil {
			return err
		}
		if first {
			return g.mail(ctx, "A "+f.Thing+" was reported", flagText(f))
		}
	}
	return nil
}

func flagText(f webhook.Flag) string {
	return f.Thing + ": " + f.ID + "\nin: " + f.Where + "\nby: " + f.Author + "\nreported by: " + f.By + "\n\n> " + f.Text + "\n\nThe console shows it under Moderation.\n"
}

func (g *Gateway) mail(ctx context.Context, subject, text string) error {
	reply, err := g.Caller.Call(ctx, plan.Call{Method: http.MethodPost, URL: g.Mail.URL, Timeout: mailTime,
		Header: []plan.Field{{"Content-Type", "application/json"}, {"User-Agent", userAgent}, {"Authorization", "Bearer " + g.Mail.Key.Reveal()}},
		Body: wirejson.Append(nil, wirejson.Object{{Name: "from", Value: g.Mail.From}, {Name: "to", Value: g.Mail.To},
			{Name: "subject", Value: subject}, {Name: "text", Value: text}})})
	if err == nil && reply.Status > 299 {
		err = plan.ErrUnreachable
	}
	return err
}
