package budget_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestPackageVariablesNeverChange finds assignments to variables that belong to
// a package: state nobody can see in a signature, shared by all clients.
func TestPackageVariablesNeverChange(t *testing.T) {
	t.Parallel()
	packages := map[string]map[string][]byte{}
	for name, text := range sources(t) {
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			dir := path.Dir(name)
			if packages[dir] == nil {
				packages[dir] = map[string][]byte{}
			}
			packages[dir][name] = text
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		for _, found := range changes(t, packages[dir]) {
			t.Errorf("%s: keep it in a value that New makes", found)
		}
	}
}

func TestChangesOfPackageVariablesAreFound(t *testing.T) {
	t.Parallel()
	const head = "package p\nimport \"sync\"\nvar n int\nvar m = map[int]int{}\nvar p = &struct{ a []int }{}\n"
	tests := map[string]struct {
		body  string
		found bool
	}{
		"an assignment":                 {"func f() { n = 1 }", true},
		"an increment":                  {"func f() { n++ }", true},
		"an entry of a map":             {"func f() { m[1] = 1 }", true},
		"an element behind a pointer":   {"func f() { p.a[0] = 1 }", true},
		"a deleted entry":               {"func f() { delete(m, 1) }", true},
		"a lock":                        {"var mu sync.Mutex", true},
		"reading":                       {"func f() int { return n + m[1] }", false},
		"a local of the same name":      {"func f() { n := 0; n = 1; _ = n }", false},
		"a parameter of the same name":  {"func f(m map[int]int) { m[1] = 1 }", false},
		"a pool, which only saves work": {"var pool sync.Pool", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := changes(t, map[string][]byte{"p.go": []byte(head + tt.body)})
			if (len(got) > 0) != tt.found {
				t.Errorf("found %v, want any: %v", got, tt.found)
			}
		})
	}
}

// changes lists where the files of one package change its variables.
func changes(t *testing.T, sources map[string][]byte) []string {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		f, err := parser.ParseFile(fset, name, sources[name], parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	// Only scopes matter here, so imports stay unknown and errors about them are passed over.
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: nothing{}, Error: func(error) {}}
	pkg, _ := conf.Check("p", fset, files, info)
	var found []string
	report := func(at ast.Node, what string) {
		found = append(found, fset.Position(at.Pos()).String()+": "+what)
	}
	variable := func(e ast.Expr) *ast.Ident {
		id := base(e)
		if id == nil {
			return nil
		}
		if v, ok := info.Uses[id].(*types.Var); !ok || v.Parent() != pkg.Scope() {
			return nil
		}
		return id
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				locks(g, report)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			for _, target := range targets(n) {
				if id := variable(target); id != nil {
					report(id, "package variable "+id.Name+" is changed")
				}
			}
			return true
		})
	}
	return found
}

// targets are the expressions that n changes.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (f.Name == "delete" || f.Name == "clear") {
			return n.Args[:1]
		}
	}
	return nil
}

// base is the variable that e is part of.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// locks reports package variables that only make sense for changing state.
func locks(g *ast.GenDecl, report func(ast.Node, string)) {
	for _, s := range g.Specs {
		v, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		sel, ok := v.Type.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && (pkg.Name == "sync" && sel.Sel.Name != "Pool" || pkg.Name == "atomic") {
			report(v, "package variable "+v.Names[0].Name+" is a "+pkg.Name+"."+sel.Sel.Name)
		}
	}
}

// nothing imports no package.
type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not needed") }
