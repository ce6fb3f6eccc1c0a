package settings

import (
	"net/url"
	"strings"

	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/secret"
)

// push reads the keys of Web Push (FAQ F70): all of it or nothing.
func (r *reader) push() *push.Keys {
	const public, private, subject, hosts = "ADDEND_PUSH_PUBLIC_KEY", "ADDEND_PUSH_PRIVATE_KEY", "ADDEND_PUSH_SUBJECT", "ADDEND_PUSH_HOSTS"
	if !r.together("Web Push (FAQ F70)", public, private, subject) {
		return nil
	}
	const hint = "VAPID keys in base64url, as from: addend-admin push keys"
	k := &push.Keys{Private: secret.New(strings.TrimRight(r.get(private), "=")), Subject: r.get(subject), Hosts: r.hosts(hosts)}
	var err error
	if k.Public, err = push.Decode(r.get(public)); err != nil || len(k.Public) != 65 || k.Public[0] != 4 {
		r.wrong(public, "is not an uncompressed point of P-256, 65 bytes", hint)
	}
	if b, err := push.Decode(k.Private.Reveal()); err != nil || len(b) != 32 {
		r.wrong(private, "is not 32 bytes of base64", hint)
	}
	if u, err := url.Parse(k.Subject); err != nil || len(k.Subject) > 200 || u.Scheme != "mailto" && (u.Scheme != "https" || u.Host == "") {
		r.wrong(subject, "is neither a mailto: nor an https: address", "whom a push service writes to when something is wrong, as mailto:ops@example.org")
	}
	if len(k.Hosts) == 0 {
		k.Hosts = push.KnownHosts()
	}
	return k
}
