package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const poHead = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"

// refusedTranslations are files that an attacker or a broken tool could give, by the name in the folder of translations.
var refusedTranslations = []struct {
	name, file string
	data       func() string
}{
	{"50 MB of noise", "fr.po", noise},
	{"NUL", "fr.po", func() string { return poHead + "msgid \"a\x00\"\nmsgstr \"\"\n" }},
	{"non-UTF-8", "fr.po", func() string { return poHead + "msgid \"\xff\"\nmsgstr \"\"\n" }},
	{"UTF-16", "fr.po", func() string { return "\xff\xfem\x00s\x00g\x00i\x00d\x00" }},
	{"a huge line that is not closed", "fr.po", func() string { return poHead + "msgid \"" + strings.Repeat("a", 30<<20) }},
	{"1.5 million entries", "fr.po", func() string { return manyEntries(1_500_000) }},
	{"as many entries as the size allows", "fr.po", func() string { return manyEntries(1_000_000) }},
	{"a million flags", "fr.po", func() string {
		var b strings.Builder
		b.WriteString(poHead + "#,")
		for i := range 1_000_000 {
			fmt.Fprintf(&b, " a%d,", i)
		}
		return b.String() + "\nmsgid \"a\"\nmsgstr \"\"\n"
	}},
	{"a text of two million lines, twice", "fr.po", func() string {
		text := "msgid \"\"\n" + strings.Repeat("\"a\"\n", 2_000_000) + "msgstr \"\"\n\n"
		return poHead + text + text
	}},

	{"50 MB of noise", glossaryName, noise},
	{"NUL", glossaryName, func() string { return "keep: [a] # \x00\n" }},
	{"non-UTF-8", glossaryName, func() string { return "keep: [a] # \xff\n" }},
	{"UTF-16", glossaryName, func() string { return "\xff\xfek\x00" }},
	{"10,000-deep nesting, flow", glossaryName, func() string { return "keep: " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) }},
	{"10,000-deep nesting, never closed", glossaryName, func() string { return "terms: " + strings.Repeat("{a: ", 10_000) }},
	{"alias bomb", glossaryName, func() string {
		var b strings.Builder
		b.WriteString("terms:\n  a0: &a0 {en: [x, x, x, x, x, x, x, x, x, x]}\n")
		for i := range 9 {
			fmt.Fprintf(&b, "  a%d: &a%d {en: [%s]}\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 10))
		}
		return b.String()
	}},
	{"1.5 million words", glossaryName, func() string { return "keep: [" + strings.Repeat("a,", 1_500_000) + "]\n" }},
	{"as many words as the size allows", glossaryName, func() string { return "keep: [" + strings.Repeat("a,", 500_000) + "]\n" }},
	{"duplicate keys", glossaryName, func() string { return "keep: [a]\nkeep: [b]\n" }},
	{"a list", glossaryName, func() string { return "- a\n" }},
}

func manyEntries(n int) string {
	var b strings.Builder
	b.WriteString(poHead)
	for i := range n {
		fmt.Fprintf(&b, "msgid\"%d\"\nmsgstr\"\"\n", i)
	}
	return b.String()
}

// Each is told by its place, in a process whose memory has a bound, and nothing is written.
func TestHostileTranslationsAreRefused(t *testing.T) {
	for _, c := range refusedTranslations {
		t.Run(c.file+" "+c.name, func(t *testing.T) {
			dir := folderWith(t, preamble)
			locales := filepath.Join(dir, localesFolder)
			write(t, filepath.Join(locales, "fr.po"), poHead)
			data := c.data()
			write(t, filepath.Join(locales, c.file), data)
			commands := [][]string{{"l10n", "check", "--schema", "p.yaml"}}
			if c.file != glossaryName {
				commands = append(commands, []string{"generate", "docs", "--schema", "p.yaml", "--locale", "fr", "--out", "out"}, []string{"l10n", "update", "--schema", "p.yaml"})
			}
			for _, args := range commands {
				code, out := runChild(t, dir, args...)
				first, _, _ := strings.Cut(out, "\n")
				if want := `^locales.` + regexp.QuoteMeta(c.file) + `:(\d+:\d+:)? .*\((po-syntax|glossary)\)$`; code != 1 || !regexp.MustCompile(want).MatchString(first) {
					t.Errorf("%s: exit code %d, want 1, and the first line\n%.500s\nwant %s", args[0], code, first, want)
				}
				if strings.Contains(out, "goroutine ") {
					t.Errorf("%s: a panic:\n%.2000s", args[0], out)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
				t.Error("something was written")
			}
			if read(t, filepath.Join(locales, c.file)) != data {
				t.Errorf("%s is not as it was", c.file)
			}
			if files, err := os.ReadDir(locales); err != nil || len(files) > 2 {
				t.Errorf("there are new files among the translations: %v %v", files, err)
			}
		})
	}
}
