package docs

import (
	"strings"
	"sync"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// A messageView is what the template of a message shows.
type messageView struct {
	Frame
	Summary     string
	Badges      string
	Deprecation string
	Description string
	Facts       string
	Same        string
	Value       string // of a payload that is no object
	Properties  string
	Example     string // payloads, and the first of them as it travels
	Send        string
	Receive     string
	Replies     string
	Answers     string
	Flows       string
	Disputes    string
	Versions    string
}

// messagePage plans the page of a message. Its samples are made once for all languages.
func (t *Target) messagePage(m *schema.Message) sheet {
	code := sync.OnceValue(func() messageCode { return t.messageCode(m) })
	past := recordOf(m)
	return sheet{path: t.places.of[m].page, template: "message.tmpl", view: func(p *page) view {
		title, heading := p.messageTitle(m)
		p.titled(title, heading, p.gist(&m.Meta, p.plain))
		if p.head.lead == "" {
			p.head.lead = p.sayPlain("message.description", "message", m.ID, "protocol", markdown.Clean(t.protocol.Title))
		}
		c := code()
		v := &messageView{
			Summary:     blocks(p.block(&m.Summary)),
			Badges:      blocks(p.messageBadges(m)),
			Deprecation: blocks(p.deprecationAlert(&m.Meta)),
			Description: blocks(p.block(&m.Description)),
			Facts:       blocks(p.pageList(p.messageFacts(m))),
			Same:        blocks(p.sameType(m)),
			Example:     p.part("example", "example", p.captioned("example.payload", c.examples), p.captioned("example.envelope", c.wire)),
			Send:        p.part("send", "send", c.send),
			Receive:     p.part("receive", "receive", c.receive),
			Replies:     p.part("replies", "replies", p.replies(m)),
			Answers:     p.part("answers", "answers", p.bullets(p.messageList(m.Answers))),
			Flows:       p.flowsPart(m),
			Disputes:    p.disputesPart(past()),
			Versions:    p.versionsPart(past()),
		}
		if m.Payload.Value != nil {
			v.Value = p.part("payload", "payload", p.valuePayload(m))
		} else {
			v.Properties = p.part("properties", "properties", p.payload(m))
		}
		return v
	}}
}

// messageCode is the code on the page of a message.
type messageCode struct{ examples, wire, send, receive string }

func (t *Target) messageCode(m *schema.Message) messageCode {
	return messageCode{
		examples: payloadExamples(m),
		wire:     wireExample(t.protocol, m),
		send:     t.samples(func(s gen.Sampler) (gen.Sample, bool) { return s.Send(m, firstValue(m.Examples)) }),
		receive:  t.samples(func(s gen.Sampler) (gen.Sample, bool) { return s.Receive(m) }),
	}
}

func firstValue(list []*schema.Value) *schema.Value {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// messageTitle gives the name of a message for the front matter and for the heading: its title, or its id as code.
func (p *page) messageTitle(m *schema.Message) (title, heading string) {
	if m.Title.IsZero() {
		return m.ID, markdown.Code(m.ID)
	}
	return p.plain(&m.Title), p.words(&m.Title)
}

// messageBadges is the line under a summary: who sends to whom, since when, how well it is known, and its topics.
func (p *page) messageBadges(m *schema.Message) string {
	var badges []string
	if direction := p.direction(m); direction != "" {
		badges = append(badges, "**"+direction+"**")
	}
	if m.Automatic {
		badges = append(badges, p.say("messages.automatic"))
	}
	return p.badgeLine(append(badges, p.badges(&m.Meta, m.Tags)...))
}

func (p *page) badgeLine(badges []string) string { return p.upperFirst(strings.Join(badges, " · ")) }

// badges are those that every element may have.
func (p *page) badges(m *schema.Meta, tags []*schema.Tag) []string {
	var badges []string
	if m.Since != nil {
		badges = append(badges, p.say("since", "version", p.version(m.Since, inText)))
	}
	badges = append(badges, p.evidenceMark(m, nil)...)
	for _, tag := range tags {
		badges = append(badges, p.name(tag).Inline())
	}
	return badges
}

// direction says from whom to whom a message goes, or on whose side it is made.
func (p *page) direction(m *schema.Message) string {
	switch {
	case len(m.Local) > 0:
		return p.say("step.local", "participant", p.sides(m.Local))
	case len(m.From) > 1:
		return p.say("arrow.both", "from", p.name(m.From[0]).Inline(), "to", p.name(m.From[1]).Inline())
	case len(m.From) == 1:
		return p.say("arrow", "from", p.name(m.From[0]).Inline(), "to", p.name(m.From[0].Other).Inline())
	}
	return ""
}

// sides links participants.
func (p *page) sides(list []*schema.Participant) string {
	var links []string
	for _, x := range list {
		links = append(links, p.name(x).Inline())
	}
	return p.ands(links)
}

// deprecationAlert says it where no reader can miss it.
func (p *page) deprecationAlert(m *schema.Meta) string { return p.alert("WARNING", p.deprecation(m)) }

// messageFacts says how the message is sent and handled, one sentence an item.
func (p *page) messageFacts(m *schema.Message) []string {
	facts := p.inCode(m)
	if len(m.From) > 0 && (m.Type != m.ID || !m.Title.IsZero()) {
		facts = append(facts, p.say("message.wire", "type", markdown.Code(m.Type)))
	}
	if m.Catches != "" {
		facts = append(facts, p.say("message.catches", "pattern", markdown.Code(m.Catches)))
	}
	return append(facts, p.layout(m)...)
}

// inCode says what sends the message and what receives it.
func (p *page) inCode(m *schema.Message) []string {
	var facts []string
	handler := markdown.Code("on" + schema.Pascal(m.Name))
	if len(m.From) > 0 {
		facts = append(facts, p.sent(m), p.say("message.handled", "participant", p.sides(receivers(m)), "handler", handler))
	}
	if len(m.Local) > 0 {
		facts = append(facts, p.say("message.local", "participant", p.sides(m.Local), "handler", handler))
	}
	return facts
}

func (p *page) sent(m *schema.Message) string {
	if m.Automatic {
		return p.say("message.automatic", "participant", p.sides(m.From))
	}
	return p.say("message.sent", "participant", p.sides(m.From), "method", markdown.Code(m.Sends))
}

// receivers are those that the senders send to.
func receivers(m *schema.Message) []*schema.Participant {
	var list []*schema.Participant
	for _, from := range m.From {
		list = append(list, from.Other)
	}
	return list
}

// layout says where the properties are when that is not where every other message has them.
func (p *page) layout(m *schema.Message) []string {
	e := &p.protocol.Envelope
	names := []string{"type", markdown.Code(e.Type), "payload", markdown.Code(e.Payload)}
	switch {
	case e.Payload == "":
	case m.Layout == schema.Flat:
		return []string{p.say("message.flat", names...)}
	case m.Layout == schema.Either:
		return []string{p.say("message.either", names...)}
	}
	return nil
}

// sameType says how the message is told from others with its wire type.
func (p *page) sameType(m *schema.Message) string {
	if m.Same == nil {
		return ""
	}
	var others []string
	for _, x := range p.protocol.Messages {
		if x != m && x.Type == m.Type && x.Live() {
			others = append(others, p.name(x).Inline())
		}
	}
	said := p.say("message.same", "type", markdown.Code(m.Type), "messages", p.ands(others))
	var told string
	switch {
	case m.Same.Const != nil:
		c := schema.Underlying(m.Same.Const.Type).(*schema.Const)
		told = p.say("message.same.const", "property", markdown.Code(m.Same.Const.Wire), "value", markdown.Code(oneLine(c.Value)))
	case len(m.Same.Required) > 0:
		told = p.say("message.same.required", "properties", p.fieldCodes(m.Same.Required, inText))
	default:
		told = p.say("message.same.kind", "kind", p.kind(m.Same.Kind))
	}
	return p.alert("NOTE", p.sentences(said, told))
}

// payload describes an object, or says that there is none.
func (p *page) payload(m *schema.Message) string {
	switch {
	case m.Payload.Type == nil && m.Catches != "":
		return p.say("properties.caught")
	case m.Payload.Type == nil:
		return p.say("properties.none")
	}
	said, around := "", m.Info()
	if d, named := m.Payload.Type.(*schema.Decl); named {
		said, around = p.namedType(d, around), d.Info()
	}
	if all := paragraphs(said, p.properties(m, m.Payload.Struct, around)); all != "" {
		return all
	}
	return p.say("object.empty")
}

// valuePayload describes a payload that is no object.
func (p *page) valuePayload(m *schema.Message) string {
	f := m.Payload.Value
	said := p.say("type.is", "type", p.typeName(f.Type, inText))
	if limits := p.limits(f.Type, inText); len(limits) > 0 {
		said = p.sentences(said, p.upperFirst(p.sentence(strings.Join(limits, " · "))))
	}
	inner := ""
	if d := inlineIn(f.Type); d != nil {
		inner = p.shape(m, d.Type)
	}
	return paragraphs(said, inner)
}

// payloadExamples shows each example payload. A flat one is shown on the wire only: its members have no object of their
// own.
func payloadExamples(m *schema.Message) string {
	if m.Layout == schema.Flat {
		return ""
	}
	return jsonBlocks(m.Examples)
}

func jsonBlocks(values []*schema.Value) string {
	var blocks []string
	for _, v := range values {
		blocks = append(blocks, markdown.Fence("json", pretty(v)))
	}
	return paragraphs(blocks...)
}

// wireExample shows the first example as it travels. A message that carries something but has no example is not made up.
func wireExample(p *schema.Protocol, m *schema.Message) string {
	if len(m.From) == 0 || len(m.Examples) == 0 && m.Payload.Type != nil {
		return ""
	}
	return markdown.Fence("json", pretty(enveloped(p, m, firstValue(m.Examples))))
}

// replies says what may come back, and how it is matched.
func (p *page) replies(m *schema.Message) string {
	if m.Replies == nil {
		return ""
	}
	var items []string
	for _, r := range m.Replies.Messages {
		items = append(items, withGist(p.name(r.Message).Inline(), p.line(&r.When)))
	}
	property := p.protocol.Envelope.ID
	if m.Replies.By == "field" {
		property = m.Replies.Field
	}
	matched := "replies.id"
	if m.Replies.By == "order" {
		matched = "replies.order"
	}
	return paragraphs(p.bullets(items), p.say(matched, "property", markdown.Code(property)))
}

// messageList links messages, each with its summary.
func (p *page) messageList(list []*schema.Message) []string {
	var items []string
	for _, m := range list {
		items = append(items, withGist(p.name(m).Inline(), p.gist(&m.Meta, p.line)))
	}
	return items
}

// flowsPart lists the flows that an element appears in.
func (p *page) flowsPart(e schema.Element) string {
	var items []string
	for _, f := range p.uses[e] {
		items = append(items, withGist(p.name(f).Inline(), p.gist(&f.Meta, p.line)))
	}
	return p.part("flows", "flows.in", p.bullets(items))
}
