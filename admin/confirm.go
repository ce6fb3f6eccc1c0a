package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/addend-go/addend/admin/job"
	"github.com/addend-go/addend/admin/platform"
	"github.com/addend-go/addend/socialplus"
)

// doing are the flags of every command that takes something away.
type doing struct {
	Delete bool `help:"Do it. Without this flag it is only told what would be done."`
	Yes    bool `help:"Do not ask first."`
}

// confirm asks before something that cannot be undone: what has to be typed back.
func (s *session) confirm(yes bool, what string, count int) error {
	if yes {
		return nil
	}
	if !s.ask {
		return usage("%s cannot be undone, and there is nobody to ask here: add --yes", what)
	}
	want := fmt.Sprintf("delete %d", count)
	fmt.Fprintf(s.log, "%s cannot be undone. Type %q to go on: ", what, want)
	line, err := bufio.NewReader(s.in).ReadString('\n')
	if strings.TrimSpace(line) != want {
		if err != nil {
			fmt.Fprintln(s.log)
		}
		return fmt.Errorf("nothing was deleted")
	}
	return nil
}

// tell ends a job: what failed is an error.
func (s *session) tell(t job.Tally, err error, report string) error {
	if err != nil {
		return err
	}
	if t.Failed > 0 {
		if report != "" {
			return fmt.Errorf("%d failed: %s says why; start again to try those once more", t.Failed, report)
		}
		return fmt.Errorf("%d failed", t.Failed)
	}
	return nil
}

// gone tells whether something was away already.
func gone(err error) bool { return platform.Code(err) == socialplus.CodeItemNotFound }

// hopeless tells whether no further call can succeed: the token or key is wrong.
func hopeless(err error) bool {
	refused, ok := errors.AsType[*platform.Error](err)
	return ok && refused.Status == http.StatusUnauthorized
}
