package native

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
)

// eventWrite bounds one write to a reader that takes nothing.
const eventWrite = 15 * time.Second

// events serves a live stream. Outcomes come before the first byte only.
func (x *exchange) events(p *plan.Events, header http.Header) *plan.Outcome {
	stream, err := x.Live.Open(p.User, p.Session, p.After)
	switch {
	case errors.Is(err, live.ErrStreams):
		return &plan.Outcome{Kind: plan.TooMany}
	case err != nil:
		return &plan.Outcome{Kind: plan.NoState}
	}
	defer stream.Close()
	// After the opening: a session that ends from now on ends the stream.
	if a, err := x.Store.State(x.r.Context(), session.Key{User: p.User, Session: p.Session}); err != nil {
		return &plan.Outcome{Kind: plan.NoState}
	} else if a.State != session.OK {
		return refused(a)
	}
	h := x.w.Header()
	for name, values := range header {
		h[name] = values
	}
	x.w.WriteHeader(http.StatusOK)
	x.follow(stream, p.Life)
	return nil
}

func (x *exchange) follow(stream *live.Stream, life time.Duration) {
	control := http.NewResponseController(x.w)
	defer func() { _ = control.SetWriteDeadline(time.Time{}) }()
	send := func(text string) bool {
		_ = control.SetWriteDeadline(time.Now().Add(eventWrite))
		if _, err := io.WriteString(x.w, text); err != nil {
			return false
		}
		return control.Flush() == nil
	}
	beat, end := time.NewTicker(live.Heartbeat), time.NewTimer(life)
	defer beat.Stop()
	defer end.Stop()
	if !send(live.Ready(stream.First, stream.Missed)) {
		return
	}
	for {
		ok := true
		select {
		case e := <-stream.Events():
			ok = send(e.Text())
		case <-beat.C:
			ok = send(live.Beat)
		case <-end.C:
			return
		case <-stream.Done():
			if reason := stream.Reason(); reason != live.Behind && reason != live.Draining {
				send(live.Over(reason))
			}
			return
		case <-x.r.Context().Done():
			return
		}
		if !ok {
			return
		}
	}
}
