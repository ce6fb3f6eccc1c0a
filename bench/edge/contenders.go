package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/addend-go/addend/worker/native"
	"github.com/addend-go/addend/worker/settings"
	"github.com/addend-go/addend/worker/workerd"
	"github.com/addend-go/addend/worker/wrangler"
)

// users share the load: 100 calls in 5 seconds is what each of them may do.
const users = 400

func vars(upstream string) map[string]string {
	return map[string]string{
		"ADDEND_UPSTREAM": upstream, "ADDEND_API_KEY": "bench-key", "ADDEND_DEV_IDENTITIES": "1",
		"ADDEND_COOKIE_KEYS": base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef")),
	}
}

// stage builds the three workers of the edge.
func stage(ctx context.Context, root, dir, upstream string) ([]workerd.Worker, error) {
	l := wrangler.Layout{Root: root, Dist: dir}
	if err := l.Stage(ctx); err != nil {
		return nil, err
	}
	edge, err := workerd.Edge("addend", filepath.Join(dir, "edge"), vars(upstream))
	if err != nil {
		return nil, err
	}
	bare := workerd.Worker{Name: "bare", Dir: filepath.Join(root, "bench", "edge"), Main: "bare.mjs", Vars: map[string]string{"UPSTREAM": upstream}}
	stock, err := stageStock(ctx, root, filepath.Join(dir, "stock"), upstream)
	if err != nil {
		return nil, err
	}
	return []workerd.Worker{edge, bare, stock}, nil
}

// stageStock puts the library's own JavaScript beside a module of its model.
func stageStock(ctx context.Context, root, dir, upstream string) (workerd.Worker, error) {
	w := workerd.Worker{Name: "stock", Dir: dir, Main: "worker.mjs", Modules: []string{"runtime.mjs", "wasm_exec.js", "app.wasm"}, Vars: map[string]string{"UPSTREAM": upstream}}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return w, err
	}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, "app.wasm"), "./bench/edge/stock")
	build.Dir, build.Env = root, append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return w, fmt.Errorf("building the stock worker: %w\n%s", err, out)
	}
	where := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/syumai/workers")
	where.Dir = root
	out, err := where.Output()
	if err != nil {
		return w, err
	}
	assets := filepath.Join(strings.TrimSpace(string(out)), "cmd", "workers-assets-gen", "assets")
	for to, from := range map[string]string{"worker.mjs": "common/worker.mjs", "runtime.mjs": "runtime/cloudflare.mjs", "wasm_exec.js": "wasm_exec_go.js"} {
		b, err := os.ReadFile(filepath.Join(assets, from))
		if err != nil {
			return w, err
		}
		if err := os.WriteFile(filepath.Join(dir, to), b, 0o644); err != nil {
			return w, err
		}
	}
	return w, nil
}

// edgeTarget signs users in and prepares their calls.
func edgeTarget(name, base string) (target, error) {
	t := target{name: name, addr: strings.TrimPrefix(base, "http://")}
	for i := range users {
		cookie, err := signIn(base, fmt.Sprintf("user%d", i))
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		t.requests = append(t.requests, request("/api/v3/posts/p1", "X-Addend: 1", "Cookie: "+cookie))
	}
	return t, nil
}

func signIn(base, user string) (string, error) {
	req, err := http.NewRequest(http.MethodPost, base+"/session", strings.NewReader(`{"userId":"`+user+`"}`))
	if err != nil {
		return "", err
	}
	req.Header = http.Header{"Content-Type": {"application/json"}, "X-Addend": {"1"}}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	cookie, _, ok := strings.Cut(resp.Header.Get("Set-Cookie"), ";")
	if resp.StatusCode != http.StatusOK || !ok {
		return "", errors.New("sign-in: " + resp.Status + " " + string(body))
	}
	return cookie, nil
}

func plainTarget(name, base string) target {
	return target{name: name, addr: strings.TrimPrefix(base, "http://"), requests: [][]byte{request("/api/v3/posts/p1")}}
}

// nativeServers are the native host and the standard library's reverse proxy, in
// this process.
func nativeServers(dir, upstream string) (own, proxy *httptest.Server, err error) {
	dir = filepath.Join(dir, "page")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), nil, 0o600); err != nil {
		return nil, nil, err
	}
	v := vars(upstream)
	v["ADDEND_WEB_DIR"], v["ADDEND_NPM_DIR"], v["ADDEND_LISTEN"] = dir, dir, "0.0.0.0:0"
	s, err := settings.Parse(func(name string) string { return v[name] })
	if err != nil {
		return nil, nil, err
	}
	handler, _, err := native.NewHandler(s, slog.New(slog.NewJSONHandler(io.Discard, nil)))
	if err != nil {
		return nil, nil, err
	}
	to, err := url.Parse(upstream)
	if err != nil {
		return nil, nil, err
	}
	reverse := httputil.NewSingleHostReverseProxy(to)
	reverse.Transport = native.NewTransport()
	return httptest.NewServer(handler), httptest.NewServer(reverse), nil
}
