package kit_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "record the exported names anew")

// TestExportedNames compares what the packages export with what is recorded:
// a change that breaks importers is a decision, and belongs into CHANGELOG.md.
func TestExportedNames(t *testing.T) {
	const recorded = "testdata/api.txt"
	got := strings.Join(exported(t), "\n") + "\n"
	if *update {
		if err := os.WriteFile(recorded, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the kit does not export what %s says: run go test . "+
			"-update, and tell the change in CHANGELOG.md\n%s", recorded,
			difference(string(want), got))
	}
}

// TestDocComments: every exported name says what it is.
func TestDocComments(t *testing.T) {
	walk(t, func(pkg string, decl ast.Decl, fset *token.FileSet) {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if isExported(decl) && decl.Doc == nil {
				t.Errorf("%s: %s has no comment",
					fset.Position(decl.Pos()), decl.Name)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				is, ok := spec.(*ast.TypeSpec)
				if ok && is.Name.IsExported() && decl.Doc == nil &&
					is.Doc == nil {
					t.Errorf("%s: %s has no comment",
						fset.Position(is.Pos()), is.Name)
				}
			}
		}
	})
}

// exported returns the exported declarations, a line each.
func exported(t *testing.T) []string {
	t.Helper()
	var lines []string
	walk(t, func(pkg string, decl ast.Decl, fset *token.FileSet) {
		add := func(node any) {
			var text bytes.Buffer
			if err := printer.Fprint(&text, fset, node); err != nil {
				t.Fatal(err)
			}
			lines = append(lines,
				pkg+": "+strings.Join(strings.Fields(text.String()), " "))
		}
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if isExported(decl) {
				decl.Body, decl.Doc = nil, nil
				add(decl)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() {
						keepExported(spec)
						add(&ast.GenDecl{
							Tok: decl.Tok, Specs: []ast.Spec{spec}})
					}
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						if name.IsExported() {
							lines = append(lines, pkg+": "+
								decl.Tok.String()+" "+name.Name)
						}
					}
				}
			}
		}
	})
	slices.Sort(lines)
	return lines
}

func isExported(decl *ast.FuncDecl) bool {
	if decl.Recv != nil {
		of := decl.Recv.List[0].Type
		if pointer, ok := of.(*ast.StarExpr); ok {
			of = pointer.X
		}
		if name, ok := of.(*ast.Ident); !ok || !name.IsExported() {
			return false
		}
	}
	return decl.Name.IsExported()
}

// keepExported leaves out comments, and the fields that are not exported.
func keepExported(spec *ast.TypeSpec) {
	spec.Doc, spec.Comment = nil, nil
	if is, ok := spec.Type.(*ast.InterfaceType); ok {
		for _, method := range is.Methods.List {
			method.Doc, method.Comment = nil, nil
		}
	}
	is, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	is.Fields.List = slices.DeleteFunc(is.Fields.List,
		func(field *ast.Field) bool {
			field.Doc, field.Comment = nil, nil
			return len(field.Names) > 0 && !field.Names[0].IsExported()
		})
}

// walk visits the declarations of all packages that can be imported.
func walk(
	t *testing.T, visit func(pkg string, decl ast.Decl, fset *token.FileSet),
) {
	t.Helper()
	err := filepath.WalkDir(".", func(
		path string, entry fs.DirEntry, err error,
	) error {
		if err == nil && (entry.Name() == "testdata" ||
			entry.Name() == "internal") {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") ||
			strings.HasSuffix(path, "_test.go") {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil,
			parser.ParseComments|parser.SkipObjectResolution)
		if err != nil || file.Name.Name == "main" {
			return err
		}
		for _, decl := range file.Decls {
			visit(filepath.ToSlash(filepath.Dir(path)), decl, fset)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// difference lists the lines that only one text has.
func difference(before, after string) string {
	var text strings.Builder
	for _, side := range []struct{ mark, has, lacks string }{
		{"- ", before, after}, {"+ ", after, before},
	} {
		lines := strings.Split(side.lacks, "\n")
		for line := range strings.SplitSeq(side.has, "\n") {
			if !slices.Contains(lines, line) {
				text.WriteString(side.mark + line + "\n")
			}
		}
	}
	return text.String()
}
