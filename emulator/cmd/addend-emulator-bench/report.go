package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// report prints one line. CPU time per request, of server and client together,
// says what a machine could do that does nothing else.
func report(out io.Writer, what string, took []time.Duration, duration, cpu time.Duration, failed int) {
	if len(took) == 0 {
		fmt.Fprintf(out, "%s: nothing was answered\n", what)
		return
	}
	at := quantiles(took)
	fmt.Fprintf(out, "%s: %d requests, %.0f/s, p50 %v, p90 %v, p99 %v, CPU %v each, failed %d\n", what, len(took), float64(len(took))/duration.Seconds(), at(.5), at(.9), at(.99), (cpu / time.Duration(len(took))).Round(10*time.Microsecond), failed)
}

// reportMixed prints a line for all requests and one for each kind.
func reportMixed(out io.Writer, what string, s *sample, duration, cpu time.Duration) {
	report(out, what, slices.Concat(s.kinds...), duration, cpu, s.failed)
	for i, took := range s.kinds {
		if len(took) > 0 {
			at := quantiles(took)
			fmt.Fprintf(out, "  %-20s p50 %8v  p90 %8v  p99 %8v  longest %8v\n", mix[i].name, at(.5), at(.9), at(.99), at(1))
		}
	}
}

func quantiles(took []time.Duration) func(share float64) time.Duration {
	slices.Sort(took)
	return func(share float64) time.Duration {
		return took[int(share*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
}
