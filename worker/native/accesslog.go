package native

import (
	"log/slog"
	"net/http"
	"time"
)

// AccessLog writes one line for each request. Queries, header fields and
// bodies are left out: they hold what people wrote, and credentials.
func AccessLog(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := &logged{ResponseWriter: w}
		start := time.Now()
		aborted := true
		defer func() {
			level := slog.LevelInfo
			if l.status >= 500 || aborted {
				level = slog.LevelWarn
			}
			log.LogAttrs(r.Context(), level, "request",
				slog.String("method", r.Method), slog.String("path", r.URL.EscapedPath()),
				slog.Int("status", l.status), slog.Int64("bytes", l.bytes), slog.Bool("aborted", aborted),
				slog.Float64("ms", float64(time.Since(start).Microseconds())/1000),
				slog.String("requestId", w.Header().Get("X-Request-Id")), slog.String("error", w.Header().Get("X-Addend-Error")))
		}()
		next.ServeHTTP(l, r)
		aborted = false
	})
}

type logged struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader implements http.ResponseWriter.
func (l *logged) WriteHeader(status int) {
	if l.status == 0 {
		l.status = status
	}
	l.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (l *logged) Write(b []byte) (int, error) {
	if l.status == 0 {
		l.status = http.StatusOK
	}
	n, err := l.ResponseWriter.Write(b)
	l.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (l *logged) Unwrap() http.ResponseWriter { return l.ResponseWriter }
