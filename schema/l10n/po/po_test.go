package po

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
)

// ignorePositions compares what files say, wherever they say it.
var ignorePositions = cmpopts.IgnoreTypes(schema.Position{})

// TestFormats reads what other tools write, and holds the canonical form to what stands beside it. Each archive has pairs:
// name.po and name.out, or name.po and name.err with the diagnostics.
func TestFormats(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		for _, f := range archive.Files {
			files[f.Name] = string(f.Data)
		}
		for file := range files {
			base, isInput := strings.CutSuffix(file, ".po")
			if !isInput {
				continue
			}
			t.Run(base, func(t *testing.T) {
				input := strings.NewReplacer("<CR>", "\r", "<TAB>", "\t", "<BOM>", "\uFEFF", "<FF>", "\xFF", "<NUL>", "\x00").Replace(files[file])
				if want, bad := files[base+".err"]; bad {
					if diff := cmp.Diff(want, diagnosticsOf(file, input)); diff != "" {
						t.Error(diff)
					}
					return
				}
				f, found := Parse(file, []byte(input))
				if len(found) > 0 {
					t.Fatal(found)
				}
				if diff := cmp.Diff(files[base+".out"], string(f.Format())); diff != "" {
					t.Error(diff)
				}
				mustReturn(t, f)
			})
		}
	}
}

func diagnosticsOf(name, input string) string {
	f, found := Parse(name, []byte(input))
	if (f == nil) != (len(found) > 0) {
		return "there is a file and there are errors, or neither"
	}
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// mustReturn holds that nothing changes when a file is written and read again.
func mustReturn(t *testing.T, f *File) {
	t.Helper()
	once := f.Format()
	again, found := Parse("again.po", once)
	if len(found) > 0 {
		t.Fatalf("what was written cannot be read: %v\n%s", found, once)
	}
	if diff := cmp.Diff(f, again, ignorePositions, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s\n%s", diff, once)
	}
	if twice := again.Format(); !bytes.Equal(once, twice) {
		t.Fatal(cmp.Diff(string(once), string(twice)))
	}
}

// TestMsgfmt has GNU gettext read what is written, with every character that needs an escape.
func TestMsgfmt(t *testing.T) {
	msgfmt := gentest.NeedGettext(t, "msgfmt")
	f := &File{}
	f.SetField("Language", "fr")
	f.SetField("MIME-Version", "1.0")
	f.SetField("Content-Type", "text/plain; charset=UTF-8")
	f.SetField("Plural-Forms", "nplurals=2; plural=(n > 1);")
	for i, text := range []string{"plain", "two\nlines", "two\n\nparagraphs\n", "\n", `"quoted" \n`, "\t\a\b\f\v", "日本語", "a\u202Fb", "\x01\x7F"} {
		f.Entries = append(f.Entries, &Entry{
			Notes: []string{"note"}, Previous: &Source{HasContext: true, Context: text, ID: text},
			Source: Source{HasContext: true, Context: fmt.Sprint(i), ID: text}, Text: []string{text},
		})
	}
	f.Entries = append(f.Entries,
		&Entry{Source: Source{ID: "one", Plural: "more"}, Text: []string{"un", "plusieurs"}},
		&Entry{Source: Source{ID: "gone"}, Text: []string{"parti"}, Obsolete: true, Previous: &Source{ID: "before"}})
	mustReturn(t, f)
	cmd := exec.Command(msgfmt, "--check-format", "--check-domain", "-o", "-", "-")
	cmd.Stdin = bytes.NewReader(f.Format())
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("msgfmt: %v\n%s\n%s", err, stderr.String(), f.Format())
	}
}

func TestFields(t *testing.T) {
	f := &File{}
	if got := f.Field("Language"); got != "" {
		t.Error(got)
	}
	f.SetField("Language", "fr")
	f.SetField("Plural-Forms", "a")
	f.SetField("language", "ja")
	if got := f.Header.First(); got != "language: ja\nPlural-Forms: a\n" {
		t.Errorf("%q", got)
	}
	if got := f.Field("LANGUAGE"); got != "ja" {
		t.Error(got)
	}
}

func TestFuzzyMark(t *testing.T) {
	e := &Entry{Flags: []string{"c-format"}}
	e.SetFuzzy(true)
	e.SetFuzzy(true)
	if !e.Fuzzy() || len(e.Flags) != 2 {
		t.Error(e.Flags)
	}
	e.SetFuzzy(false)
	if e.Fuzzy() || len(e.Flags) != 1 {
		t.Error(e.Flags)
	}
}

// FuzzPO reads anything. What is read comes back the same from its canonical form; otherwise there is a diagnostic with a
// place and one line of words.
func FuzzPO(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, found := Parse("f.po", data)
		for _, d := range found {
			if strings.ContainsAny(d.Message, "\n\r") || d.Message == "" || d.Pos.File == "" {
				t.Fatalf("%q", d)
			}
		}
		if file == nil {
			if len(found) == 0 {
				t.Fatal("no file, and nothing that says why")
			}
			return
		}
		mustReturn(t, file)
	})
}
