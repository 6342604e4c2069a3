package main

import (
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// copyInputs copies the tiny catalogue to a place where a run may write.
func copyInputs(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "tiny", "in"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree reads all files below dir.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		out[strings.TrimSuffix(path, ".golden")] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTinyCatalogueMakesTheGoldenFiles(t *testing.T) {
	t.Parallel()
	inputs, out := copyInputs(t), t.TempDir()
	g := generator{inputs: inputs, out: out, log: io.Discard}
	if err := g.run(); err != nil {
		t.Fatal(err)
	}
	got := tree(t, out)
	got["names/store.lock"] = tree(t, inputs)["names/store.lock"]

	golden := filepath.Join("testdata", "tiny", "want")
	if *update {
		if err := os.RemoveAll(golden); err != nil {
			t.Fatal(err)
		}
		for name, text := range got {
			if err := writeFile(filepath.Join(golden, name+".golden"), []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := cmp.Diff(tree(t, golden), got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestSecondRunChangesNothing(t *testing.T) {
	t.Parallel()
	inputs, out := copyInputs(t), t.TempDir()
	first, second := generator{inputs: inputs, out: out, log: io.Discard}, generator{inputs: inputs, out: out}
	if err := first.run(); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	stale := filepath.Join(out, "store", "old_gen.go")
	if err := os.WriteFile(stale, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	second.log = &log
	if err := second.run(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("files (-first +second):\n%s", diff)
	}
	if want := "0 new, 0 changed, 0 removed"; !strings.Contains(log.String(), want) {
		t.Errorf("summary = %q, want it to hold %q", log.String(), want)
	}
}

func TestOnlyOnePackageIsMadeWhenAsked(t *testing.T) {
	t.Parallel()
	inputs, out := copyInputs(t), t.TempDir()
	other := filepath.Join(inputs, "names", "other.json")
	if err := os.WriteFile(other, []byte(`{"services": ["Nothing"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (&generator{inputs: inputs, out: out, only: "store", log: io.Discard}).run(); err != nil {
		t.Fatal(err)
	}
	for name := range tree(t, out) {
		if !strings.HasPrefix(name, "store/") {
			t.Errorf("%s was made too", name)
		}
	}
	err := (&generator{inputs: inputs, out: out, only: "stores", log: io.Discard}).run()
	if want := "no file for stores"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error = %v, want it to hold %q", err, want)
	}
}

// change replaces text in an input file.
func change(t *testing.T, dir, file, old, text string) {
	t.Helper()
	name := filepath.Join(dir, file)
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(b), old, text, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAChangedNameNeedsRelock(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		file, old, new string
		want           string // in the error; "" for none
	}{
		"a new field is welcome": {
			file: "facts/shelf.json", old: `{"name":"ids","type"`, new: `{"name":"force","type":"boolean"},{"name":"ids","type"`,
		},
		"a field of another type": {
			file: "facts/shelf.json", old: `{"name":"open_days","type":"string","unit":"days"}`,
			new:  `{"name":"open_days","type":"integer","format":"int32","unit":"days"}`,
			want: "store.Shelves.Search.response.shelves[].open_days: was Shelf.OpenDays string, is Shelf.OpenDays int",
		},
		"a type of another name": {
			file: "names/store.json", old: `"name": "ShelfBook"`, new: `"name": "BookOnShelf"`,
			want: "store.Shelves.ListBooks.response.books[].id: was ShelfBook.ID string, is BookOnShelf.ID string",
		},
		"a value that vanished": {
			file: "facts/book.json", old: `,"CALCELLED"`, new: ``,
			want: "store: BookStatus CALCELLED: BookStatusCancelled",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inputs, out := copyInputs(t), t.TempDir()
			if err := (&generator{inputs: inputs, out: out, log: io.Discard}).run(); err != nil {
				t.Fatal(err)
			}
			change(t, inputs, tt.file, tt.old, tt.new)
			if name == "a value that vanished" {
				change(t, inputs, "names/store.json", `, "calcelled": "cancelled"`, "")
			}
			err := (&generator{inputs: inputs, out: out, log: io.Discard}).run()
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v\nwant it to hold %q", err, tt.want)
			}
			if err := (&generator{inputs: inputs, out: out, log: io.Discard, relock: true}).run(); err != nil {
				t.Errorf("with -relock: %v", err)
			}
		})
	}
}

func TestWhatIsWrongInTheInputsIsNamed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ file, old, new, want string }{
		"a stale entry": {"names/store.json", `"*.stock"`, `"*.stocks"`, "store.json: pointers: *.stocks fits nothing: remove it"},
		"a default outside of the query": {"names/store.json", `"store.Shelves.ListMoves.query.page_size"`,
			`"store.Books.Search.body.status"`, "store.json: defaults: store.Books.Search.body.status fits nothing: remove it"},
		"a comment on nothing": {"names/store.json", `"BookStatus SOLD_OUT"`, `"BookStatus GONE"`,
			"store.json: comments: BookStatus GONE fits nothing: remove it"},
		"an entry without a reason": {"names/store.json", `"reason": "0 means sold out"`, `"reason": ""`,
			"store.json: pointers: *.stock has no reason"},
		"a missing service": {"names/store.json", `["Books", "Shelves"]`, `["Books"]`, "store.json: services: no Shelves, which store.Shelves."},
		"an unknown list":   {"names/store.json", `"stems"`, `"stem"`, "store.json: json: unknown field"},
		"a missing sentence": {"docs.json", `"store.Books.Close"`, `"store.Books.Shut"`,
			"docs.json: operations: no sentence for store.Books.Close"},
		"a sentence about nothing": {"docs.json", `"store.Books.Close"`, `"store.Books.Shut"`,
			"docs.json: operations: store.Books.Shut names nothing"},
		"a sentence without an end": {"docs.json", "closes a book.", "closes a book", `"closes a book" does not end in a dot`},
		"two types of one name that are not alike": {"names/store.json", `"name": "ShelfBook"`, `"name": "Shelf"`,
			"store.Shelves.ListBooks.response.books[].id: Shelf.ID is string here and tiktokshop.NumericID at store.Shelves.Search"},
		"a long name": {"names/store.json", `"name": "ShelfBook"`, `"name": "ShelfBookWithANameThatIsMuchTooLongToType"`,
			"has 41 letters, more than 40"},
		"a stutter":            {"names/store.json", `"name": "ShelfBook"`, `"name": "ShelfShelf"`, "the type ShelfShelf says Shelf twice"},
		"a number for a name":  {"names/store.json", `"name": "ShelfBook"`, `"name": "Book2"`, "the type Book2 ends in a number"},
		"a name taken already": {"names/store.json", `"name": "ShelfBook"`, `"name": "BookStatus"`, "the name BookStatus is also that of"},
		"values of another list": {"facts/shelf.json", `"enum":["ON_SALE","SOLD_OUT"]`, `"enum":["ON_SALE","SOLD_OUT","ON-SALE"]`,
			"BookStatusOnSale is the name of both ON_SALE and ON-SALE"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inputs := copyInputs(t)
			change(t, inputs, tt.file, tt.old, tt.new)
			out := t.TempDir()
			err := (&generator{inputs: inputs, out: out, log: io.Discard}).run()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v\nwant it to hold %q", err, tt.want)
			}
			if files := tree(t, out); len(files) > 0 {
				t.Errorf("%d files were written in spite of the error", len(files))
			}
		})
	}
}

func TestGeneratedFilesAreUpToDate(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	inputs, out := t.TempDir(), t.TempDir()
	if err := os.CopyFS(inputs, os.DirFS("api")); err != nil {
		t.Fatal(err)
	}
	g := generator{inputs: inputs, out: out, log: io.Discard}
	if err := g.run(); err != nil {
		t.Fatal(err)
	}
	for name, text := range tree(t, out) {
		have, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if string(have) != text {
			t.Errorf("%s is not what the generator makes: run go generate", name)
		}
	}
	lines := 0
	for pkg := range g.names {
		for name, text := range g.files {
			if filepath.Dir(name) == pkg {
				lines += strings.Count(string(text), "\n")
			}
		}
		ops := 0
		for _, op := range g.cat.Operations {
			if op.Package == pkg {
				ops++
			}
		}
		if lines > 150*ops {
			t.Errorf("package %s has %d lines for %d operations, want at most 150 each", pkg, lines, ops)
		}
		lines = 0
	}
}
