package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// A choice is a target that will run, with its options after the command line has had its say.
type choice struct {
	kind    *kind
	options options
}

func (f generateFlags) findConfig() (*config, error) { return configFor(f.config, f.schema) }

// choose finds the targets that are named, or else those that are configured, in the order of kinds.
func (f generateFlags) choose(c *config, names []string) ([]*choice, error) {
	for _, name := range names {
		if kindNamed(name) == nil {
			return nil, usagef("unknown target %q%s", name, didYouMean(name, slices.Values(targetNames())))
		}
	}
	named := slices.Compact(slices.Sorted(slices.Values(names)))
	var choices []*choice
	for i := range kinds {
		k := &kinds[i]
		if !isChosen(c, names, k) {
			continue
		}
		if c.file != "" && c.options[k.name] == nil && f.out == "" {
			return nil, fmt.Errorf("%s has no target %s; add it under targets, or give --out", c.file, k.name)
		}
		ch := &choice{k, c.optionsOf(k)}
		ch.options.out = f.outFolder(c, k, len(named) == 1)
		if f.locale != "" {
			ch.options.locale, ch.options.locales = f.locale, []string{f.locale}
		}
		choices = append(choices, ch)
	}
	return choices, f.refine(choices)
}

func isChosen(c *config, names []string, k *kind) bool {
	if len(names) > 0 {
		return slices.Contains(names, k.name)
	}
	return c.options[k.name] != nil || c.file == "" && !k.asked
}

func (f generateFlags) outFolder(c *config, k *kind, namedAlone bool) string {
	switch {
	case f.out == "":
		return outFolder(c, k)
	case namedAlone:
		return f.out
	}
	return filepath.Join(f.out, k.folder)
}

// refine puts the flags that only some targets know into their options.
func (f generateFlags) refine(choices []*choice) error {
	for _, ch := range choices {
		if err := f.refuses(ch, len(choices) == 1); err != nil {
			return err
		}
		if f.pkg != "" {
			ch.options.pkg = f.pkg
		}
		if f.only != nil {
			ch.options.only = f.only
		}
	}
	if f.templates != "" {
		templates, err := openFolder(f.templates)
		if err != nil {
			return fmt.Errorf("%w, or leave --templates out", err)
		}
		for _, ch := range choices {
			ch.options.templates = templates
		}
	}
	return differentFolders(choices)
}

// refuses says which flag a target cannot follow.
func (f generateFlags) refuses(ch *choice, alone bool) error {
	name := ch.kind.name
	switch {
	case f.pkg != "" && !alone:
		return usagef("--package names one package; say which target it is for, as in: callinggen generate %s --package %s", name, f.pkg)
	case f.pkg != "" && !ch.kind.knows("package"):
		return usagef("the target %s has no package; leave --package out", name)
	case f.only != nil && !ch.kind.knows("only"):
		return usagef("the target %s does not come in parts; name one that does, or leave --only out", name)
	case f.templates != "" && alone && !ch.kind.knows("templates"):
		return usagef("the target %s is not made from templates; leave --templates out", name)
	}
	return nil
}

// differentFolders refuses two outputs in one folder.
func differentFolders(choices []*choice) error {
	seen := map[string]*kind{}
	for _, ch := range choices {
		out := filepath.Clean(ch.options.out)
		if other := seen[out]; other != nil {
			return fmt.Errorf("the targets %s and %s both go to %s; give each a folder of its own", other.name, ch.kind.name, out)
		}
		seen[out] = ch.kind
	}
	return nil
}

// checkParts refuses parts that the protocol does not have.
func (f generateFlags) checkParts(p *schema.Protocol) error {
	known := []string{p.Participants[0].ID, p.Participants[1].ID, "http"}
	for _, part := range f.only {
		if !slices.Contains(known, part) {
			return usagef("unknown part %q%s", part, didYouMean(part, slices.Values(known)))
		}
	}
	return nil
}
