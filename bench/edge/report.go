package main

import (
	"fmt"
	"io"
	"time"
)

func report(w io.Writer, many, one map[string]figures, added map[string]int64, moved map[string]float64, packed int64) {
	fmt.Fprintf(w, "%-18s %12s %10s %10s %10s %10s %7s\n", "1 KB of JSON", "req/s at 16", "CPU each", "p50 at 16", "p99 at 16", "p50 at 1", "failed")
	for _, name := range []string{"addend", "bare JavaScript", "stock library", "addend native", "ReverseProxy"} {
		m, o := many[name], one[name]
		fmt.Fprintf(w, "%-18s %12.0f %10s %10s %10s %10s %7d\n", name, m.perSecond, us(m.cpu), ms(m.p50), ms(m.p99), ms(o.p50), m.failed+o.failed)
	}
	rows := []struct {
		what        string
		got         float64
		must, shown string
	}{
		{"share of a bare JavaScript worker", many["addend"].perSecond / many["bare JavaScript"].perSecond, "≥ 0.35", "%.2f"},
		{"the same by CPU of the process", float64(many["bare JavaScript"].cpu) / float64(many["addend"].cpu), "", "%.2f"},
		{"times the library's stock model", many["addend"].perSecond / many["stock library"].perSecond, "≥ 12", "%.1f"},
		{"p50 over bare at 1 connection, ms", float64(one["addend"].p50-one["bare JavaScript"].p50) / float64(time.Millisecond), "≤ 0.5", "%.2f"},
		{"memory at 64 in flight, MB", float64(added["addend"]) / 1e6, "≤ 24", "%.1f"},
		{"the same, bare JavaScript, MB", float64(added["bare"]) / 1e6, "", "%.1f"},
		{"CPU of a 100 MB download, × bare", moved["download addend"] / moved["download bare"], "≤ 2", "%.2f"},
		{"CPU of a 100 MB upload, × bare", moved["upload addend"] / moved["upload bare"], "≤ 2", "%.2f"},
		{"native: share of ReverseProxy", many["addend native"].perSecond / many["ReverseProxy"].perSecond, "≥ 0.6", "%.2f"},
		{"worker.wasm, gzip -9, MB", float64(packed) / 1e6, "≤ 1.9", "%.3f"},
	}
	fmt.Fprintln(w)
	for _, r := range rows {
		fmt.Fprintf(w, "%-36s %10s   %s\n", r.what, fmt.Sprintf(r.shown, r.got), r.must)
	}
}

func us(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%d µs", d.Microseconds())
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond)) }
