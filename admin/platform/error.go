package platform

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/addend-go/addend/socialplus"
)

// Error is what the platform refused, or why there is no answer.
type Error struct {
	Method, Path string
	Status       int             // HTTP status, 0 without an answer
	Code         socialplus.Code // the platform's code, 0 without one
	Message      string

	as    As
	lost  bool          // whether it happened is not known
	after time.Duration // Retry-After
}

func (e *Error) Error() string {
	s := e.Method + " " + e.Path + ": " + e.Message
	if e.Code != 0 {
		s += " (" + strconv.Itoa(int(e.Code)) + ")"
	} else if e.Status != 0 {
		s += " (HTTP " + strconv.Itoa(e.Status) + ")"
	}
	return s
}

// PlatformCode is Code as a number, for reports.
func (e *Error) PlatformCode() int { return int(e.Code) }

// Hint says what to do, in words; empty where there is nothing to say.
func (e *Error) Hint() string {
	switch {
	case e.Status == http.StatusUnauthorized && e.as == Server:
		return "is ADDEND_SERVER_KEY the one that the console shows under Settings > Security?"
	case e.Status == http.StatusUnauthorized && e.as == Key:
		return "is ADDEND_API_KEY the one that the console shows under Settings > Security, and ADDEND_SERVER_KEY set in secure mode?"
	case e.Status == http.StatusUnauthorized:
		return "is ADDEND_ADMIN_TOKEN the one that the console shows under Settings > Admin users?"
	case e.Code != 0:
		if x, ok := socialplus.Explain(e.Code); ok {
			return x.Remedy
		}
	case e.Status == 0:
		return "is the address right, and can it be reached from here?"
	}
	return ""
}

// refusal reads the error envelope {"status":"error","code":…,"message":…}.
func refusal(call Call, res *http.Response, body []byte) error {
	e := &Error{as: call.As, Method: call.Method, Path: call.Path, Status: res.StatusCode, Message: http.StatusText(res.StatusCode)}
	var envelope struct {
		Code    socialplus.Code `json:"code"`
		Message string          `json:"message"`
	}
	if json.Unmarshal(body, &envelope) == nil && envelope.Message != "" {
		e.Code, e.Message = envelope.Code, envelope.Message
	}
	if s, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && s > 0 && s <= 60 {
		e.after = time.Duration(s) * time.Second
	}
	e.lost = res.StatusCode >= 502 && e.Code == 0
	return e
}

// Code is the platform's code of an error, 0 where it has none.
func Code(err error) socialplus.Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// repeatable tells whether a second try makes sense, and how long to wait at least.
func repeatable(err error, once bool) (bool, time.Duration) {
	var e *Error
	if !errors.As(err, &e) {
		return false, 0
	}
	if e.Code == socialplus.CodeRateLimit || e.Status == http.StatusTooManyRequests {
		return true, max(e.after, socialplus.RateWindowSeconds*time.Second)
	}
	return e.lost && !once, e.after
}

// reason is an error of the network without the address, which may hold more
// than should be shown.
func reason(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}
