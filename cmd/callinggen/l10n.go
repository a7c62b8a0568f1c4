package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// l10nFlags are the flags that all commands of l10n share.
type l10nFlags struct{ config, schema string }

func newL10n(s streams) *cobra.Command {
	var f l10nFlags
	cmd := &cobra.Command{
		Use:   "l10n",
		Short: "Keep translations in step with the protocol",
		Long: "Keep translations in step with the protocol.\n\n" +
			"Each language is a PO file in the folder " + localesFolder + " beside the protocol file, named after its BCP 47 tag: fr.po, pt-BR.po.\n" +
			"Any tool for PO files can edit it. " + glossaryName + " beside them says how terms are called.",
		RunE: helpOrUnknown("command"),
	}
	cmd.PersistentFlags().StringVar(&f.config, "config", "", "configuration in place of ./"+configName)
	cmd.PersistentFlags().StringVar(&f.schema, "schema", "", "protocol file; without --config, "+configName+" is not read then")
	cmd.AddCommand(newL10nUpdate(s, &f), newL10nCheck(s, &f), newL10nStatus(s, &f), newL10nPrune(s, &f))
	return cmd
}

func newL10nUpdate(s streams, f *l10nFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "update [locale…]",
		Short: "Bring the PO files in step with the protocol, and begin new ones",
		Long: "Bring the PO files in step with the protocol: those that are there, those of the languages of the docs, and those named.\n" +
			"A text that changed keeps its translation, marked fuzzy, with the earlier text beside it. What is gone becomes obsolete.",
		RunE: func(_ *cobra.Command, locales []string) error { return l10nUpdate(s, *f, locales) },
	}
}

func newL10nCheck(s streams, f *l10nFlags) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "check [locale…]",
		Short: "Judge translations: code words, references, links, numbers, terms, typography",
		RunE: func(_ *cobra.Command, locales []string) error {
			write := formats[format]
			if write == nil {
				return unknownFormat(format, formats)
			}
			w, err := f.open(s, locales)
			if err != nil {
				return err
			}
			found, err := w.check()
			if err != nil {
				return err
			}
			if err := write(s.out, found); err != nil {
				return err
			}
			if len(found) > 0 {
				return errPrinted
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "how to print: text, json or github (annotations of a workflow)")
	return cmd
}

func newL10nStatus(s streams, f *l10nFlags) *cobra.Command {
	var format string
	var least int
	cmd := &cobra.Command{
		Use:   "status [locale…]",
		Short: "Count what is translated",
		RunE: func(_ *cobra.Command, locales []string) error {
			write := statusFormats[format]
			if write == nil {
				return unknownFormat(format, statusFormats)
			}
			if least < 0 || least > 100 {
				return usagef("--min is a percentage; give a number from 0 to 100")
			}
			w, err := f.open(s, locales)
			if err != nil {
				return err
			}
			return w.status(s, write, least)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "how to print: text or json")
	cmd.Flags().IntVar(&least, "min", 0, "end in exit code 1 when a language has less than this percentage")
	return cmd
}

func newL10nPrune(s streams, f *l10nFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "prune [locale…]",
		Short: "Remove obsolete translations",
		RunE: func(_ *cobra.Command, locales []string) error {
			w, err := f.open(s, locales)
			if err != nil {
				return err
			}
			for _, locale := range w.locales {
				pruned, n := l10n.Prune(w.files[locale])
				if err := w.save(s, locale+".po", pruned, count(n, "obsolete text")+" removed"); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// A workbench is a protocol with its translations.
type workbench struct {
	config   *config // nil where nothing is begun
	file     protocolFile
	protocol *schema.Protocol
	texts    []*l10n.Text
	locales  []string
	files    map[string]*po.File // by locale; nil: not begun
}

// open loads the protocol and the translations that are named, or else all. It refuses what cannot be read before anything
// is written.
func (f l10nFlags) open(s streams, named []string) (*workbench, error) {
	c, err := configFor(f.config, f.schema)
	if err != nil {
		return nil, err
	}
	p, err := s.protocol(c.protocol())
	if err != nil {
		return nil, err
	}
	w := newWorkbench(c.protocol(), p)
	w.config = c
	there, err := w.file.translated(p)
	if err != nil {
		return nil, err
	}
	for _, locale := range named {
		if !slices.Contains(there, locale) {
			return nil, usagef("there is no translation into %q%s", locale, didYouMean(locale, slices.Values(there)))
		}
	}
	if len(named) > 0 {
		there = named
	}
	return w, w.read(there)
}

func newWorkbench(file protocolFile, p *schema.Protocol) *workbench {
	return &workbench{file: file, protocol: p, texts: l10n.Texts(p), files: map[string]*po.File{}}
}

// read reads the translations into some languages.
func (w *workbench) read(locales []string) error {
	var errs errDiagnostics
	for _, locale := range locales {
		file, err := w.file.translations(locale)
		var found errDiagnostics
		switch {
		case err == nil:
			w.locales, w.files[locale] = append(w.locales, locale), file
		case errors.As(err, &found):
			errs = append(errs, found...)
		default:
			return err
		}
	}
	if errs != nil {
		return errs
	}
	return nil
}

// project is what the header of a file says that it translates.
func (w *workbench) project() string { return w.protocol.ID }

// updated gives the file of a locale as it is after an update.
func (w *workbench) updated(locale string) *po.File {
	return l10n.Update(w.files[locale], w.texts, w.project(), locale)
}

// template names the file that translations begin with.
func (w *workbench) template() string {
	base := filepath.Base(w.file.name)
	return strings.TrimSuffix(base, filepath.Ext(base)) + ".pot"
}

func l10nUpdate(s streams, f l10nFlags, named []string) error {
	for _, locale := range named {
		if err := l10n.CheckTag(locale); err != nil {
			return usagef("%s", err)
		}
	}
	w, err := f.open(s, nil)
	if err != nil {
		return err
	}
	if w.config.schema == "" {
		return fmt.Errorf("the embedded protocol cannot be changed; run callinggen init --from embedded, and translate the copy")
	}
	if slices.Contains(named, w.protocol.Locale) {
		return usagef("%s is the language of the protocol itself; name another one", w.protocol.Locale)
	}
	w.begin(w.config.optionsOf(kindNamed("docs")).locales)
	w.begin(named)
	if err := w.save(s, w.template(), l10n.Template(w.texts, w.project()), count(len(w.texts), "text")); err != nil {
		return err
	}
	for _, locale := range w.locales {
		updated := w.updated(locale)
		if err := w.save(s, locale+".po", updated, debt(l10n.StatusOf(w.texts, updated, locale))); err != nil {
			return err
		}
	}
	return nil
}

// begin adds languages that have no file yet.
func (w *workbench) begin(locales []string) {
	for _, locale := range locales {
		if locale != w.protocol.Locale && !slices.Contains(w.locales, locale) {
			w.locales = append(w.locales, locale)
		}
	}
}

// debt says what a language owes.
func debt(st l10n.Status) string {
	return fmt.Sprintf("%d translated, %d stale, %d missing, %d obsolete", st.Translated, st.Stale, st.Missing, st.Obsolete)
}

// save writes a file of the translations in one step, unless it is as it should be, and says so.
func (w *workbench) save(s streams, name string, file *po.File, what string) error {
	_, shown := w.file.inLocales(name)
	data := file.Format()
	was, err := w.file.read(name)
	if err != nil {
		return err
	}
	state := "unchanged"
	if !bytes.Equal(bytes.ReplaceAll(was, []byte("\r\n"), []byte("\n")), data) {
		state = "written"
		if err := replaceFile(shown, data); err != nil {
			return err
		}
	}
	fmt.Fprintf(s.out, "%s: %s; %s\n", shown, what, state)
	return nil
}

// replaceFile puts a file in the place of another, or of none, in one step.
func replaceFile(name string, data []byte) error {
	err := os.MkdirAll(filepath.Dir(name), 0o777)
	temp := fmt.Sprintf("%s.%d.new", name, os.Getpid())
	if err == nil {
		defer os.Remove(temp)
		err = os.WriteFile(temp, data, 0o666)
	}
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		return fmt.Errorf("%s was not changed: %w; see that there is space in its folder, and that you may write there", name, reason(err))
	}
	return nil
}

// check judges every language, and says which file is not in step with the protocol.
func (w *workbench) check() ([]schema.Diagnostic, error) {
	glossary, err := w.glossary()
	if err != nil {
		return nil, err
	}
	found, err := w.behind()
	if err != nil {
		return nil, err
	}
	for _, locale := range w.locales {
		found = append(found, l10n.Check(w.texts, w.files[locale], w.protocol.Locale, locale, glossary)...)
	}
	return schema.SortDiagnostics(found), nil
}

// behind names the files that an update would change.
func (w *workbench) behind() ([]schema.Diagnostic, error) {
	var found []schema.Diagnostic
	for _, locale := range w.locales {
		data, err := w.file.read(locale + ".po")
		if err != nil {
			return nil, err
		}
		_, shown := w.file.inLocales(locale + ".po")
		found = append(found, l10n.IsBehind(shown, data, w.updated(locale))...)
	}
	return found, nil
}

func (w *workbench) glossary() (*l10n.Glossary, error) {
	data, err := w.file.read(glossaryName)
	if data == nil || err != nil {
		return nil, err
	}
	_, shown := w.file.inLocales(glossaryName)
	glossary, found := l10n.ReadGlossary(shown, data)
	if found != nil {
		return nil, errDiagnostics(found)
	}
	return glossary, nil
}

func (w *workbench) status(s streams, write func(streams, []l10n.Status) error, least int) error {
	list := []l10n.Status{}
	var poor []string
	for _, locale := range w.locales {
		st := l10n.StatusOf(w.texts, w.files[locale], locale)
		list = append(list, st)
		if st.Percent < least {
			poor = append(poor, fmt.Sprintf("%s has %d %%", locale, st.Percent))
		}
	}
	if err := write(s, list); err != nil {
		return err
	}
	if poor != nil {
		return fmt.Errorf("%s, less than %d %%; translate what is missing or stale", strings.Join(poor, ", "), least)
	}
	return nil
}

// statusFormats are the ways to print figures.
var statusFormats = map[string]func(streams, []l10n.Status) error{
	"text": func(s streams, list []l10n.Status) error {
		table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(table, "locale\ttexts\ttranslated\tstale\tmissing\tobsolete\tdone\t")
		for _, st := range list {
			fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d %%\t\n", st.Locale, st.Total, st.Translated, st.Stale, st.Missing, st.Obsolete, st.Percent)
		}
		return table.Flush()
	},
	"json": func(s streams, list []l10n.Status) error {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		return enc.Encode(list)
	},
}
