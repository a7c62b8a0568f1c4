package l10n

import (
	"regexp"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A scan is a text taken apart into what every translation has as well and the words between.
type scan struct {
	code  []string // code spans and fenced code, with their backticks
	refs  []string // targets of [[references]], without their labels
	links []string // addresses
	words string   // the rest, with hole in the place of what was taken out; labels of references and links are in it
}

// hole stands where code, a reference or an address was.
const hole = "\uFFFC"

// link finds the address of a markdown link, or a bare one.
var link = regexp.MustCompile(`\]\(\s*<?([^\s<>)]+)>?[^)]*\)|(https?://[^\s<>)\]、。，]+[^\s<>)\]、。，.,;:!?])`)

func scanText(text string) scan {
	var s scan
	var words strings.Builder
	done := 0
	for m := range schema.Marks(text) {
		words.WriteString(text[done:m.Start])
		mark := text[m.Start:m.End]
		done = m.End
		if !m.Ref {
			s.code = append(s.code, mark)
			words.WriteString(hole)
			continue
		}
		target, label, _ := strings.Cut(strings.Trim(mark, "[]"), "|")
		s.refs = append(s.refs, target)
		words.WriteString(hole + label)
	}
	words.WriteString(text[done:])
	s.words = link.ReplaceAllStringFunc(words.String(), func(found string) string {
		parts := link.FindStringSubmatch(found)
		s.links = append(s.links, parts[1]+parts[2])
		if parts[1] != "" {
			return "]" + hole
		}
		return hole
	})
	return s
}

// keptWords lists what a translation has as it stands in the source, each once.
func keptWords(text string) []string {
	s := scanText(text)
	var list []string
	for _, code := range s.code {
		if !strings.Contains(code, "\n") {
			list = append(list, code)
		}
	}
	for _, ref := range s.refs {
		list = append(list, "[["+ref+"]]")
	}
	list = append(list, s.links...)
	var once []string
	for _, word := range list {
		if !slices.Contains(once, word) {
			once = append(once, word)
		}
	}
	return once
}
