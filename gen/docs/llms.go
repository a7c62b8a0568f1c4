package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// llmsSheet lists every page in the form that language models look for.
func (t *Target) llmsSheet() sheet {
	return sheet{path: llmsPage, data: func(p *page) []byte {
		about := p.flat(&t.protocol.Description)
		var list strings.Builder
		for _, g := range append([]elementGroup{{"guides", elements(t.protocol.Guides)}}, t.groups()...) {
			p.llmsSection(&list, g)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "<!-- %s -->\n# %s\n", p.generated, markdown.Escape(t.protocol.Title))
		if about != "" {
			b.WriteString("\n> " + about + "\n")
		}
		if banner := p.banner(); banner != "" {
			b.WriteString("\n" + banner + "\n")
		}
		return []byte(b.String() + list.String())
	}}
}

func (p *page) llmsSection(b *strings.Builder, g elementGroup) {
	var items []string
	for _, e := range g.elements {
		if at := p.places.of[e]; at.page != "" && at.page != endpointsPage && e.Info().Removed == nil {
			item := p.name(e).Inline()
			if gist := p.gist(e.Info(), p.flat); gist != "" {
				item += ": " + gist // as the format has it, in every language
			}
			items = append(items, item)
		}
	}
	if len(items) > 0 {
		b.WriteString("\n## " + p.say(g.label) + "\n\n" + bullets(items) + "\n")
	}
}

// flat writes the words of a text without links and code.
func (p *page) flat(text *schema.Text) string {
	words, lang := p.title(text)
	return markdown.Link{Text: words, Lang: lang}.Inline()
}
