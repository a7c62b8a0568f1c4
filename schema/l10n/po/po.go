// Package po reads and writes the PO files of GNU gettext. It reads what gettext, Weblate, Poedit and people write, keeps
// all of it, and writes one canonical form: two files that say the same are the same bytes. It knows nothing of protocols
// and judges no translation.
package po

import (
	"fmt"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A File is one PO file, or a template when nothing in it is translated.
type File struct {
	Header   *Entry   // the entry whose text holds the fields; nil when there is none
	Entries  []*Entry // in the order of the file; obsolete ones among them
	Comments []string // of translators, after the last entry
}

// An Entry is one text with its translation.
type Entry struct {
	Comments   []string // of translators: "# …", without the mark
	Notes      []string // for translators: "#. …"
	References []string // places in the source: "#: …"
	Flags      []string // "#, …", each once: "fuzzy"
	Previous   *Source  // what the translation was made of, when that has changed since: "#| …"
	Source
	Text     []string // msgstr; with a plural there are as many as the language has forms
	Obsolete bool     // nothing asks for it any more: "#~ …"

	Pos     schema.Position // of the entry's first keyword
	TextPos schema.Position // of its first msgstr
}

// A Source is what is translated: a text, in a context that tells it from the same text elsewhere.
type Source struct {
	Context    string
	HasContext bool // gettext tells an empty context from none
	ID         string
	Plural     string // other form of the ID; "" when the text does not depend on a number
}

// Key gives what no two entries of a file may share.
func (s Source) Key() string {
	if s.HasContext {
		return s.Context + "\x04" + s.ID // as gettext joins them in its binary files
	}
	return s.ID
}

// Fuzzy reports whether somebody must look at the translation again.
func (e *Entry) Fuzzy() bool { return slices.Contains(e.Flags, fuzzy) }

// SetFuzzy marks the translation as one to look at again, or as good.
func (e *Entry) SetFuzzy(on bool) {
	e.Flags = slices.DeleteFunc(slices.Clone(e.Flags), func(f string) bool { return f == fuzzy })
	if on {
		e.Flags = append([]string{fuzzy}, e.Flags...)
	}
}

const fuzzy = "fuzzy"

// Translated reports whether every form has a text, fuzzy or not.
func (e *Entry) Translated() bool { return len(e.Text) > 0 && !slices.Contains(e.Text, "") }

// First gives the translation of a text without plural.
func (e *Entry) First() string {
	if len(e.Text) == 0 {
		return ""
	}
	return e.Text[0]
}

// Field gives a field of the header, or "".
func (f *File) Field(name string) string {
	for line := range strings.SplitSeq(f.fields(), "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// SetField sets a field of the header where it stands, or else at the end.
func (f *File) SetField(name, value string) {
	if f.Header == nil {
		f.Header = &Entry{}
	}
	lines := strings.Split(strings.TrimSuffix(f.fields(), "\n"), "\n")
	field := fmt.Sprintf("%s: %s", name, value)
	i := slices.IndexFunc(lines, func(line string) bool {
		key, _, ok := strings.Cut(line, ":")
		return ok && strings.EqualFold(strings.TrimSpace(key), name)
	})
	switch {
	case i >= 0:
		lines[i] = field
	case lines[0] == "":
		lines[0] = field
	default:
		lines = append(lines, field)
	}
	f.Header.Text = []string{strings.Join(lines, "\n") + "\n"}
}

func (f *File) fields() string {
	if f.Header == nil {
		return ""
	}
	return f.Header.First()
}
