// Addend-admin is the command line for what an administrator does to many things
// at once: users in bulk, inactive users, posts, words of the blocklist, and the
// figures of all applications together. It talks to the platform itself, inside
// its budget of calls, shows progress, and goes on where it was stopped.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/addend-go/addend/admin/platform"
	"github.com/alecthomas/kong"
)

// grammar is the whole command line.
type grammar struct {
	Rate    float64       `help:"Calls a second, for all that run at once." default:"20" placeholder:"N"`
	Workers int           `help:"Calls under way at once." default:"4" placeholder:"N"`
	Timeout time.Duration `help:"How long one call may take." default:"30s" placeholder:"D"`
	App     string        `help:"Which application of ADDEND_APPS, by its name." placeholder:"NAME"`

	Users       usersCommands       `cmd:"" help:"Import users, find and delete inactive ones."`
	Posts       postsCommands       `cmd:"" help:"Remove posts."`
	Words       wordsCommands       `cmd:"" help:"The blocklist."`
	Communities communitiesCommands `cmd:"" help:"Members, roles, deletion."`
	Follow      followCommand       `cmd:"" help:"Whether following needs the other's consent (FAQ F05)."`
	Push        pushCommands        `cmd:"" help:"Keys of Web Push (FAQ F70)."`
	Figures     figuresCommand      `cmd:"" help:"Users, posts and messages a day, summed over all applications (FAQ F91, F94, F95)."`
}

// session is what every command works with.
type session struct {
	context.Context
	g      *grammar
	get    func(string) string // the environment
	in     io.Reader           // answers to questions
	out    io.Writer           // results
	log    io.Writer           // progress and questions
	ask    bool                // in is a person at a terminal
	now    func() time.Time
	client *platform.Client
}

const description = `Does what an administrator does to many things at once.

Settings come from the environment: ADDEND_REGION (eu, sg, us) or ADDEND_UPSTREAM (a base URL), ADDEND_ADMIN_TOKEN,
and for registering users ADDEND_API_KEY and, in secure mode, ADDEND_SERVER_KEY. Several applications stand in
ADDEND_APPS, the table that the worker reads, with ADDEND_ADMIN_TOKEN in each entry.`

// usageError is a command that cannot be begun as it was asked: exit status 2.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	info, err := os.Stdin.Stat()
	s := &session{Context: ctx, get: os.Getenv, in: os.Stdin, out: os.Stdout, log: os.Stderr, ask: err == nil && info.Mode()&os.ModeCharDevice != 0, now: time.Now}
	os.Exit(run(s, os.Args[1:]))
}

// run parses the arguments, runs the command and gives the exit status: 0, 1 for
// what failed, 2 for what cannot be asked.
func run(s *session, args []string) int {
	s.g = &grammar{}
	exit := -1
	parser, err := kong.New(s.g, kong.Name("addend-admin"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(s.out, s.log), kong.Exit(func(code int) { exit = code }), kong.Bind(s))
	if err != nil {
		fmt.Fprintln(s.log, "addend-admin:", err)
		return 2
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help
		return exit
	}
	if err == nil {
		err = s.g.check()
	}
	if err != nil {
		fmt.Fprintln(s.log, "addend-admin:", err)
		return 2
	}
	err = command.Run()
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(s.log, "stopped: start the same command again to go on")
		return 1
	}
	fmt.Fprintln(s.log, "addend-admin:", err)
	var refused *platform.Error
	if errors.As(err, &refused) && refused.Hint() != "" {
		fmt.Fprintln(s.log, "hint:", refused.Hint())
	}
	if _, bad := errors.AsType[usageError](err); bad {
		return 2
	}
	return 1
}

func (g *grammar) check() error {
	if !(g.Rate > 0 && g.Rate <= 1000) {
		return errors.New("--rate takes a number of calls a second above 0, 1000 at most")
	}
	if g.Workers < 1 || g.Workers > 64 {
		return errors.New("--workers takes a number from 1 to 64")
	}
	if g.Timeout <= 0 {
		return errors.New("--timeout takes a duration above 0, such as 30s")
	}
	return nil
}

func (s *session) http() *http.Client {
	return &http.Client{
		Timeout: s.g.Timeout,
		// A redirect would take the administrator's token to another address.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
