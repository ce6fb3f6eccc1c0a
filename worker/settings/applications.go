package settings

import (
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/wirejson"
)

// Application is one application of the platform (FAQ F58, F89): its settings,
// and the host names it is served under. Without ADDEND_APPS there is one, with
// neither name nor hosts.
type Application struct {
	Name  string
	Hosts []string // lower case; with a port when the table says one
	Settings
}

// MaxApplications bounds the table: each costs the edge worker some memory.
const MaxApplications = 64

// shared are the settings of the program, not of an application; inherited those
// that an application takes over when it says nothing else. Keys, regions, hooks
// and ways to sign in are never inherited: forgetting one must not lend it.
var (
	shared    = []string{"ADDEND_LISTEN", "ADDEND_WEB_DIR", "ADDEND_NPM_DIR", "ADDEND_DATA", "ADDEND_APPS", "ADDEND_ADDRESS_LIMIT", "ADDEND_ADDRESS_HEADER"}
	inherited = []string{"ADDEND_COOKIE_KEYS", "ADDEND_UPSTREAM_TIMEOUT"}
)

// ParseAll reads the settings of all applications. ADDEND_APPS is a JSON object
// of applications by name, each an object of "hosts" and of settings by their
// own names:
//
//	{"shop": {"hosts": ["shop.example.org"], "ADDEND_REGION": "eu", "ADDEND_API_KEY": "…"}}
func ParseAll(get func(name string) string) ([]Application, error) {
	table := strings.TrimSpace(get("ADDEND_APPS"))
	if table == "" {
		s, err := Parse(get)
		return []Application{{Settings: s}}, err
	}
	r := reader{get: get}
	apps := r.applications(table)
	for _, name := range []string{"ADDEND_UPSTREAM", "ADDEND_REGION", "ADDEND_API_KEY", "ADDEND_SERVER_KEY"} {
		if get(name) != "" {
			r.wrong(name, "is set beside ADDEND_APPS", "put it into the entry of the application it belongs to")
		}
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return apps, nil
}

func (r *reader) applications(table string) []Application {
	const name = "ADDEND_APPS"
	v, err := wirejson.Parse([]byte(table))
	entries, ok := v.(wirejson.Map)
	if err != nil || !ok || len(entries) == 0 || len(entries) > MaxApplications {
		r.wrong(name, "is not a JSON object of 1 to 64 applications", `as {"shop": {"hosts": ["shop.example.org"], "ADDEND_REGION": "eu", "ADDEND_API_KEY": "…"}}`)
		return nil
	}
	var apps []Application
	taken := map[string]string{}
	for _, app := range sorted(entries) {
		entry, ok := entries[app].(wirejson.Map)
		if !ok || strings.Trim(app, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || app == "" || len(app) > 40 {
			r.wrong(name, "has an entry that is not an application", "names are of a to z, 0 to 9 and hyphens, at most 40; values are objects")
			continue
		}
		a := Application{Name: app}
		var list []any
		list, _ = entry["hosts"].([]any)
		for _, one := range list {
			host, _ := one.(string)
			host = strings.ToLower(host)
			if !isHost(host) || taken[host] != "" {
				r.wrong(name+" "+app, "has a host that is none, or that another application has", "as shop.example.org, or with a port; no wildcards")
				continue
			}
			taken[host] = app
			a.Hosts = append(a.Hosts, host)
		}
		if len(list) == 0 {
			r.wrong(name+" "+app, "has no hosts", `as "hosts": ["shop.example.org"]`)
		}
		a.Settings = r.application(app, entry)
		apps = append(apps, a)
	}
	return apps
}

// application reads one entry with the reader of a single application.
func (r *reader) application(app string, entry wirejson.Map) Settings {
	for _, key := range sorted(entry) {
		_, isText := entry[key].(string)
		switch {
		case key == "hosts":
		case !isText || !strings.HasPrefix(key, "ADDEND_") || slices.Contains(shared, key):
			r.wrong("ADDEND_APPS "+app, "has an entry "+quotedName(key)+" that is no setting of an application", "settings have their usual names, and texts as values: \"1\", not true")
		}
	}
	s, err := Parse(func(name string) string {
		if v, ok := entry[name].(string); ok {
			return v
		}
		if slices.Contains(shared, name) || slices.Contains(inherited, name) {
			return r.get(name)
		}
		return ""
	})
	problems, _ := err.(Problems)
	for _, p := range problems {
		p.Setting = "ADDEND_APPS " + app + " " + p.Setting
		r.problems = append(r.problems, p)
	}
	return s
}

func sorted(m wirejson.Map) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// quotedName shows a key of the table: never a value, and never long.
func quotedName(s string) string {
	return `"` + strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return '?'
		}
		return c
	}, s[:min(len(s), 40)]) + `"`
}
