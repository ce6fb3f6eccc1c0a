package emulator

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Fault makes API requests go wrong on purpose, so that a client's handling of
// trouble can be tested. The zero value is no fault.
type Fault struct {
	LatencyMS  int    `json:"latencyMs,omitempty"`  // wait this long before each answer: 0 to 60000
	Status     int    `json:"status,omitempty"`     // answer with this HTTP status, 400 to 599
	Code       int    `json:"code,omitempty"`       // the platform's code beside Status; 0 means 500000
	Drop       bool   `json:"drop,omitempty"`       // close the connection instead of answering
	PathPrefix string `json:"pathPrefix,omitempty"` // only for paths that begin so; empty: all under /api/
	Method     string `json:"method,omitempty"`     // only for this method, in capitals; empty: all
	Times      int    `json:"times,omitempty"`      // for this many requests; 0: until cleared
	// Rate is the share of requests that go wrong, more than 0 to 1; 0 means all.
	// Which ones is the same after every start and every setting of the fault.
	Rate float64 `json:"rate,omitempty"`
	// UnsafeImageName makes image moderation refuse (400314) images whose name
	// contains it.
	UnsafeImageName string `json:"unsafeImageName,omitempty"`
	// UnsafeImageScore is how sure image moderation is of that, 1 to 100; 0 means
	// 100. It is the same for nudity, suggestive, violence and disturbing, and
	// refuses from the lowest of the network's thresholds on (80 unless set).
	UnsafeImageScore float64 `json:"unsafeImageScore,omitempty"`
	// TranscodeMS is how long a video's status is transcoding, by the emulator's
	// clock: 0 makes it ready at once.
	TranscodeMS int64 `json:"transcodeMs,omitempty"`
	// BrokenVideoName makes transcoding fail for videos whose name contains it.
	BrokenVideoName string `json:"brokenVideoName,omitempty"`
}

// videoStatus is how far transcoding has come with a video of this name and age.
func (f Fault) videoStatus(name string, age int64) string {
	switch {
	case age < f.TranscodeMS:
		return "transcoding"
	case f.BrokenVideoName != "" && strings.Contains(name, f.BrokenVideoName):
		return "transcodeFailed"
	}
	return "transcoded"
}

// SetFault replaces the fault in force; SetFault(Fault{}) ends it.
func (s *Server) SetFault(f Fault) error {
	if f.LatencyMS < 0 || f.LatencyMS > 60000 {
		return errors.New("latencyMs must be from 0 to 60000")
	}
	if f.Status != 0 && (f.Status < 400 || f.Status > 599) {
		return errors.New("status must be from 400 to 599")
	}
	if f.UnsafeImageScore < 0 || f.UnsafeImageScore > 100 {
		return errors.New("unsafeImageScore must be from 0 to 100")
	}
	if f.Times < 0 || f.TranscodeMS < 0 {
		return errors.New("times and transcodeMs must not be negative")
	}
	if !(f.Rate >= 0 && f.Rate <= 1) {
		return errors.New("rate must be from 0 to 1")
	}
	s.faults.set(f)
	return nil
}

type faults struct {
	mu    sync.Mutex
	fault Fault
	left  int
	dice  *rand.Rand
}

func (f *faults) set(to Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault, f.left, f.dice = to, to.Times, rand.New(rand.NewPCG(1, 2))
}

func (f *faults) get() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fault
}

func (f *faults) unsafeImages() (name string, score float64) {
	fault := f.get()
	if fault.UnsafeImageScore == 0 {
		fault.UnsafeImageScore = 100
	}
	return fault.UnsafeImageName, fault.UnsafeImageScore
}

// take is the fault for a request, and counts it.
func (f *faults) take(method, path string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !strings.HasPrefix(path, f.fault.PathPrefix) || f.fault.Method != "" && f.fault.Method != method {
		return Fault{}
	}
	if f.fault.Rate > 0 && f.dice.Float64() >= f.fault.Rate {
		return Fault{}
	}
	if f.fault.Times > 0 {
		if f.left == 0 {
			return Fault{}
		}
		f.left--
	}
	return f.fault
}

func (f *faults) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault := f.take(r.Method, r.URL.Path)
		if fault.LatencyMS > 0 {
			select {
			case <-time.After(time.Duration(fault.LatencyMS) * time.Millisecond):
			case <-r.Context().Done():
				return
			}
		}
		if fault.Drop {
			panic(http.ErrAbortHandler)
		}
		if fault.Status != 0 {
			code := fault.Code
			if code == 0 {
				code = codeBusiness
			}
			writeJSON(w, fault.Status, errorBody{Status: "error", Code: code, Message: "fault injected by the test"})
			return
		}
		next.ServeHTTP(w, r)
	})
}
