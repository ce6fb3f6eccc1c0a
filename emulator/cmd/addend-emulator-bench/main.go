// Command addend-emulator-bench measures the emulator over HTTP on this
// machine: cold start, mixed requests, and pages of a database with many posts.
//
//	go run ./emulator/cmd/addend-emulator-bench -duration 10s -connections 16 -posts 1000000
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"
)

func main() {
	if os.Getenv("GOGC") == "" { // as the program does
		debug.SetGCPercent(400)
	}
	var c config
	flag.DurationVar(&c.duration, "duration", 10*time.Second, "how long each run of mixed requests is")
	flag.IntVar(&c.connections, "connections", 16, "connections at once")
	flag.IntVar(&c.rate, "rate", 2000, "mixed requests a second of the paced run; 0 leaves it out")
	flag.BoolVar(&c.disk, "disk", false, "mixed requests to an emulator that keeps its data in a folder")
	flag.IntVar(&c.posts, "posts", 0, "posts of the large database; 0 leaves it out")
	flag.StringVar(&c.profile, "cpuprofile", "", "write a CPU profile of the mixed requests to this file")
	flag.Parse()
	if c.connections < 1 || c.duration <= 0 || c.posts < 0 || c.rate < 0 {
		fmt.Fprintln(os.Stderr, "addend-emulator-bench: -connections and -duration must be positive, -posts and -rate not negative")
		os.Exit(2)
	}
	if err := run(c, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "addend-emulator-bench:", err)
		os.Exit(1)
	}
}
