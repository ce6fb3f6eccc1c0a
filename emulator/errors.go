package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// The platform's error codes the emulator answers with.
const (
	codeBadRequest     = 400000
	codeBadRegexp      = 400001
	codeBadVideo       = 400002
	codeUnauthorized   = 400100
	codeForbidden      = 400300
	codeNoPermission   = 400301
	codeMuted          = 400302
	codeChannelMuted   = 400303
	codeBanned         = 400304
	codeExempt         = 400306
	codeRepetition     = 400307
	codeBanWord        = 400308
	codeLinkNotAllowed = 400309
	codeRateLimit      = 400311
	codeGlobalBan      = 400312
	codeUnsafeContent  = 400314
	codeDuplicate      = 400315
	codeNotBanned      = 400316
	codeLastModerator  = 400317
	codeLastMember     = 400318
	codeVisitorLimit   = 400323
	codeNotFound       = 400400
	codeConflict       = 400900
	codeBotDenied      = 403998
	codeVisitorDenied  = 403999
	codeBusiness       = 500000
)

// apiError is an error as the platform sends it:
// {"status":"error","code":400400,"message":"…","data":{"detail":[…]}}.
type apiError struct {
	status  int
	code    int
	message string
	detail  []string
}

func (e *apiError) Error() string { return fmt.Sprintf("%d: %s", e.code, e.message) }

// fail makes an error whose HTTP status follows from its code.
func fail(code int, format string, args ...any) *apiError {
	return &apiError{status: statusOf(code), code: code, message: fmt.Sprintf(format, args...)}
}

func statusOf(code int) int {
	switch code {
	case codeBadRequest, codeBadRegexp, codeBadVideo:
		return http.StatusBadRequest
	case codeUnauthorized:
		return http.StatusUnauthorized
	case codeRateLimit:
		return http.StatusTooManyRequests
	case codeNotFound:
		return http.StatusNotFound
	case codeDuplicate, codeConflict:
		return http.StatusConflict
	case codeBusiness:
		return http.StatusInternalServerError
	}
	return http.StatusForbidden
}

// invalid is a parameter error: 500000 with HTTP 422 and a line per field.
func invalid(detail ...string) *apiError {
	return &apiError{status: http.StatusUnprocessableEntity, code: codeBusiness, message: "parameters validation error: " + strings.Join(detail, ", "), detail: detail}
}

// notFound names the missing thing.
func notFound(what, id string) *apiError {
	return fail(codeNotFound, "%s %q is not found", what, clip(id, 80))
}

func tooLarge(what string, limit int64) *apiError {
	return &apiError{status: http.StatusRequestEntityTooLarge, code: codeBusiness, message: fmt.Sprintf("%s is larger than %d bytes", what, limit)}
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n] + "…"
}

type errorBody struct {
	Status  string     `json:"status"`
	Code    int        `json:"code"`
	Message string     `json:"message"`
	Data    *errorData `json:"data,omitempty"`
}

type errorData struct {
	Detail []string `json:"detail"`
}

// writeError sends err in the platform's envelope. What is not an apiError is a
// defect of the emulator: its text goes to the log, not to the client.
func (s *Server) writeError(w http.ResponseWriter, r *http.Request, err error) {
	var api *apiError
	switch {
	case errors.As(err, &api):
	case sqlite.Full(err):
		s.log.Warn("the database is full", "method", r.Method, "path", r.URL.Path)
		api = &apiError{status: http.StatusInsufficientStorage, code: codeBusiness, message: "the emulator's database is full: in memory it holds a gigabyte, with a data folder what the disk does"}
	default:
		s.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", err)
		api = fail(codeBusiness, "internal error of the emulator")
	}
	body := errorBody{Status: "error", Code: api.code, Message: api.message}
	if len(api.detail) > 0 {
		body.Data = &errorData{Detail: api.detail}
	}
	writeJSON(w, api.status, body)
}
