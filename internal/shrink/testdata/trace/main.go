// Command trace does what the runtime needs its tables for: stacks that grow and are searched for pointers, panics that
// unwind, and names of functions.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

type node struct {
	next *node
	text string
}

//go:noinline
func deep(n int, above *node) (sum int) {
	here := &node{above, strings.Repeat("x", n%7)}
	defer func() { sum += len(here.text) }()
	if n == 0 {
		runtime.GC()
		panic("at the bottom")
	}
	if n%500 == 0 {
		runtime.GC()
	}
	return deep(n-1, here) + len(here.next.text)
}

func caught() (said string) {
	defer func() {
		buf := make([]byte, 1<<16)
		trace := string(buf[:runtime.Stack(buf, false)])
		said = fmt.Sprintln(recover(), strings.Contains(trace, "main.deep("), strings.Contains(trace, "main.go:"))
	}()
	return fmt.Sprint(deep(3000, &node{}))
}

func main() {
	pc, _, line, _ := runtime.Caller(0)
	fmt.Println(runtime.FuncForPC(pc).Name(), line > 0)
	fmt.Print(caught())
	done := make(chan int)
	for i := range 50 {
		go func() {
			defer func() { recover(); done <- i }()
			deep(i*10, &node{})
		}()
	}
	total := 0
	for range 50 {
		total += <-done
	}
	fmt.Println(total)
	if len(os.Args) > 1 {
		var none map[string]int
		none["x"] = 1
	}
}
