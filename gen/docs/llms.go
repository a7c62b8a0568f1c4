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
		p.llmsOthers(&list)
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
			gist := p.gist(e.Info(), p.flat)
			if guide, ok := e.(*schema.Guide); ok && gist == "" {
				gist = p.flat(guideLead(guide))
			}
			items = append(items, llmsItem(p.name(e).Inline(), gist))
		}
	}
	if len(items) > 0 {
		b.WriteString("\n## " + p.say(g.label) + "\n\n" + p.bullets(items) + "\n")
	}
}

// llmsOthers lists the pages that are about no single element.
func (p *page) llmsOthers(b *strings.Builder) {
	var items []string
	add := func(there bool, label, path string) {
		if there {
			items = append(items, llmsItem(p.to(path, p.say(label)), p.say("about."+label)))
		}
	}
	add(len(p.protocol.FAQ) > 0, "faq", faqPage)
	add(true, "history", historyPage)
	add(p.hasCorrections(), "corrections", correctionsPage)
	b.WriteString("\n## " + p.say("reference") + "\n\n" + p.bullets(items) + "\n")
}

// llmsItem writes a link and what it is about, as the format has it in every language.
func llmsItem(link, gist string) string {
	if gist == "" {
		return link
	}
	return link + ": " + gist
}

// flat writes the words of a text without links and code.
func (p *page) flat(text *schema.Text) string {
	words, lang := p.title(text)
	return markdown.Link{Text: words, Lang: lang}.Inline()
}
