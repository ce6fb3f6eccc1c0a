package direct

import "sort"

// Pairs are the parentheses of a run of text without white space in which the target of a link has no end, with where
// each is closed. In such a run there may be many more links that do not end; none reads it again.
type pairs struct {
	start, end int
	opening    []pair // in the order of the text
	stack      []int  // of opening, those that are not closed yet
}

type pair struct{ open, close int }

// read reads the run from its first opening parenthesis on.
func (r *pairs) read(s []byte, start, end int) {
	r.start, r.end, r.opening, r.stack = start, end, r.opening[:0], r.stack[:0]
	for i := start; i < end; i++ {
		switch s[i] {
		case '\\':
			if i < end-1 && isPunct(s[i+1]) {
				i++
			}
		case '(':
			r.stack = append(r.stack, len(r.opening))
			r.opening = append(r.opening, pair{i, end})
		case ')':
			if last := len(r.stack) - 1; last >= 0 {
				r.opening[r.stack[last]].close = i
				r.stack = r.stack[:last]
			}
		}
	}
}

// targetEnd is where the target that begins at i ends, if that is known: behind an opening parenthesis, at the one that
// closes it or at the end of the run.
func (p *parser) targetEnd(i int) int {
	r := &p.pairs
	if i <= r.start || i > r.end || p.text[i-1] != '(' {
		return unknown
	}
	n := sort.Search(len(r.opening), func(n int) bool { return r.opening[n].open >= i-1 })
	if n == len(r.opening) || r.opening[n].open != i-1 {
		return unknown
	}
	return r.opening[n].close
}
