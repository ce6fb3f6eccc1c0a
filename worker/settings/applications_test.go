package settings

import (
	"strings"
	"testing"
)

func TestOneApplicationWithoutATable(t *testing.T) {
	apps, err := ParseAll(env())
	if err != nil || len(apps) != 1 || apps[0].Name != "" || apps[0].Hosts != nil || apps[0].APIKey.Reveal() != "api-key" {
		t.Errorf("%+v %v", apps, err)
	}
}

func table(entries string) func(string) string {
	return env("ADDEND_REGION", "", "ADDEND_API_KEY", "", "ADDEND_DEV_IDENTITIES", "1", "ADDEND_WEBHOOK_SECRETS", "of-nobody", "ADDEND_LISTEN", ":0", "ADDEND_APPS", entries)
}

func TestApplications(t *testing.T) {
	apps, err := ParseAll(table(`{
		"shop": {"hosts": ["Shop.example.org", "localhost:8081"], "ADDEND_REGION": "eu", "ADDEND_API_KEY": "shop-key", "ADDEND_SERVER_KEY": "shop-server", "ADDEND_WEBHOOK_SECRETS": "shop-hooks"},
		"shop-test": {"hosts": ["test.example.org"], "ADDEND_REGION": "us", "ADDEND_API_KEY": "test-key", "ADDEND_DEV_IDENTITIES": "1", "ADDEND_COOKIE_KEYS": "` + key("b2") + `"}}`))
	if err != nil || len(apps) != 2 {
		t.Fatalf("%v %v", apps, err)
	}
	shop, test := apps[0], apps[1]
	if shop.Name != "shop" || strings.Join(shop.Hosts, " ") != "shop.example.org localhost:8081" || shop.Upstream.Host != "apix.eu.amity.co" || shop.APIKey.Reveal() != "shop-key" || len(shop.WebhookSecrets) != 1 {
		t.Errorf("shop: %+v", shop)
	}
	// What one says is not the other's, and what the program says of keys and
	// ways to sign in is nobody's.
	if test.APIKey.Reveal() != "test-key" || !test.ServerKey.Empty() || test.WebhookSecrets != nil || shop.DevIdentities || !test.DevIdentities {
		t.Errorf("test: %+v", test)
	}
	if string(shop.CookieKeys[0][:2]) != "a1" || string(test.CookieKeys[0][:2]) != "b2" || shop.Listen != ":0" || test.Listen != ":0" {
		t.Error("what is shared, or said otherwise")
	}
}

func TestApplicationsThatAreWrong(t *testing.T) {
	for entries, want := range map[string]string{
		`[]`:      "ADDEND_APPS is not",
		`{}`:      "ADDEND_APPS is not",
		`{"a":1}`: "an entry that is not an application",
		`{"A b":{"hosts":["a.test"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k"}}`:                                                                  "an entry that is not an application",
		`{"a":{"ADDEND_REGION":"eu","ADDEND_API_KEY":"k"}}`:                                                                                       "ADDEND_APPS a has no hosts",
		`{"a":{"hosts":["*.test"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k"}}`:                                                                    "a host that is none",
		`{"a":{"hosts":["a.test"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k"},"b":{"hosts":["a.TEST"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k"}}`: "another application has",
		`{"a":{"hosts":["a.test"],"ADDEND_REGION":"eu"}}`:                                                                                         "ADDEND_APPS a ADDEND_API_KEY is missing",
		`{"a":{"hosts":["a.test"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k","ADDEND_LISTEN":":1"}}`:                                               `"ADDEND_LISTEN" that is no setting`,
		`{"a":{"hosts":["a.test"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k","ADDEND_DEV_IDENTITIES":true}}`:                                       `"ADDEND_DEV_IDENTITIES" that is no setting`,
		`{"a":{"hosts":["a.test"],"ADDEND_REGION":"mars","ADDEND_API_KEY":"secret-key","secret name":"x"}}`:                                       "ADDEND_APPS a ADDEND_REGION",
	} {
		_, err := ParseAll(table(entries))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret-key") {
			t.Errorf("%s: %v, want %s", entries, err, want)
		}
	}
	if _, err := ParseAll(env("ADDEND_APPS", `{"a":{"hosts":["a.test"],"ADDEND_REGION":"eu","ADDEND_API_KEY":"k"}}`)); err == nil || !strings.Contains(err.Error(), "beside ADDEND_APPS") {
		t.Errorf("a key beside the table: %v", err)
	}
}
