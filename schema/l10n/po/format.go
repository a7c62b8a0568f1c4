package po

import (
	"fmt"
	"strings"
)

// Format writes a file in its canonical form: entries in their order with a blank line between them, strings cut after
// their line ends and nowhere else, so that a change of one word changes one line and no editor's width matters.
func (f *File) Format() []byte {
	var w writer
	if f.Header != nil {
		w.entry(f.Header)
	}
	for _, e := range f.Entries {
		w.entry(e)
	}
	if len(f.Comments) > 0 {
		w.blank()
		w.comments("#", f.Comments)
	}
	return []byte(w.String())
}

type writer struct {
	strings.Builder
	mark string // before each line of an obsolete entry
}

func (w *writer) blank() {
	if w.Len() > 0 {
		w.WriteByte('\n')
	}
}

func (w *writer) entry(e *Entry) {
	w.blank()
	w.comments("#", e.Comments)
	w.comments("#.", e.Notes)
	w.comments("#:", e.References)
	if len(e.Flags) > 0 {
		w.comments("#,", []string{strings.Join(e.Flags, ", ")})
	}
	if e.Previous != nil {
		w.mark = "#| "
		if e.Obsolete {
			w.mark = "#~| "
		}
		w.source(*e.Previous)
	}
	w.mark = ""
	if e.Obsolete {
		w.mark = "#~ "
	}
	w.source(e.Source)
	w.texts(e)
}

func (w *writer) comments(mark string, lines []string) {
	for _, line := range lines {
		w.WriteString(strings.TrimRight(mark+" "+line, " ") + "\n")
	}
}

func (w *writer) source(s Source) {
	if s.HasContext {
		w.text("msgctxt", s.Context)
	}
	w.text("msgid", s.ID)
	if s.Plural != "" {
		w.text("msgid_plural", s.Plural)
	}
}

func (w *writer) texts(e *Entry) {
	if e.Plural == "" {
		w.text("msgstr", e.First())
		return
	}
	for i := range max(1, len(e.Text)) {
		text := ""
		if i < len(e.Text) {
			text = e.Text[i]
		}
		w.text(fmt.Sprintf("msgstr[%d]", i), text)
	}
}

// text writes a keyword with its string: on one line, or when the string has several lines each on its own.
func (w *writer) text(keyword, s string) {
	w.WriteString(w.mark + keyword + " ")
	if i := strings.IndexByte(s, '\n'); i >= 0 && i < len(s)-1 {
		w.WriteString("\"\"\n")
		for line := range strings.SplitAfterSeq(s, "\n") {
			if line != "" {
				w.WriteString(w.mark + quote(line) + "\n")
			}
		}
		return
	}
	w.WriteString(quote(s) + "\n")
}

// The characters that a string spells with a letter after a backslash, and their letters.
const (
	escaped       = "\n\t\r\a\b\f\v\"\\"
	escapeLetters = "ntrabfv\"\\"
)

func quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for i := range len(s) {
		letter := strings.IndexByte(escaped, s[i])
		switch {
		case letter >= 0:
			b.WriteByte('\\')
			b.WriteByte(escapeLetters[letter])
		case s[i] < ' ' || s[i] == 0x7F:
			fmt.Fprintf(&b, `\%03o`, s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	b.WriteByte('"')
	return b.String()
}
