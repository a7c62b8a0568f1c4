// Package labels holds the fixed words of the docs: headings, the parts of sentences around names, the words of a diagram.
// It knows no protocol. Their translations are PO files beside this one; whoever reads them makes each a [Catalogue].
package labels

import "embed"

// Files are the translations: a PO file for each language, named after its tag. To add one, write an empty file and run
// go test ./gen/docs/labels -update.
//
//go:embed *.po
var Files embed.FS

// A Label is one fixed phrase in English. As an entry of a PO file its ID is the msgctxt and its Text the msgid.
type Label struct {
	ID   string
	Text string // {names} in braces are placeholders; a translation has the same ones, in any order
	Note string // for the translator; empty where the text says enough
}

// A Catalogue gives phrases of one language by the ids of their labels. It may have gaps: the English shows in them.
type Catalogue map[string]string

// English is the catalogue that every other one translates.
func English() Catalogue {
	c := make(Catalogue, len(Source))
	for _, l := range Source {
		c[l.ID] = l.Text
	}
	return c
}
