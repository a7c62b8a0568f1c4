package docs

import (
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A proseView is what the template of a page of prose shows.
type proseView struct {
	Frame
	Body string
}

// guidePage writes a guide block by block: its headings keep their anchors in every language, its code is never touched.
func (t *Target) guidePage(g *schema.Guide) sheet {
	return sheet{path: t.places.of[g].page, template: "guide.tmpl", view: func(p *page) view {
		p.titled(p.plain(&g.Title), p.words(&g.Title), p.plain(guideLead(g)))
		var list []string
		for _, b := range g.Blocks {
			switch b.Kind {
			case schema.Heading:
				list = append(list, heading(b.Level, anchorOf(b.Heading), p.words(&b.Text)))
			case schema.CodeBlock:
				list = append(list, markdown.Fence(b.Info, b.Code))
			default:
				list = append(list, p.block(&b.Text))
			}
		}
		return &proseView{Body: blocks(list...)}
	}}
}

func (t *Target) faqSheet() sheet {
	return index(faqPage, "faq", "faq.lead", func(p *page) []string {
		var list []string
		for _, q := range t.protocol.FAQ {
			list = append(list, section(heading(2, p.places.of[q].anchor, p.words(&q.Question)), "", p.block(&q.Answer)))
		}
		return list
	})
}
