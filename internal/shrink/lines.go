package shrink

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// knownToolchain is the Go of which dropLines knows the tables. A module of another is left as it is, and is larger.
const knownToolchain = "go1.26"

var errTables = errors.New("the tables of functions are not those")

var word, address = binary.LittleEndian.Uint32, binary.LittleEndian.Uint64

// dropLines takes out of a program's memory, which starts at base, which line of which file each instruction comes from,
// and which function was inlined there: a sixth of what a page fetches, for stack traces that say "?:0" of a function's
// line now. The names of functions stay, as does all that the runtime and its garbage collector work with; zero is the
// runtime's own sign for a table that is not there.
func dropLines(base uint64, image []byte) error {
	t, err := functionTablesOf(base, image)
	if err != nil {
		return err
	}
	kept, dropped := map[uint32]bool{}, map[uint32]bool{}
	inlined := map[uint32]int{} // entries, by the place of their list
	names := make([]byte, len(t.names))
	drop := func(b []byte) {
		dropped[word(b)] = true
		clear(b[:4])
	}
	for i := range t.count {
		f, tables, datas, err := t.function(i)
		if err != nil {
			return err
		}
		if len(datas) > 4*inlineData && word(datas[4*inlineData:]) != none && len(tables) > 4*inlineTable {
			most, _, err := t.readTable(word(tables[4*inlineTable:]))
			if err != nil {
				return err
			}
			at := datas[4*inlineData:]
			inlined[word(at)] = max(inlined[word(at)], most+1)
			binary.LittleEndian.PutUint32(at, none)
		}
		name := t.names[word(f[nameAt:]):]
		copy(names[len(names)-len(name):], name[:bytes.IndexByte(name, 0)])
		kept[word(f[stackTable:])] = true
		drop(f[fileTable:])
		drop(f[lineTable:])
		clear(f[unitAndLine : unitAndLine+8])
		for j := 0; j < len(tables); j += 4 {
			switch j / 4 {
			case inlineTable, unsafeTable, argumentTable:
				drop(tables[j:])
			default:
				kept[word(tables[j:])] = true
			}
		}
	}
	for at := range dropped {
		if kept[at] || at == 0 {
			continue
		}
		_, size, err := t.readTable(at)
		if err != nil {
			return err
		}
		clear(t.values[at:][:size])
	}
	for at, n := range inlined {
		if uint64(at)+uint64(n)*inlinedSize > uint64(len(t.datas)) {
			return errTables
		}
		clear(t.datas[at:][:n*inlinedSize])
	}
	copy(t.names, names) // without those of functions that are inlined wherever they are called
	clear(t.files)
	return nil
}

// Places in a _func (runtime/runtime2.go), and in the lists that follow it (internal/abi/symtab.go).
const (
	functionSize                             = 44
	nameAt, stackTable, fileTable, lineTable = 4, 16, 20, 24
	tableCount, unitAndLine, dataCount       = 28, 32, 43

	unsafeTable   = 0 // where no signal may stop the program: WebAssembly has none
	inlineTable   = 2
	argumentTable = 3 // which arguments a stack trace can show
	inlineData    = 3
	inlinedSize   = 16 // of an inlinedCall (runtime/symtabinl.go)

	none = uint32(1<<32 - 1)
)

// functionTables are the parts of what the linker writes about functions (pcHeader and moduledata, runtime/symtab.go).
type functionTables struct {
	count     int
	names     []byte // of functions, each ended by zero
	files     []byte // names of files, and which functions mean which
	values    []byte // tables of values by instruction
	functions []byte // a list of where each _func is, and those
	datas     []byte // what a _func refers to beside tables
}

func functionTablesOf(base uint64, image []byte) (*functionTables, error) {
	at := bytes.Index(image, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")) // magic number, instructions of one byte, pointers of eight
	const headerSize = 72
	if at < 0 || len(image)-at < headerSize {
		return nil, errTables
	}
	header := image[at:]
	count, places := address(header[8:]), [5]uint64{}
	for i := range places {
		places[i] = address(header[32+8*i:])
		if places[i] < headerSize || places[i] > uint64(len(header)) || i > 0 && places[i] < places[i-1] {
			return nil, errTables
		}
	}
	names, units, values, functions := places[0], places[1], places[3], places[4]
	if count == 0 || count > (uint64(len(header))-functions)/(8+functionSize) {
		return nil, errTables
	}
	// The module's own record begins with the addresses of the header and of the names.
	start := base + uint64(at)
	record := bytes.Index(image, binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, start), start+names))
	const functionsAddress, datasAddress = 13 * 8, 40 * 8
	if record < 0 || len(image)-record < datasAddress+8 || address(image[record+functionsAddress:]) != start+functions {
		return nil, errTables
	}
	datas := address(image[record+datasAddress:]) - base
	if datas > uint64(len(image)) {
		return nil, errTables
	}
	return &functionTables{count: int(count), names: header[names:units], files: header[units:values],
		values: header[values:functions], functions: header[functions:], datas: image[datas:]}, nil
}

// function returns the _func of that number, its tables and its other data.
func (t *functionTables) function(i int) (f, tables, datas []byte, err error) {
	from := word(t.functions[i*8+4:])
	if uint64(from)+functionSize > uint64(len(t.functions)) {
		return nil, nil, nil, errTables
	}
	f = t.functions[from:]
	lists, n, m := f[functionSize:], word(f[tableCount:]), int(f[dataCount])
	if name := uint64(word(f[nameAt:])); name >= uint64(len(t.names)) || bytes.IndexByte(t.names[name:], 0) < 0 || n > 16 || m > 16 || len(lists) < 4*(int(n)+m) {
		return nil, nil, nil, errTables
	}
	return f[:functionSize], lists[:4*n], lists[4*n:][:4*m], nil
}

// readTable reads a table of values: changes of the value, each with the number of instructions to the next, up to a
// change of zero that is not the first. It returns the greatest value and the bytes of the table.
func (t *functionTables) readTable(at uint32) (most, size int, err error) {
	if uint64(at) >= uint64(len(t.values)) {
		return 0, 0, errTables
	}
	rest := t.values[at:]
	value := -1
	most = value
	for first := true; ; first = false {
		change, n := binary.Uvarint(rest[size:])
		if n <= 0 {
			return 0, 0, errTables
		}
		if size += n; change == 0 && !first {
			return most, size, nil
		}
		value += int(change>>1) ^ -int(change&1)
		most = max(most, value)
		if _, n = binary.Uvarint(rest[size:]); n <= 0 {
			return 0, 0, errTables
		}
		size += n
	}
}
