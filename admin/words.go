package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/addend-go/addend/admin/platform"
	"github.com/addend-go/addend/socialplus"
)

type wordsCommands struct {
	Import wordsImport `cmd:"" help:"Add thousands of words or expressions to the blocklist (FAQ F04)."`
	List   wordsList   `cmd:"" help:"Print the blocklist."`
}

type wordsList struct{}

// rule is an entry of the blocklist.
type rule struct {
	Text  string `json:"regex"`
	Exact bool   `json:"isMatchExactWord"`
}

const blocklists = "/api/v3/blocklists"

func (wordsList) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	for r, err := range platform.List[rule](s, s.client, blocklists, "results", url.Values{}) {
		if err != nil {
			return err
		}
		mode := "anywhere"
		if r.Exact {
			mode = "whole word"
		}
		fmt.Fprintf(s.out, "%s\t%s\n", mode, r.Text)
	}
	return nil
}

// wordsImport adds what is not there yet, in calls of at most 100.
type wordsImport struct {
	File  string `arg:"" help:"A word or regular expression in each line; - reads standard input. Empty lines and lines that begin with # are passed over."`
	Exact bool   `help:"Match whole words only. Otherwise anywhere in a text."`
}

func (w *wordsImport) Run(s *session) error {
	in := s.in
	if w.File != "-" {
		f, err := os.Open(w.File)
		if err != nil {
			return usage("%w", err)
		}
		defer f.Close()
		in = f
	}
	words, err := readWords(in)
	if err != nil {
		return err
	}
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	known := map[rule]bool{}
	for r, err := range platform.List[rule](s, s.client, blocklists, "results", url.Values{}) {
		if err != nil {
			return err
		}
		known[r] = true
	}
	var fresh []string
	for _, word := range words {
		if r := (rule{word, w.Exact}); !known[r] {
			known[r] = true
			fresh = append(fresh, word)
		}
	}
	var refused []string
	added := 0
	for len(fresh) > 0 {
		n := min(len(fresh), socialplus.MaxBlocklistBatch)
		bad, err := w.add(s, fresh[:n])
		if err != nil {
			return fmt.Errorf("after %d words: %w", added, err)
		}
		added += n - len(bad)
		refused = append(refused, bad...)
		fresh = fresh[n:]
		fmt.Fprintf(s.log, "%d words added\n", added)
	}
	fmt.Fprintf(s.out, "%d added, %d were there already, %d refused\n", added, len(words)-added-len(refused), len(refused))
	if len(refused) > 0 {
		return fmt.Errorf("the platform refused: %s", strings.Join(refused, ", "))
	}
	return nil
}

// add sends some words. The platform takes a call whole or not at all: one that
// is refused is halved until the words that it does not like are alone.
func (w *wordsImport) add(s *session, words []string) (refused []string, err error) {
	err = s.client.Do(s, platform.Call{Method: http.MethodPost, Path: blocklists, Body: map[string]any{"regexs": words, "isMatchExactWord": w.Exact}})
	var no *platform.Error
	switch {
	case err == nil:
		return nil, nil
	case !errors.As(err, &no) || hopeless(err) || no.Status/100 != 4:
		return nil, err
	case len(words) == 1:
		return words, nil
	}
	for _, half := range [][]string{words[:len(words)/2], words[len(words)/2:]} {
		bad, err := w.add(s, half)
		if err != nil {
			return nil, err
		}
		refused = append(refused, bad...)
	}
	return refused, nil
}

// readWords gives the lines that say something. A line over the platform's
// length is an error that names it: nothing is sent then.
func readWords(in io.Reader) ([]string, error) {
	lines := bufio.NewScanner(in)
	var words []string
	for n := 1; lines.Scan(); n++ {
		word := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if word == "" || strings.HasPrefix(word, "#") {
			continue
		}
		if socialplus.UTF16Len(word) > socialplus.MaxBlocklistEntry {
			return nil, usage("line %d is longer than %d characters", n, socialplus.MaxBlocklistEntry)
		}
		words = append(words, word)
	}
	return words, lines.Err()
}
