package docs

import (
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A homeView is what the template of the first page shows.
type homeView struct {
	Frame
	Description string
	Version     string
	Start       string
	Contents    string
	Packages    string
	Evidence    string
}

func (t *Target) homeSheet() sheet {
	return sheet{path: homePage, template: "home.tmpl", view: func(p *page) view {
		title := markdown.Clean(t.protocol.Title)
		p.titled(p.sayPlain("home.title", "protocol", title), p.say("home.title", "protocol", markdown.EscapeInside(title)),
			p.plain(&t.protocol.Description))
		return &homeView{
			Description: blocks(p.block(&t.protocol.Description)),
			Version:     blocks(p.say("home.version", "version", markdown.Escape(t.protocol.Version))),
			Start:       p.part("start", "start", p.start()),
			Contents:    p.part("reference", "reference", p.contents()),
			Packages:    p.part("packages", "packages", p.captioned("packages.lead", p.packages())),
			Evidence:    p.part("evidence", "evidence", p.evidence()),
		}
	}}
}

// start lists the guides, or the flows of a protocol that has none.
func (p *page) start() string {
	if len(p.protocol.Guides) > 0 {
		return p.bullets(p.guideList())
	}
	var items []string
	for _, f := range live(p.protocol.Flows) {
		items = append(items, withGist("**"+p.name(f).Inline()+"**", p.gist(&f.Meta, p.line)))
	}
	return p.bullets(items)
}

// contents lists the parts of the reference with how much each holds.
func (p *page) contents() string {
	t := table{head: []string{p.say("part"), p.say("count"), p.say("about")}}
	add := func(label, path string, count int) {
		if count > 0 {
			t.add(p.to(path, p.say(label)), fmt.Sprint(count), p.say("about."+label))
		}
	}
	doc := p.protocol
	add("messages", messagesPage, len(live(doc.Messages)))
	add("types", typesPage, len(p.decls()))
	if doc.HTTP != nil {
		add("endpoints", endpointsPage, len(live(doc.HTTP.Endpoints)))
	}
	add("storage", storagePage, len(live(doc.Storage)))
	add("flows", flowsPage, len(live(doc.Flows)))
	add("participants", participantsPage, len(doc.Participants))
	add("guides", guidesPage, len(doc.Guides))
	add("faq", faqPage, len(doc.FAQ))
	add("history", historyPage, len(doc.History))
	if p.hasCorrections() {
		add("corrections", correctionsPage, p.countDisputes())
	}
	return t.String()
}

// packages shows how to install what is generated from the same protocol.
func (p *page) packages() string {
	var items []string
	for _, pkg := range p.options.Packages {
		item := "**" + markdown.Escape(languageName(pkg.Language)) + "** – " + markdown.Code(pkg.Name)
		if pkg.Install != "" {
			item += "\n\n" + markdown.Fence("sh", pkg.Install)
		}
		items = append(items, item)
	}
	return p.bullets(items)
}

// evidenceKinds are the kinds of evidence, strongest first.
var evidenceKinds = []schema.Evidence{schema.Code, schema.Types, schema.Documented, schema.Observed, schema.Inferred}

// evidence says what the marks mean that pages put at things.
func (p *page) evidence() string {
	var items []string
	for _, kind := range evidenceKinds {
		id := "evidence." + string(kind)
		items = append(items, "**"+p.say(id)+"** – "+p.say(id+".meaning"))
	}
	known := p.say("evidence.default", "evidence", p.say("evidence."+string(p.defaultEvidence())))
	return paragraphs(known, p.bullets(items))
}

// A participantsView is what the template of the participants shows.
type participantsView struct {
	Frame
	Lead         string
	Participants []string
	Actors       string
	Envelope     string
	Handshake    string
}

func (t *Target) participantsSheet() sheet {
	return sheet{path: participantsPage, template: "participants.tmpl", view: func(p *page) view {
		p.titled(p.sayPlain("participants"), p.say("participants"), p.sayPlain("participants.lead"))
		v := &participantsView{
			Lead:      blocks(p.say("participants.lead")),
			Actors:    p.part("actors", "actors", p.actors()),
			Envelope:  p.part("envelope", "envelope", p.say("envelope.lead"), p.envelope(), envelopeExample(t.protocol), p.unknown()),
			Handshake: p.part("handshake", "handshake", p.handshake()),
		}
		for _, x := range t.protocol.Participants {
			v.Participants = append(v.Participants, p.participant(x))
		}
		return v
	}}
}

// participant describes one side, with links to everything that it sends, makes and keeps.
func (p *page) participant(x *schema.Participant) string {
	var lists []string
	add := func(label string, list []schema.Element) {
		var links []string
		for _, e := range list {
			links = append(links, p.name(e).Inline())
		}
		if len(links) > 0 {
			lists = append(lists, p.say("topic.list", "kind", p.say(label), "list", p.commas(links)))
		}
	}
	messages := live(p.protocol.Messages)
	add("participants.sends", elements(only(messages, func(m *schema.Message) bool { return m.SentBy(x) })))
	add("participants.makes", elements(only(messages, func(m *schema.Message) bool { return m.LocalTo(x) })))
	add("participants.keeps", elements(only(live(p.protocol.Storage), func(k *schema.StorageKey) bool { return k.On == x })))
	words := heading(2, p.places.of[x].anchor, p.words(&x.Title))
	return blocks(words, p.block(&x.Summary), p.block(&x.Description), p.bullets(lists))
}

func (p *page) actors() string {
	var items []string
	for _, a := range p.protocol.Actors {
		about := p.sentences(p.line(&a.Summary), p.line(&a.Description))
		items = append(items, anchorTag(p.places.of[a].anchor)+withGist("**"+p.words(&a.Title)+"**", about))
	}
	return p.bullets(items)
}

// envelope lists the properties around a payload.
func (p *page) envelope() string {
	e := &p.protocol.Envelope
	t := table{head: []string{p.say("property"), p.say("type"), p.say("description")}}
	for _, f := range e.Fixed {
		t.add(markdown.CodeCell(f.Name), markdown.CodeCell(oneLine(f.Value)), p.say("envelope.fixed"))
	}
	t.add(markdown.CodeCell(e.Type), markdown.CodeCell("string"), p.say("envelope.type"))
	if e.ID != "" {
		about := "envelope.id"
		if e.IDOnly != "" {
			about = "envelope.id.requests"
		}
		t.add(markdown.CodeCell(e.ID), p.typeName(e.IDType, inCell), p.say(about))
	}
	if e.Payload != "" {
		t.add(markdown.CodeCell(e.Payload), p.say("type.any"), p.say("envelope.payload"))
		return t.String()
	}
	return paragraphs(t.String(), p.say("envelope.flat"))
}

// envelopeExample shows the envelope of the first message that an application sends and that has an example.
func envelopeExample(p *schema.Protocol) string {
	for _, m := range live(p.Messages) {
		if len(m.From) > 0 && !m.Automatic && m.Layout == usualLayout(p) && len(m.Examples) > 0 {
			return wireExample(p, m)
		}
	}
	return ""
}

func usualLayout(p *schema.Protocol) schema.Layout {
	if p.Envelope.Payload == "" {
		return schema.Flat
	}
	return schema.Nested
}

func (p *page) unknown() string {
	if p.protocol.Unknown == nil {
		return p.say("envelope.ignored")
	}
	return p.say("envelope.unknown", "message", p.name(p.protocol.Unknown).Inline())
}

// handshake tells how the two sides begin, step by step.
func (p *page) handshake() string {
	h := p.protocol.Handshake
	if h == nil {
		return p.say("handshake.none")
	}
	opener, other := p.name(h.From).Inline(), p.name(h.From.Other).Inline()
	steps := []string{p.say("handshake.open", "participant", opener, "message", p.name(h.Open).Inline())}
	if h.RetryMillis > 0 {
		steps[0] = p.say("handshake.open.retry", "participant", opener, "message", p.name(h.Open).Inline(), "duration", p.duration(h.RetryMillis))
	}
	accept := "handshake.accept"
	if h.Echo {
		accept = "handshake.echo"
	}
	steps = append(steps, p.say(accept, "participant", other, "message", p.name(h.Accept).Inline()))
	if h.Ready != nil {
		steps = append(steps, p.say("handshake.ready", "message", p.name(h.Ready).Inline()))
	}
	var list strings.Builder
	for i, s := range steps {
		fmt.Fprintf(&list, "%d. %s\n", i+1, s)
	}
	return paragraphs(append([]string{strings.TrimRight(list.String(), "\n")}, p.handshakeMore(h)...)...)
}

// handshakeMore says what happens when nobody answers, and when the address changes.
func (p *page) handshakeMore(h *schema.Handshake) []string {
	var said []string
	if h.Failed != nil && h.TimeoutMillis > 0 {
		said = append(said, p.say("handshake.timeout", "participant", p.name(h.From).Inline(),
			"message", p.name(h.Failed).Inline(), "duration", p.duration(h.TimeoutMillis)))
	}
	if r := h.Redirect; r != nil {
		l := p.link(r.Message, r.To.Wire, true)
		if at, ok := p.places.member(r.Message, r.To); ok {
			l.URL = p.url(at)
		}
		said = append(said, p.say("handshake.redirect", "message", p.name(r.Message).Inline(), "property", l.Inline()))
	}
	return said
}

// duration writes milliseconds as people read them.
func (p *page) duration(millis int) string {
	if millis%1000 == 0 {
		return p.say("duration.seconds", "number", fmt.Sprint(millis/1000))
	}
	return p.say("duration.millis", "number", fmt.Sprint(millis))
}
