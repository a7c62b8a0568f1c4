package docs

import (
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A proseView is what the template of a page of prose shows.
type proseView struct {
	*page
	Body string
}

// guidePage writes a guide block by block: its headings keep their anchors in every language, its code is never touched.
func (t *Target) guidePage(g *schema.Guide) sheet {
	return sheet{path: t.places.of[g].page, template: "guide.tmpl", view: func(p *page) any {
		p.titled(p.plain(&g.Title), p.words(&g.Title), p.plain(guideLead(g)))
		var blocks []string
		for _, b := range g.Blocks {
			switch b.Kind {
			case schema.Heading:
				blocks = append(blocks, p.heading(b.Level, anchorOf(b.Heading), p.words(&b.Text)))
			case schema.CodeBlock:
				blocks = append(blocks, markdown.Fence(b.Info, b.Code))
			default:
				blocks = append(blocks, p.block(&b.Text))
			}
		}
		return proseView{p, paragraphs(blocks...)}
	}}
}

func (t *Target) faqSheet() sheet {
	return index(faqPage, "faq", "faq.lead", func(p *page) []section {
		var list []section
		for _, q := range t.protocol.FAQ {
			list = append(list, section{
				Heading: p.heading(2, p.places.of[q].anchor, p.words(&q.Question)),
				Body:    p.block(&q.Answer),
			})
		}
		return list
	})
}
