package l10n

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// A Rule is something that translations are held to.
type Rule struct{ ID, Purpose string }

// The rules that are not tried text by text.
var (
	ruleSyntax   = Rule{po.Rule, "What is no PO file."}
	ruleOutdated = Rule{"po-outdated", "A file that `l10n update` would change."}
	// ruleReferences is one of those below, and is also asked for when a translation is put to use.
	ruleReferences   = Rule{"po-references", "`[[references]]` that are not those of the source; the label after `|` is free."}
	ruleGlossaryFile = Rule{"glossary", "What is no glossary."}
)

// checks are the rules in the order in which they are tried. Each gives what is wrong with a translation as sentences that
// end with what to do.
var checks = []struct {
	Rule
	find func(c *comparison) []string
}{
	{Rule{"po-code", "Code spans that are not those of the source."}, (*comparison).code},
	{ruleReferences, (*comparison).references},
	{Rule{"po-links", "Other addresses than in the source."}, (*comparison).links},
	{Rule{"po-numbers", "Other numbers."}, (*comparison).numbers},
	{Rule{"po-placeholders", "Other placeholders."}, (*comparison).placeholders},
	{Rule{"po-markup", "Other markup, or bold that renderers do not show as bold."}, (*comparison).markup},
	{Rule{"po-glossary", "A term that is not called as the glossary says."}, (*comparison).glossary},
	{Rule{"po-typography", "Punctuation and spaces that the language writes otherwise."}, (*comparison).typography},
	{Rule{"po-untranslated", "Text left in the source language."}, (*comparison).untranslated},
}

// Rules lists every rule, in the order of the reference.
func Rules() []Rule {
	list := []Rule{ruleSyntax, ruleOutdated}
	for _, check := range checks {
		list = append(list, check.Rule)
	}
	return append(list, ruleGlossaryFile)
}

// A comparison is one text beside its translation.
type comparison struct {
	locale         string
	sourceLocale   string
	source, target string
	s, t           scan // of the two
	terms          *Glossary
}

// Check judges the translations of one language. What is missing or stale is not a fault but a debt, and Status counts it.
// A comment of the translator "allow <rule>: <reason>" silences a rule for one text.
func Check(texts []*Text, f *po.File, source, locale string, terms *Glossary) []schema.Diagnostic {
	var found []schema.Diagnostic
	pairs := pair(f, texts)
	for _, t := range texts {
		old := pairs[t]
		if text, stale := t.kept(old); text != "" && !stale && old.ID == t.Source {
			e := t.entry(old)
			c := &comparison{
				locale: locale, sourceLocale: source, source: t.Source, target: e.First(),
				s: scanText(t.Source), t: scanText(e.First()), terms: terms,
			}
			found = append(found, c.run(e)...)
		}
	}
	return found
}

// IsBehind reports whether an update would change a file, be it that it asks for other texts than the protocol has or that
// another tool wrote it. How its lines end does not matter: Git decides that.
func IsBehind(name string, data []byte, updated *po.File) []schema.Diagnostic {
	if bytes.Equal(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), updated.Format()) {
		return nil
	}
	return []schema.Diagnostic{{
		Pos: schema.Position{File: name}, Rule: ruleOutdated.ID,
		Message: "the file is not in step with the protocol; run callinggen l10n update",
	}}
}

func (c *comparison) run(e *po.Entry) []schema.Diagnostic {
	var found []schema.Diagnostic
	for _, check := range checks {
		if allows(e, check.ID) {
			continue
		}
		for _, message := range check.find(c) {
			found = append(found, schema.Diagnostic{Pos: e.TextPos, Message: message, Rule: check.ID})
		}
	}
	return found
}

// allows reports whether the translator silenced a rule, and said why.
func allows(e *po.Entry, rule string) bool {
	return slices.ContainsFunc(e.Comments, func(comment string) bool {
		reason, ok := strings.CutPrefix(strings.TrimSpace(comment), "allow "+rule+":")
		return ok && strings.TrimSpace(reason) != ""
	})
}

func (c *comparison) code() []string {
	return differences(c.s.code, c.t.code, "code", "write code as it is in the msgid")
}

func (c *comparison) references() []string {
	bracket := func(names []string) []string {
		list := make([]string, len(names))
		for i, name := range names {
			list[i] = "[[" + name + "]]"
		}
		return list
	}
	return differences(bracket(c.s.refs), bracket(c.t.refs), "the reference", "references are the same in every language; only a label after | is translated")
}

func (c *comparison) links() []string {
	return differences(c.s.links, c.t.links, "the address", "links lead to the same places in every language")
}

// differences says which words only one of the two has, as often as it has them more.
func differences(source, target []string, what, do string) []string {
	var list []string
	for _, word := range more(source, target) {
		list = append(list, fmt.Sprintf("%s %s is missing; %s", what, oneLine(word), do))
	}
	for _, word := range more(target, source) {
		list = append(list, fmt.Sprintf("%s %s is not in the source; %s", what, oneLine(word), do))
	}
	return list
}

// more gives what a has more often than b, each once.
func more(a, b []string) []string {
	count := map[string]int{}
	for _, word := range a {
		count[word]++
	}
	for _, word := range b {
		count[word]--
	}
	var list []string
	for _, word := range a {
		if count[word] > 0 {
			list = append(list, word)
			count[word] = 0
		}
	}
	return list
}

// oneLine shortens code of several lines for a sentence.
func oneLine(s string) string {
	first, _, cut := strings.Cut(s, "\n")
	if cut {
		return first + "…"
	}
	return first
}
