package job

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Ledger is the report of a job, a line of JSON for each item, and its memory: a
// second start skips what an earlier one did.
type Ledger struct {
	file *os.File
	done map[string]bool
}

// OpenLedger reads what an earlier start left in the file and goes on writing
// there. A last line that was cut by a crash is dropped.
func OpenLedger(path string) (*Ledger, error) {
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	whole := old[:bytes.LastIndexByte(old, '\n')+1]
	l := &Ledger{done: map[string]bool{}}
	lines := bufio.NewReader(bytes.NewReader(whole))
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		var r Result
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("%s, line %d: not a report of this command: name another file by --report", path, n)
		}
		if r.OK {
			l.done[r.Item] = true
		}
	}
	l.file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := l.file.Truncate(int64(len(whole))); err != nil {
		return nil, errors.Join(err, l.file.Close())
	}
	if _, err := l.file.Seek(0, io.SeekEnd); err != nil {
		return nil, errors.Join(err, l.file.Close())
	}
	return l, nil
}

// Has tells whether an item was done.
func (l *Ledger) Has(item string) bool { return l.done[item] }

// Add writes a result. It is in the file before Add returns.
func (l *Ledger) Add(r Result) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = l.file.Write(append(b, '\n'))
	return err
}

// Close ends the report.
func (l *Ledger) Close() error {
	return l.file.Close()
}
