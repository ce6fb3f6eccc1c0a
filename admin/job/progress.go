package job

import (
	"fmt"
	"io"
	"os"
	"time"
)

// Progress shows how far a job is: one line that is written over on a terminal,
// a line every ten seconds elsewhere. A nil Progress shows nothing.
type Progress struct {
	out      io.Writer
	terminal bool
	total    int // 0 where it is not known
	verb     string
	start    time.Time
	shown    time.Time
}

// NewProgress shows a job that does verb ("registered", "deleted") to total
// items, 0 where their number is not known, on out.
func NewProgress(out io.Writer, verb string, total int) *Progress {
	p := &Progress{out: out, verb: verb, total: total, start: time.Now(), shown: time.Now()}
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			p.terminal = info.Mode()&os.ModeCharDevice != 0
		}
	}
	return p
}

// Show tells the state, at most five times a second on a terminal.
func (p *Progress) Show(t Tally) {
	if p == nil {
		return
	}
	every := 10 * time.Second
	if p.terminal {
		every = 200 * time.Millisecond
	}
	if time.Since(p.shown) < every {
		return
	}
	p.shown = time.Now()
	if p.terminal {
		fmt.Fprintf(p.out, "\r\x1b[K%s", p.line(t))
		return
	}
	fmt.Fprintln(p.out, p.line(t))
}

// End tells the last state.
func (p *Progress) End(t Tally) {
	if p == nil {
		return
	}
	if p.terminal {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	fmt.Fprintln(p.out, p.line(t))
}

func (p *Progress) line(t Tally) string {
	seen := t.Done + t.Failed
	s := fmt.Sprintf("%d %s", t.Done, p.verb)
	if p.total > 0 {
		s = fmt.Sprintf("%d of %d %s", t.Done, p.total, p.verb)
	}
	if t.Failed > 0 {
		s += fmt.Sprintf(", %d failed", t.Failed)
	}
	if t.Skipped > 0 {
		s += fmt.Sprintf(", %d done before", t.Skipped)
	}
	if spent := time.Since(p.start).Seconds(); spent >= 1 && seen > 0 {
		rate := float64(seen) / spent
		s += fmt.Sprintf(" · %.0f a second", rate)
		if left := p.total - seen - t.Skipped; p.total > 0 && left > 0 {
			s += " · " + time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second).String() + " left"
		}
	}
	return s
}
