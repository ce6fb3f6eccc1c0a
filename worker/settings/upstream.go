package settings

import (
	"net/url"
	"strings"

	"github.com/addend-go/addend/socialplus"
)

func (r *reader) upstream() *url.URL {
	const name = "ADDEND_UPSTREAM"
	base := r.get(name)
	if base == "" {
		region := r.get("ADDEND_REGION")
		if region == "" {
			r.wrong(name, missing, "set it to the platform's base URL, or ADDEND_REGION to sg, eu or us (FAQ F54)")
			return nil
		}
		known, err := socialplus.ParseRegion(region)
		if err != nil {
			r.wrong("ADDEND_REGION", "is not a region", "use sg, eu or us; the console shows yours under Settings > Security (FAQ F54)")
			return nil
		}
		base = known.BaseURL()
	}
	u, err := url.Parse(strings.TrimRight(base, "/"))
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		r.wrong(name, "is not an absolute http or https URL", "as https://apix.sg.amity.co")
	case u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "":
		r.wrong(name, "has a user, a query or a fragment", "give scheme, host and at most a path")
	case u.Scheme == "http" && !Loopback(u.Host):
		r.wrong(name, "is plain http to another machine", "use https: access tokens travel over it")
	default:
		return u
	}
	return nil
}
