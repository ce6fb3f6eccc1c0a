package conformance

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const adminToken = "admin-token-of-the-test"

// The platform asks before a channel is made: by whatever way the call comes, only
// those named make one, and conversations are for everybody (FAQ F66).
func TestPrehookNative(t *testing.T) { onlyAdministrators(t, nativeHost) }

func TestPrehookEdge(t *testing.T) {
	skipWithoutEdge(t)
	onlyAdministrators(t, edgeHost)
}

func onlyAdministrators(t *testing.T, start func(*testing.T, map[string]string) *host) {
	var h *host
	relay := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, in *http.Request) {
		out, _ := http.NewRequest("POST", h.url+"/hooks/prehook", in.Body)
		out.Header = in.Header.Clone()
		out.Header.Del("Accept-Encoding") // the answer's header stays here
		answer, err := client.Do(out)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	}))
	t.Cleanup(relay.Close)
	platform := startEmulator(t, "-admin-token", adminToken)
	key := switchOnPrehook(t, platform, relay.URL)
	h = start(t, map[string]string{"ADDEND_UPSTREAM": platform, "ADDEND_PREHOOK_SECRETS": key, "ADDEND_CHANNEL_CREATORS": "boss, deputy"})

	boss, ada := h.signIn(t, "boss"), h.signIn(t, "ada")
	header := func(cookie string) map[string]string {
		return map[string]string{"Cookie": cookie, "Content-Type": "application/json"}
	}
	a := h.do(t, "POST", "/api/v3/channels", header(ada), strings.NewReader(`{"channelId":"c1","type":"community","displayName":"Ours"}`))
	if a.status != 403 || !strings.Contains(a.body, "only administrators create channels") {
		t.Errorf("anybody: %d %s", a.status, a.body)
	}
	if a := h.do(t, "POST", "/api/v3/channels", header(boss), strings.NewReader(`{"channelId":"c1","type":"community","displayName":"Ours"}`)); a.status != 200 {
		t.Errorf("an administrator: %d %s", a.status, a.body)
	}
	if a := h.do(t, "POST", "/api/v3/channels/conversation", header(ada), strings.NewReader(`{"userIds":["boss"],"isDistinct":true}`)); a.status != 200 {
		t.Errorf("a conversation: %d %s", a.status, a.body)
	}
	unsigned := h.do(t, "POST", "/hooks/prehook", map[string]string{"Content-Type": "application/json", "X-Addend": ""},
		strings.NewReader(`{"eventName":"channel.shouldCreate","data":{},"actor":{"userId":"boss"}}`))
	want(t, unsigned, 401, "hook-refused")
}

// switchOnPrehook names the address to the platform and gives its key.
func switchOnPrehook(t *testing.T, platform, address string) string {
	t.Helper()
	req, _ := http.NewRequest("PUT", platform+"/api/v3/network-settings/prehook", strings.NewReader(`{"enabled":true,"callbackUrl":"`+address+`","defaultAction":"deny"}`))
	req.Header.Set("Authorization", "Bearer "+adminToken)
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var setting struct{ SecretKey string }
	if err := json.NewDecoder(resp.Body).Decode(&setting); err != nil || setting.SecretKey == "" {
		t.Fatalf("the pre-hook was not switched on: %d %v", resp.StatusCode, err)
	}
	return setting.SecretKey
}
