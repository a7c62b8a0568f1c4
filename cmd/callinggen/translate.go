package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// The translations of a protocol are in a folder beside its file.
const (
	localesFolder = "locales"
	glossaryName  = "glossary.yaml"
)

// inLocales gives a file of the translations: its name in the source, and as the user knows it.
func (f protocolFile) inLocales(name string) (inside, shown string) {
	return path.Join(path.Dir(f.src.Name), localesFolder, name), filepath.Join(filepath.Dir(f.name), localesFolder, name)
}

// read reads a file of the translations; nil when it is not there.
func (f protocolFile) read(name string) ([]byte, error) {
	inside, shown := f.inLocales(name)
	file, err := f.src.FS.Open(inside)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadable(shown, err)
	}
	defer file.Close()
	var b bytes.Buffer
	if info, err := file.Stat(); err == nil {
		b.Grow(int(min(info.Size(), po.MaxFile)) + bytes.MinRead)
	}
	if _, err := b.ReadFrom(io.LimitReader(file, po.MaxFile+1)); err != nil {
		return nil, unreadable(shown, err)
	}
	return b.Bytes(), nil
}

// translations reads what is translated into a language. Without a file there is none, and no error.
func (f protocolFile) translations(locale string) (*po.File, error) {
	data, err := f.read(locale + ".po")
	if data == nil || err != nil {
		return nil, err
	}
	_, shown := f.inLocales(locale + ".po")
	file, found := po.Parse(shown, data)
	if found != nil {
		return nil, errDiagnostics(found)
	}
	return file, nil
}

// locales lists the languages that there are translations for.
func (f protocolFile) locales() ([]string, error) {
	inside, folder := f.inLocales(".")
	entries, err := fs.ReadDir(f.src.FS, inside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, unreadable("the folder "+folder, err)
	}
	var list []string
	for _, entry := range entries {
		locale, ok := strings.CutSuffix(entry.Name(), ".po")
		if !ok || entry.IsDir() {
			continue
		}
		if err := l10n.CheckTag(locale); err != nil {
			_, shown := f.inLocales(entry.Name())
			return nil, fmt.Errorf("%s: %w", shown, err)
		}
		list = append(list, locale)
	}
	return list, nil
}

// translated lists the languages that there are translations for, and refuses one into the language of the protocol itself:
// nothing would ever show it.
func (f protocolFile) translated(p *schema.Protocol) ([]string, error) {
	list, err := f.locales()
	if slices.Contains(list, p.Locale) {
		_, shown := f.inLocales(p.Locale + ".po")
		return nil, fmt.Errorf("%s: %s is the language of the protocol itself; remove the file", shown, p.Locale)
	}
	return list, err
}

// A language is one that a protocol is wanted in. Its file is read while the protocol is.
type language struct {
	locale string
	shown  string                   // its file, as the user knows it
	file   func() (*po.File, error) // waits for the file; nil when there is none
}

// languages begins to read what is translated into some languages.
func (f protocolFile) languages(locales []string) []language {
	list := make([]language, len(locales))
	for i, locale := range locales {
		_, shown := f.inLocales(locale + ".po")
		list[i] = language{locale, shown, begin(func() (*po.File, error) { return f.translations(locale) })}
	}
	return list
}

// begin calls a function that takes its time, and gives another that waits for what it gives.
func begin[T any](f func() (T, error)) func() (T, error) {
	var value T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		value, err = f()
	}()
	return func() (T, error) {
		<-done
		return value, err
	}
}

// translate puts translations into a protocol. Those that cannot be used are told of as warnings.
func translate(p *schema.Protocol, languages []language) ([]schema.Diagnostic, error) {
	var warnings []schema.Diagnostic
	var good []*l10n.Readings
	for i, readings := range readAll(p, languages) {
		l := languages[i]
		_, err := l.file()
		switch {
		case l.locale == p.Locale:
		case err != nil:
			return nil, err
		case readings == nil:
			warnings = append(warnings, schema.Diagnostic{
				Pos: schema.Position{File: l.shown}, Severity: schema.Warning, Rule: "untranslated",
				Message: fmt.Sprintf("there is no such file, so what is for %s stays in %s; run callinggen l10n update %s", l.locale, p.Locale, l.locale),
			})
		default:
			good = append(good, readings)
			warnings = append(warnings, readings.Found...)
		}
	}
	l10n.Put(good...)
	return warnings, nil
}

// readAll reads the texts of a protocol in each language, nil where nothing is translated.
func readAll(p *schema.Protocol, languages []language) []*l10n.Readings {
	texts := sync.OnceValue(func() []*l10n.Text { return l10n.Texts(p) })
	list := make([]*l10n.Readings, len(languages))
	var work sync.WaitGroup
	for i, l := range languages {
		work.Add(1)
		go func() {
			defer work.Done()
			if file, _ := l.file(); file != nil && l.locale != p.Locale {
				list[i] = l10n.Read(texts(), l.locale, file)
			}
		}()
	}
	work.Wait()
	return list
}

// checkLocale refuses a language that was asked for and that nothing is translated into.
func (f protocolFile) checkLocale(p *schema.Protocol, locale string) error {
	if locale == "" || locale == p.Locale {
		return nil
	}
	there, err := f.locales()
	if err != nil || slices.Contains(there, locale) {
		return err
	}
	return usagef("there is no translation into %q%s", locale, didYouMean(locale, slices.Values(append([]string{p.Locale}, there...))))
}

// told prints what a translation warns of, and reports whether that was anything.
func (s streams) told(warnings []schema.Diagnostic, err error) (bool, error) {
	s.complainAbout(warnings)
	return len(warnings) > 0, err
}

// behind names the files that an update would change.
func (f protocolFile) behind(p *schema.Protocol) ([]schema.Diagnostic, error) {
	locales, err := f.translated(p)
	if err != nil || locales == nil {
		return nil, err
	}
	w := newWorkbench(f, p)
	if err := w.read(locales); err != nil {
		return nil, err
	}
	return w.behind()
}

// fixedWords are the words of the docs themselves, in the languages of these tags that have them: of pt-BR, in pt too.
func fixedWords(tags []string) map[string]labels.Catalogue {
	reading := map[string]func() (labels.Catalogue, error){}
	for locale, words := range catalogues() {
		if slices.ContainsFunc(tags, func(tag string) bool { return strings.HasPrefix(tag, locale) }) {
			reading[locale] = begin(func() (labels.Catalogue, error) { return words(), nil })
		}
	}
	words := make(map[string]labels.Catalogue, len(reading))
	for locale, read := range reading {
		words[locale], _ = read()
	}
	return words
}

// catalogues read what is translated in this program, by language, each at most once.
var catalogues = sync.OnceValue(func() map[string]func() labels.Catalogue {
	entries, err := labels.Files.ReadDir(".")
	if err != nil {
		panic(err) // it is part of this program
	}
	list := make(map[string]func() labels.Catalogue, len(entries))
	for _, entry := range entries {
		name := entry.Name()
		list[strings.TrimSuffix(name, ".po")] = sync.OnceValue(func() labels.Catalogue { return wordsIn(name) })
	}
	return list
})

// wordsIn gives what is translated and good in a file of this program.
func wordsIn(name string) labels.Catalogue {
	data, err := labels.Files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	file, found := po.Parse(name, data)
	if found != nil {
		panic(errDiagnostics(found))
	}
	c := make(labels.Catalogue, len(file.Entries))
	for _, e := range file.Entries {
		if !e.Obsolete && !e.Fuzzy() && e.First() != "" {
			c[e.Context] = e.First()
		}
	}
	return c
}

// localesOf lists the languages that targets want, each once.
func localesOf(choices []*choice) []string {
	var list []string
	for _, ch := range choices {
		for _, locale := range append([]string{ch.options.locale}, ch.options.locales...) {
			if locale != "" && !slices.Contains(list, locale) {
				list = append(list, locale)
			}
		}
	}
	return list
}
