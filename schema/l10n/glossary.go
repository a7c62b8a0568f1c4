package l10n

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

// A Glossary says how a concept is called in each language, one term each, and which words are the same in all of them.
type Glossary struct {
	keep  []keptWord
	terms []term
}

type keptWord struct {
	word string
	find finder
}

// A term is one concept with its forms by language: the term itself, then its inflections.
type term struct {
	id    string
	forms map[string][]string
	find  map[string]*finder
}

// A finder finds one of some words where it is not a part of another one. Few texts have any of them, so what has none is
// told without the expression: a glossary asks for every word in every text.
type finder struct {
	literal []string // the words, in lower case where case does not count
	whole   *regexp.Regexp
}

// in gives the first of the words in a text, or "". Folded is the text in the case of the words.
func (f *finder) in(text, folded string) string {
	for _, word := range f.literal {
		if strings.Contains(folded, word) {
			return f.whole.FindString(text)
		}
	}
	return ""
}

const (
	maxGlossary = 1 << 20 // bytes; a glossary for people has a hundredth of that
	maxWords    = 10_000  // each is looked for in every text

	maxGlossaryFaults = 20 // told of one file; nobody reads more
)

// ReadGlossary reads a glossary:
//
//	keep: [iframe, postMessage]
//	terms:
//	  call: {en: [call, calls], fr: [appel, appels], ja: [通話]}
func ReadGlossary(name string, data []byte) (*Glossary, []schema.Diagnostic) {
	r := &glossaryReader{name: name}
	if root := r.parse(data); root != nil {
		r.top(root)
	}
	if len(r.found) > 0 {
		return nil, r.found
	}
	return &r.glossary, nil
}

type glossaryReader struct {
	name     string
	glossary Glossary
	count    int // of words
	found    []schema.Diagnostic
}

// parse gives the root of the file, or nil when there is none. Aliases are not followed: no place of a glossary takes one.
func (r *glossaryReader) parse(data []byte) *yaml.Node {
	if len(data) > maxGlossary {
		r.fail(nil, "the file is larger than %d MiB; nothing of that size is a glossary, check that it is the right file", maxGlossary>>20)
		return nil
	}
	root, wrong := load.Document(r.name, data)
	if wrong != nil {
		wrong.Rule = ruleGlossaryFile.ID
		r.found = append(r.found, *wrong)
	}
	return root
}

func (r *glossaryReader) fail(n *yaml.Node, format string, args ...any) {
	if len(r.found) == maxGlossaryFaults {
		return
	}
	pos := schema.Position{File: r.name}
	if n != nil {
		pos.Line, pos.Col = n.Line, n.Column
	}
	r.found = append(r.found, schema.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Rule: ruleGlossaryFile.ID})
}

// each calls f for the entries of a mapping.
func (r *glossaryReader) each(n *yaml.Node, what string, f func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s must be a mapping; see the reference of the definition language", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			r.fail(key, "%q is already there; join the two", key.Value)
			continue
		}
		seen[key.Value] = true
		f(key, n.Content[i+1])
	}
}

func (r *glossaryReader) top(n *yaml.Node) {
	r.each(n, "the glossary", func(key, value *yaml.Node) {
		switch key.Value {
		case "keep":
			for _, word := range r.words(value) {
				r.glossary.keep = append(r.glossary.keep, keptWord{word, finder{[]string{word}, wholeWord([]string{word}, false)}})
			}
		case "terms":
			r.each(value, "terms", r.term)
		default:
			r.fail(key, "unknown key %q; a glossary has keep and terms", key.Value)
		}
	})
}

func (r *glossaryReader) term(key, n *yaml.Node) {
	t := term{id: key.Value, forms: map[string][]string{}, find: map[string]*finder{}}
	r.each(n, "the term "+key.Value, func(locale, forms *yaml.Node) {
		if list := r.words(forms); len(list) > 0 {
			t.forms[locale.Value] = list
			t.find[locale.Value] = &finder{lowered(list), wholeWord(list, true)}
		}
	})
	r.glossary.terms = append(r.glossary.terms, t)
}

func lowered(words []string) []string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = strings.ToLower(word)
	}
	return list
}

// words reads a list of words, or one.
func (r *glossaryReader) words(n *yaml.Node) []string {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var list []string
	for _, item := range nodes {
		if item.Kind != yaml.ScalarNode || strings.TrimSpace(item.Value) == "" {
			r.fail(item, "a word was expected here; write a word, or a list of words")
			continue
		}
		if r.count++; r.count > maxWords {
			r.fail(item, "a glossary has at most %d words; check that it is the right file", maxWords)
			return nil
		}
		list = append(list, item.Value)
	}
	return list
}

// wholeWord finds one of some words where it is not a part of another one. Languages without spaces between words have no
// such borders, and \b knows none there.
func wholeWord(words []string, anyCase bool) *regexp.Regexp {
	var alternatives []string
	for _, word := range slices.Backward(slices.Sorted(slices.Values(words))) { // longer ones first
		pattern := regexp.QuoteMeta(word)
		if isASCIIWord(word[0]) {
			pattern = `\b` + pattern
		}
		if isASCIIWord(word[len(word)-1]) {
			pattern += `\b`
		}
		alternatives = append(alternatives, pattern)
	}
	flags := ""
	if anyCase {
		flags = "(?i)"
	}
	return regexp.MustCompile(flags + "(?:" + strings.Join(alternatives, "|") + ")")
}

func isASCIIWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// glossary finds terms that are not called as agreed.
func (c *comparison) glossary() []string {
	if c.terms == nil {
		return nil
	}
	words, translated := withoutPlaceholders(c.s.words), withoutPlaceholders(c.t.words)
	var list []string
	for _, k := range c.terms.keep {
		if k.find.in(words, words) != "" && k.find.in(translated, translated) == "" {
			list = append(list, fmt.Sprintf("%q is never translated; write it as it is in the msgid", k.word))
		}
	}
	lower, lowerTranslated := strings.ToLower(words), strings.ToLower(translated)
	for _, t := range c.terms.terms {
		source, target := t.find[c.sourceLocale], t.find[c.locale]
		if source == nil || target == nil {
			continue
		}
		if word := source.in(words, lower); word != "" && target.in(translated, lowerTranslated) == "" {
			list = append(list, fmt.Sprintf("%q is called %q here; use the glossary's term", word, t.forms[c.locale][0]))
		}
	}
	return list
}

// withoutPlaceholders leaves a hole for each placeholder: its name is no word.
func withoutPlaceholders(words string) string {
	if strings.IndexByte(words, '{') < 0 {
		return words
	}
	return placeholder.ReplaceAllString(words, hole)
}

// without takes out the words that are never translated.
func (g *Glossary) without(words string) string {
	if g == nil {
		return words
	}
	for _, k := range g.keep {
		if k.find.in(words, words) != "" {
			words = k.find.whole.ReplaceAllString(words, hole)
		}
	}
	return words
}
