package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
)

// llmsSheet lists every page in the form that language models look for.
func (t *Target) llmsSheet() sheet {
	return sheet{path: llmsPage, data: func(p *page) []byte {
		var b strings.Builder
		fmt.Fprintf(&b, "<!-- %s -->\n# %s\n", p.generated, markdown.Escape(t.protocol.Title))
		if about := p.plain(&t.protocol.Description); about != "" {
			b.WriteString("\n> " + markdown.EscapeInside(about) + "\n")
		}
		for _, g := range append([]elementGroup{{"guides", elements(t.protocol.Guides)}}, t.elementGroups()...) {
			p.llmsSection(&b, g)
		}
		return []byte(b.String())
	}}
}

func (p *page) llmsSection(b *strings.Builder, g elementGroup) {
	var items []string
	for _, e := range g.elements {
		if at := p.places.of[e]; at.page != "" && at.page != endpointsPage && e.Info().Removed == nil {
			items = append(items, withColon(p.name(e).Inline(), markdown.EscapeInside(p.gist(e.Info(), p.plain))))
		}
	}
	if len(items) > 0 {
		b.WriteString("\n## " + markdown.EscapeInside(p.sayPlain(g.label)) + "\n\n" + bullets(items) + "\n")
	}
}
