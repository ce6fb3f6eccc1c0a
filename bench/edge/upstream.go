package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// payloadBytes is the size of the JSON that is proxied.
const payloadBytes = 1024

// newUpstream is a platform as small as the worker lets it be.
func newUpstream() *httptest.Server {
	payload := `{"posts":[{"text":"` + strings.Repeat("x", payloadBytes-len(`{"posts":[{"text":""}]}`)) + `"}]}`
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v5/sessions", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, rest, _ := strings.Cut(string(body), `"userId":"`)
		user, _, _ := strings.Cut(rest, `"`)
		now := time.Now().UTC()
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"accessToken":"access-%s","issuedAt":%q,"expiresAt":%q,"users":[{"userId":%q,"displayName":%q}]}`,
			user, now.Format(time.RFC3339), now.Add(30*24*time.Hour).Format(time.RFC3339), user, user)
	})
	mux.HandleFunc("GET /api/v3/posts/{id}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("id") == "slow" {
			time.Sleep(3 * time.Second)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, payload)
	})
	mux.HandleFunc("GET /api/v3/files/{id}/download", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Length", strconv.Itoa(fileBytes))
		_, _ = io.CopyN(w, zeroes{}, fileBytes)
	})
	mux.HandleFunc("POST /api/v4/files", func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `[{"received":%d}]`, n)
	})
	return httptest.NewServer(mux)
}
