package main

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// atFirstUse rewrites the files of one package so that a regular expression is compiled when it is first used, and not at
// every start: its variable becomes a function that compiles it once, and each use a call. Nothing else is changed. Most
// texts need none of those that a Markdown parser and a sanitiser have.
func atFirstUse(files map[string][]byte) (map[string][]byte, error) {
	set := token.NewFileSet()
	parsed := map[string]*ast.File{}
	declared := map[string]*ast.Ident{}
	edits := map[string][]edit{}
	for name, source := range files {
		file, err := parser.ParseFile(set, name, source, 0)
		if err != nil {
			return nil, err
		}
		parsed[name] = file
		for _, v := range lateVariables(file) {
			if v.name.IsExported() { // other packages use it as it is
				continue
			}
			declared[v.name.Name] = v.name
			edits[name] = append(edits[name],
				edit{set.Position(v.value.Pos()).Offset, "sync.OnceValue(func() *regexp.Regexp { return "}, edit{set.Position(v.value.End()).Offset, " })"})
		}
		if len(edits[name]) > 0 && !imports(file, "sync") {
			edits[name] = append(edits[name], edit{set.Position(file.Name.End()).Offset, "\n\nimport \"sync\""})
		}
	}
	out := map[string][]byte{}
	for name, file := range parsed {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok { // what is selected has the name, but is another
				if x, ok := s.X.(*ast.Ident); ok && declared[x.Name] == nil {
					return false
				}
			}
			if id, ok := n.(*ast.Ident); ok && declared[id.Name] != nil && declared[id.Name] != id {
				edits[name] = append(edits[name], edit{set.Position(id.End()).Offset, "()"})
			}
			return true
		})
		out[name] = applied(files[name], edits[name])
	}
	return out, nil
}

type lateVariable struct {
	name  *ast.Ident
	value ast.Expr
}

func lateVariables(file *ast.File) (found []lateVariable) {
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			if len(v.Names) != 1 || len(v.Values) != 1 || v.Type != nil {
				continue
			}
			if call, ok := v.Values[0].(*ast.CallExpr); ok && nameOf(call.Fun) == "regexp.MustCompile" {
				found = append(found, lateVariable{v.Names[0], call})
			}
		}
	}
	return found
}

// nameOf is how a function is called: Name, or package.Name.
func nameOf(f ast.Expr) string {
	switch f := f.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return nameOf(f.X) + "." + f.Sel.Name
	}
	return ""
}

func imports(file *ast.File, path string) bool {
	return slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == strconv.Quote(path) })
}

// An edit puts text at a place.
type edit struct {
	at   int
	text string
}

func applied(source []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	var out bytes.Buffer
	from := 0
	for _, e := range edits {
		out.Write(source[from:e.at])
		out.WriteString(e.text)
		from = e.at
	}
	out.Write(source[from:])
	return out.Bytes()
}
