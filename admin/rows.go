package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/addend-go/addend/socialplus"
)

// person is a row of an import.
type person struct {
	UserID          string          `json:"userId"`
	DisplayName     string          `json:"displayName"`
	Description     string          `json:"description"`
	AvatarCustomURL string          `json:"avatarCustomUrl"`
	Roles           []string        `json:"roles"`
	Metadata        json.RawMessage `json:"metadata"`

	line int
	err  error // why the row cannot be imported
}

// longestRow is how many bytes one row may have.
const longestRow = 1 << 20

// people reads the rows of a CSV file with a header, or of JSON Lines, told
// apart by the first character. A row that is wrong is given with its error; an
// error of the walk is one of the file.
func people(in io.Reader) iter.Seq2[person, error] {
	r := bufio.NewReaderSize(in, 64<<10)
	if b, err := r.Peek(3); err == nil && bytes.Equal(b, []byte("\xef\xbb\xbf")) {
		r.Discard(3) // a byte order mark, as spreadsheets write it
	}
	for {
		b, err := r.Peek(1)
		if err != nil || !strings.ContainsRune(" \t\r\n", rune(b[0])) {
			break
		}
		r.Discard(1)
	}
	if b, err := r.Peek(1); err == nil && b[0] == '{' {
		return jsonPeople(r)
	}
	return csvPeople(r)
}

func jsonPeople(r io.Reader) iter.Seq2[person, error] {
	return func(yield func(person, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, longestRow)
		n := 0
		for lines.Scan() {
			n++
			text := bytes.TrimSpace(lines.Bytes())
			if len(text) == 0 {
				continue
			}
			var p person
			dec := json.NewDecoder(bytes.NewReader(text))
			dec.DisallowUnknownFields()
			err := dec.Decode(&p)
			if err == nil && dec.More() {
				err = errors.New("more than one object in the line")
			}
			p.line, p.err = n, err
			if !yield(p.checked(), nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(person{}, fmt.Errorf("line %d: %w", n+1, err))
		}
	}
}

// columns are what a CSV file may have; metadata.x is a key of the metadata.
var columns = []string{"userId", "displayName", "description", "avatarCustomUrl", "roles", "metadata"}

func csvPeople(r io.Reader) iter.Seq2[person, error] {
	return func(yield func(person, error) bool) {
		table := csv.NewReader(r)
		table.FieldsPerRecord = -1
		header, err := table.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			yield(person{}, err)
			return
		}
		for i, name := range header {
			header[i] = strings.TrimSpace(name)
			if !slices.Contains(columns, header[i]) && !strings.HasPrefix(header[i], "metadata.") {
				yield(person{}, usage("no column %q: there are %s, and metadata.<key>", name, strings.Join(columns, ", ")))
				return
			}
		}
		if !slices.Contains(header, "userId") {
			yield(person{}, usage("the first line has to name the columns, userId among them"))
			return
		}
		for {
			fields, err := table.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(person{}, err)
				return
			}
			p := fromFields(header, fields)
			p.line, _ = table.FieldPos(0)
			if !yield(p.checked(), nil) {
				return
			}
		}
	}
}

func fromFields(header, fields []string) (p person) {
	if len(fields) != len(header) {
		p.err = fmt.Errorf("%d fields for %d columns", len(fields), len(header))
	}
	metadata := map[string]any{}
	for i, name := range header[:min(len(header), len(fields))] {
		text := fields[i]
		switch name {
		case "userId":
			p.UserID = text
		case "displayName":
			p.DisplayName = text
		case "description":
			p.Description = text
		case "avatarCustomUrl":
			p.AvatarCustomURL = text
		case "roles":
			p.Roles = strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ' ' })
		case "metadata":
			if text != "" {
				p.Metadata = json.RawMessage(text)
			}
		default:
			if text != "" {
				metadata[strings.TrimPrefix(name, "metadata.")] = text
			}
		}
	}
	if len(metadata) > 0 {
		if p.Metadata != nil {
			p.err = errors.New("metadata in one column and key by key: use one of them")
			return p
		}
		p.Metadata, _ = json.Marshal(metadata) // strings only: it cannot fail
	}
	return p
}

// checked holds a row to the platform's rules before a call is spent on it.
func (p person) checked() person {
	if p.err != nil {
		return p
	}
	var object map[string]any
	switch {
	case socialplus.CheckUserID(p.UserID) != nil:
		p.err = socialplus.CheckUserID(p.UserID)
	case socialplus.UTF16Len(p.DisplayName) > socialplus.MaxDisplayName:
		p.err = fmt.Errorf("displayName is longer than %d characters", socialplus.MaxDisplayName)
	case socialplus.UTF16Len(p.Description) > socialplus.MaxDescription:
		p.err = fmt.Errorf("description is longer than %d characters", socialplus.MaxDescription)
	case p.Metadata != nil && json.Unmarshal(p.Metadata, &object) != nil:
		p.err = errors.New("metadata is not a JSON object")
	}
	return p
}
