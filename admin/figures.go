package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/addend-go/addend/admin/platform"
)

// figuresCommand sums over applications what the platform's dashboard shows for
// one at a time (FAQ F91), the messages of each day (FAQ F95), and who only
// looks on (FAQ F94).
type figuresCommand struct {
	Days int  `default:"7" help:"How many days, today included (UTC), 1 to 90."`
	JSON bool `help:"Print JSON instead of tables."`
}

// figures of one application, or of all of them together.
type figures struct {
	Application string `json:"application"`
	Users       int    `json:"users"`        // living users
	Active      int    `json:"active"`       // of them, active in these days
	Contributed int    `json:"contributed"`  // of the active, posted, commented, reacted or wrote a message
	Lurking     int    `json:"lurking"`      // of the active, did none of these
	Communities int    `json:"communities"`  // not deleted
	Posts       int    `json:"posts"`        // made in these days
	Comments    int    `json:"comments"`     // on those posts
	Messages    int    `json:"messages"`     // sent in these days
	Channels    int    `json:"channels"`     // that the admin token may read
	Closed      int    `json:"closed"`       // that it may not: their messages are not counted
	Days        []day  `json:"messagesADay"` // oldest first
}

type day struct {
	Date     string `json:"date"`
	Messages int    `json:"messages"`
}

func (f *figuresCommand) Run(s *session) error {
	if f.Days < 1 || f.Days > 90 {
		return usage("--days takes a number from 1 to 90")
	}
	apps, err := s.applications()
	if err != nil {
		return err
	}
	clients := map[string]*platform.Client{}
	for name, app := range apps {
		if s.g.App != "" && name != s.g.App {
			continue
		}
		c, e := s.clientOf(name, app, need{admin: true})
		clients[name], err = c, errors.Join(err, e)
	}
	if err != nil {
		return err
	}
	if len(clients) == 0 {
		return usage("ADDEND_APPS names no application %q", s.g.App)
	}
	since := s.now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-f.Days)
	var all []figures
	for _, name := range names(apps) {
		if clients[name] == nil {
			continue
		}
		s.client = clients[name]
		one, err := count(s, since, f.Days)
		if err != nil {
			return fmt.Errorf("application %q: %w", name, err)
		}
		one.Application = name
		all = append(all, one)
	}
	if len(all) > 1 {
		all = append(all, sum(all))
	}
	if f.JSON {
		out := json.NewEncoder(s.out)
		out.SetIndent("", "  ")
		return out.Encode(all)
	}
	return table(s, all, since)
}

// sum adds applications up. A person who uses two of them counts in both: the
// platform does not know that he is one.
func sum(all []figures) figures {
	total := figures{Application: "together", Days: make([]day, len(all[0].Days))}
	for _, one := range all {
		total.Users += one.Users
		total.Active += one.Active
		total.Contributed += one.Contributed
		total.Lurking += one.Lurking
		total.Communities += one.Communities
		total.Posts += one.Posts
		total.Comments += one.Comments
		total.Messages += one.Messages
		total.Channels += one.Channels
		total.Closed += one.Closed
		for i, d := range one.Days {
			total.Days[i].Date = d.Date
			total.Days[i].Messages += d.Messages
		}
	}
	return total
}

func table(s *session, all []figures, since time.Time) error {
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "since %s\t", since.Format(time.DateOnly))
	for _, one := range all {
		fmt.Fprintf(w, "%s\t", one.Application)
	}
	fmt.Fprintln(w)
	for _, line := range []struct {
		name string
		of   func(figures) int
	}{
		{"users", func(f figures) int { return f.Users }},
		{"active", func(f figures) int { return f.Active }},
		{"contributed", func(f figures) int { return f.Contributed }},
		{"lurking", func(f figures) int { return f.Lurking }},
		{"communities", func(f figures) int { return f.Communities }},
		{"posts", func(f figures) int { return f.Posts }},
		{"comments on them", func(f figures) int { return f.Comments }},
		{"messages", func(f figures) int { return f.Messages }},
	} {
		fmt.Fprintf(w, "%s\t", line.name)
		for _, one := range all {
			fmt.Fprintf(w, "%d\t", line.of(one))
		}
		fmt.Fprintln(w)
	}
	for i := range all[0].Days {
		fmt.Fprintf(w, "messages %s\t", all[0].Days[i].Date)
		for _, one := range all {
			fmt.Fprintf(w, "%d\t", one.Days[i].Messages)
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if closed := all[len(all)-1].Closed; closed > 0 {
		fmt.Fprintf(s.out, "%d channels may not be read with these tokens: their messages are not in it\n", closed)
	}
	return nil
}
