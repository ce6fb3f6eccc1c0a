package settings

import (
	"net/url"
	"strings"

	"github.com/addend-go/addend/worker/secret"
)

// Mail is the mail service that writes to moderators (FAQ F64).
type Mail struct {
	URL  string // POST takes {"from", "to", "subject", "text"}
	Key  secret.Text
	From string
	To   []string
}

const maxMailTo = 10

// mail reads the mail service: all of it or nothing.
func (r *reader) mail() *Mail {
	const address, key, from, to = "ADDEND_MAIL_URL", "ADDEND_MAIL_KEY", "ADDEND_MAIL_FROM", "ADDEND_MAIL_TO"
	if !r.together("e-mail of reports (FAQ F64)", address, key, from, to) {
		return nil
	}
	m := &Mail{URL: r.get(address), Key: secret.New(r.key(key, true)), From: r.get(from), To: fields(r.get(to))}
	if u, err := url.Parse(m.URL); err != nil || !overTLS(u) {
		r.wrong(address, "is not an absolute https URL", "the address at which the mail service takes a message, as https://api.resend.com/emails")
	}
	if !isAddress(m.From) {
		r.wrong(from, "is not an address", "as reports@example.org, of a domain that the mail service knows")
	}
	for _, one := range m.To {
		if !isAddress(one) || len(m.To) > maxMailTo {
			r.wrong(to, "has an entry that is not an address, or more than 10", "as moderators@example.org; several are separated by commas")
			break
		}
	}
	return m
}

// isAddress takes name@host without comments, quotes and display names: the mail
// service judges the rest.
func isAddress(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && strings.Contains(host, ".") && len(s) <= 254 && !strings.ContainsAny(s, " \t\r\n<>\"(),:;\\") && !strings.Contains(host, "@")
}
