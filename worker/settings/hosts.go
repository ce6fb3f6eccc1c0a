package settings

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
)

func (r *reader) origins(name string) []string {
	var list []string
	for _, text := range fields(r.get(name)) {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			r.wrong(name, "has an entry that is not an origin", "scheme and host only, as https://app.example.org; several are separated by commas")
			return nil
		}
		list = append(list, strings.ToLower(u.Scheme+"://"+u.Host))
	}
	return list
}

func isHost(host string) bool {
	u, err := url.Parse("https://" + host)
	return err == nil && u.Host == host && u.Hostname() != "" && !strings.Contains(host, "*")
}

func (r *reader) hosts(name string) []string {
	var list []string
	for _, host := range fields(r.get(name)) {
		if !isHost(host) {
			r.wrong(name, "has an entry that is not a host name", "as cdn.example.org, or with a port; no wildcards; several are separated by commas")
			return nil
		}
		list = append(list, strings.ToLower(host))
	}
	return list
}

// overTLS takes URLs of a host, without a user, by https, or by http to this
// machine.
func overTLS(u *url.URL) bool {
	return u.Hostname() != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && Loopback(u.Host))
}

// Loopback reports whether host, with or without a port, names this machine.
func Loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
