package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// knownToolchain is the Go of which dropLines knows the tables (runtime/symtab.go, runtime/runtime2.go). A module of
// another is left as it is, and is larger.
const knownToolchain = "go1.26"

var errTables = errors.New("the tables of functions are not those")

// The places of what is read and written here in a pcHeader and in a _func.
const (
	headerSize                                              = 72
	functionSize                                            = 44
	nameOffset, fileTable, lineTable, tables                = 4, 20, 24, 28
	unitOffset, startLine, datas                            = 32, 36, 43
	inlineTable                                             = 2 // of the tables that follow a _func
	functionCount, nameAt, unitAt, fileAt, tableAt, funcsAt = 8, 32, 40, 48, 56, 64
)

// dropLines takes out of a program's memory which line of which file each instruction comes from, and which function
// was inlined there: a tenth of what a page fetches, for stack traces that only say "?:0" of a function's line now. The
// names of functions stay, as does all that the runtime and its garbage collector work with. Zero is the runtime's own
// sign for a table that is not there.
func dropLines(image []byte) error {
	at := bytes.Index(image, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")) // magic number, instructions of one byte, pointers of eight
	if at < 0 || len(image)-at < headerSize {
		return errTables
	}
	header := image[at:]
	field := func(at int) uint64 { return binary.LittleEndian.Uint64(header[at:]) }
	names, units, files, lists, funcs := field(nameAt), field(unitAt), field(fileAt), field(tableAt), field(funcsAt)
	count := field(functionCount)
	if names != headerSize || units < names || files < units || lists < files || funcs < lists || funcs > uint64(len(header)) ||
		count == 0 || count > (uint64(len(header))-funcs)/8 {
		return errTables
	}
	values, functions := header[lists:funcs], header[funcs:]
	word := binary.LittleEndian.Uint32
	kept, dropped := map[uint32]bool{}, map[uint32]bool{}
	drop := func(b []byte) {
		dropped[word(b)] = true
		clear(b[:4])
	}
	for i := range count {
		from := word(functions[i*8+4:])
		if uint64(from)+functionSize > uint64(len(functions)) {
			return errTables
		}
		f := functions[from:]
		lists := f[functionSize:]
		n := int(word(f[tables:]))
		if uint64(word(f[nameOffset:])) >= units-names || n > 16 || f[datas] > 16 || len(lists) < 4*n {
			return errTables
		}
		kept[word(f[16:])] = true
		drop(f[fileTable:])
		drop(f[lineTable:])
		clear(f[unitOffset : startLine+4])
		for j := range n {
			if j == inlineTable {
				drop(lists[4*j:])
			} else {
				kept[word(lists[4*j:])] = true
			}
		}
	}
	for start := range dropped {
		if kept[start] || start == 0 {
			continue
		}
		size := tableSize(values, start)
		if size == 0 {
			return errTables
		}
		clear(values[start:][:size])
	}
	clear(header[units:lists]) // names of files, and which functions may mean which
	return nil
}

// tableSize is the length of a table of values, each with the number of instructions it is for, up to and with the zero
// at its end; 0 where there is no end.
func tableSize(values []byte, start uint32) int {
	if uint64(start) >= uint64(len(values)) {
		return 0
	}
	rest := values[start:]
	size := 0
	for first := true; ; first = false {
		change, n := binary.Uvarint(rest[size:])
		if n <= 0 {
			return 0
		}
		if size += n; change == 0 && !first {
			return size
		}
		if _, n = binary.Uvarint(rest[size:]); n <= 0 {
			return 0
		}
		size += n
	}
}
