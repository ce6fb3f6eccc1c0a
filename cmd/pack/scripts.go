package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// scripts is what is in sources, with the licences, and with the scripts joined: an entry is one file and what it shares
// with others, so that a page asks its server three times and not twenty. Nothing is made shorter in them: what runs
// can be read.
func scripts(id string) (map[string][]byte, error) {
	folder, err := os.MkdirTemp("", "addend-pack-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	files, err := read(id)
	if err != nil {
		return nil, err
	}
	for name, b := range files {
		if filepath.Ext(name) == ".js" {
			delete(files, name)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			return nil, err
		}
	}
	for _, name := range joined {
		if files[name], err = join(folder, name); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// joined are the scripts of the package: its entries, and what stands for itself because it must be there once
// (errors.js, whose class is compared; trusted.js, whose policy may be made once) or comes only when it is needed.
var joined = append([]string{
	"index.js", "workerd.js", "worker.js", "thread.js", "element.js", "client.js", "media.js", "media-workerd.js", "plain.js",
	"node.js", "worker-node.js", "media-node.js",
}, apart...)

var apart = []string{"errors.js", "trusted.js", "codes.js", "file.js", "optimised.js", "progress.js", "reading.js", "remote.js", "verify.js"}

// join makes one script of a script and what it imports, but for what stands apart, the entry that elements import when
// they need it, and modules. What runs in a worker is alone there and has all of it: some bundlers make of a worker one
// script that cannot import.
func join(folder, name string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: folder,
		EntryPoints:   []string{name},
		Bundle:        true,
		Format:        api.FormatESModule,
		Platform:      api.PlatformNeutral,
		External:      []string{"node:*"},
		Target:        api.ESNext,
		Charset:       api.CharsetUTF8,
		LegalComments: api.LegalCommentsInline,
		LogLevel:      api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "apart", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^\./`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				if name == "thread.js" && args.Path == "./trusted.js" {
					return api.OnResolveResult{Path: filepath.Join(folder, "thread-trusted.js")}, nil
				}
				stays := args.Path == "./index.js" || strings.HasSuffix(args.Path, ".wasm")
				for _, other := range apart {
					stays = stays || args.Path == "./"+other
				}
				if !stays || name == "thread.js" || args.Kind == api.ResolveEntryPoint {
					return api.OnResolveResult{}, nil
				}
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			})
			if name == "thread.js" {
				b.OnLoad(api.OnLoadOptions{Filter: `\.js$`}, atOnce)
			}
		}}},
	})
	for _, m := range append(result.Errors, result.Warnings...) {
		return nil, fmt.Errorf("%s: %s (%+v)", name, m.Text, m.Location)
	}
	return once(result.OutputFiles[0].Contents), nil
}

// laterImport is an import of what comes when it is needed.
var laterImport = regexp.MustCompile(`import\(/\* webpackMode: "eager" \*/ "\./(\w+)\.js"\)`)

// atOnce loads a script with what it imports later imported at its beginning.
func atOnce(args api.OnLoadArgs) (api.OnLoadResult, error) {
	b, err := os.ReadFile(args.Path)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	var head bytes.Buffer
	for _, m := range laterImport.FindAllSubmatch(b, -1) {
		fmt.Fprintf(&head, "import * as %s_now from \"./%s.js\";\n", m[1], m[1])
	}
	text := head.String() + string(laterImport.ReplaceAll(b, []byte("${1}_now")))
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
}

// importLine is an import of what stands apart, as the bundler writes it: one for each source that has it.
var importLine = regexp.MustCompile(`(?m)^import \{ ([^}]*) \} from "(\./[^"]+)";\n`)

// once makes one import for each script of all that a joined script imports from it, under its own names: the bundler
// gives what is imported again another name.
func once(script []byte) []byte {
	imports := map[string][]string{}
	var from []string
	renamed := map[string]string{}
	for _, m := range importLine.FindAllSubmatch(script, -1) {
		path := string(m[2])
		if imports[path] == nil {
			from = append(from, path)
		}
		for _, part := range strings.Split(string(m[1]), ", ") {
			name, other, _ := strings.Cut(part, " as ")
			if other != "" {
				renamed[other] = name
			}
			if !slices.Contains(imports[path], name) {
				imports[path] = append(imports[path], name)
			}
		}
	}
	script = importLine.ReplaceAll(script, nil)
	script = identifier.ReplaceAllFunc(script, func(b []byte) []byte {
		if name, ok := renamed[string(b)]; ok {
			return []byte(name)
		}
		return b
	})
	for _, name := range renamed {
		script = bytes.ReplaceAll(script, []byte(name+" as "+name), []byte(name))
	}
	var head bytes.Buffer
	for _, path := range from {
		fmt.Fprintf(&head, "import { %s } from %q;\n", strings.Join(imports[path], ", "), path)
	}
	return append(head.Bytes(), script...)
}

var identifier = regexp.MustCompile(`[\w$]+`)

// read reads the sources, with wasm_exec.js of the toolchain and the build's id.
func read(id string) (map[string][]byte, error) {
	entries, err := os.ReadDir(sources)
	if err != nil {
		return nil, err
	}
	root, err := goroot()
	if err != nil {
		return nil, err
	}
	from := map[string]string{
		"LICENSE": "LICENSE", "LICENSE-go": filepath.Join(root, "LICENSE"), "wasm_exec.js": filepath.Join(root, "lib/wasm/wasm_exec.js"),
	}
	for _, e := range entries {
		from[e.Name()] = filepath.Join(sources, e.Name())
	}
	files := map[string][]byte{}
	for name, path := range from {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		switch name {
		case "version.js":
			if !bytes.Contains(b, []byte(development)) {
				return nil, fmt.Errorf("version.js does not hold %s", development)
			}
			b = bytes.Replace(b, []byte(development), []byte(`build = "`+id+`"`), 1)
		case "wasm_exec.js":
			if b, err = wrap(b); err != nil {
				return nil, err
			}
		}
		files[name] = b
	}
	return files, nil
}
