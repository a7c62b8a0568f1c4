package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A flowView is what the template of a flow shows.
type flowView struct {
	Frame
	Summary     string
	Badges      string
	Deprecation string
	Description string
	Diagram     string
	Steps       string
	Disputes    string
	Versions    string
}

func (t *Target) flowPage(f *schema.Flow) sheet {
	past := recordOf(f)
	return sheet{path: t.places.of[f].page, template: "flow.tmpl", view: func(p *page) view {
		p.titled(p.plain(&f.Title), p.words(&f.Title), p.gist(&f.Meta, p.plain))
		return &flowView{
			Summary:     blocks(p.block(&f.Summary)),
			Badges:      blocks(p.badgeLine(p.badges(&f.Meta, f.Tags))),
			Deprecation: blocks(p.deprecationAlert(&f.Meta)),
			Description: blocks(p.block(&f.Description)),
			Diagram:     p.part("diagram", "diagram", p.diagram(f)),
			Steps:       p.part("steps", "steps", p.steps(f.Steps)),
			Disputes:    p.disputesPart(past()),
			Versions:    p.versionsPart(past()),
		}
	}}
}

// diagramPage is the picture of a flow, beside its page.
func (t *Target) diagramPage(f *schema.Flow) sheet {
	return sheet{path: picturePath(t.places.of[f].page), data: func(p *page) []byte { return drawFlow(p, f) }}
}

func picturePath(page string) string { return strings.TrimSuffix(page, ".md") + ".svg" }

// diagram shows the picture, and links it: opened by itself, its arrows are links.
func (p *page) diagram(f *schema.Flow) string {
	file := p.url(place{page: picturePath(p.path)})
	alt := p.after(p.sayPlain("diagram.alt", "flow", p.plain(&f.Title)), markdown.Escape)
	return fmt.Sprintf("[![%s](%s)](%s)", alt, file, file)
}

// steps writes steps as an ordered list.
func (p *page) steps(list []schema.Step) string {
	var b strings.Builder
	for i, s := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		marker := fmt.Sprintf("%d. ", i+1)
		b.WriteString(marker + p.indent(p.step(s), strings.Repeat(" ", len(marker))))
	}
	return b.String()
}

// step writes one step, and what it holds below it.
func (p *page) step(s schema.Step) string {
	note := p.block(&s.StepInfo().Note)
	switch s := s.(type) {
	case *schema.MessageStep:
		example := ""
		if s.Example != nil {
			example = markdown.Fence("json", pretty(s.Example))
		}
		return paragraphs(p.messageStep(s), note, example)
	case *schema.EndpointStep:
		l := p.name(s.Endpoint).Inline()
		return paragraphs(p.done(p.name(s.By).Inline(), withGist(l, p.gist(&s.Endpoint.Meta, p.line))), note)
	case *schema.ActionStep:
		return paragraphs(p.done(p.name(s.By).Inline(), p.line(&s.Action)), note)
	case *schema.NoteStep:
		return p.block(&s.Text)
	case *schema.FlowStep:
		return paragraphs(p.say("step.flow", "flow", p.name(s.Flow).Inline()), note)
	case *schema.GroupStep:
		return p.groupStep(s, note)
	}
	return ""
}

// done says who does what.
func (p *page) done(who, what string) string { return p.withColon("**"+who+"**", what) }

func (p *page) messageStep(s *schema.MessageStep) string {
	who := p.say("step.local", "participant", p.name(s.From).Inline())
	if s.Message.SentBy(s.From) {
		who = p.say("arrow", "from", p.name(s.From).Inline(), "to", p.name(s.From.Other).Inline())
	}
	return p.done(who, withGist(p.name(s.Message).Inline(), p.gist(&s.Message.Meta, p.line)))
}

// groupStep writes a group with its branches: alternatives as bullets, since one of them runs; steps in any order as
// bullets too, since their order says nothing.
func (p *page) groupStep(s *schema.GroupStep, note string) string {
	head := "**" + p.say("group."+string(s.Kind)) + "**"
	if s.Kind == schema.Alt {
		var branches []string
		for _, b := range s.Branches {
			branches = append(branches, paragraphs(p.line(&b.When), p.steps(b.Steps)))
		}
		return paragraphs(head, note, p.bullets(branches))
	}
	b := s.Branches[0]
	head = withGist(head, p.line(&b.When))
	if s.Kind == schema.AnyOrder {
		var items []string
		for _, inner := range b.Steps {
			items = append(items, p.step(inner))
		}
		return paragraphs(head, note, p.bullets(items))
	}
	return paragraphs(head, note, p.steps(b.Steps))
}
