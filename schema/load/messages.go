package load

import (
	"math"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

func (l *loader) fillMessages(n *yaml.Node, top scope) {
	for key, body := range pairs(n) {
		l.fillMessage(l.messages[key.Value], key, body, top)
	}
}

func (l *loader) fillMessage(m *schema.Message, key, body *yaml.Node, top scope) {
	top.path, top.owner = "messages."+m.ID, m
	s := l.meta(&m.Meta, key, body, top)
	l.names(m, body)
	m.From = l.sides(get(body, "from"))
	m.Local = l.sides(get(body, "local"))
	m.Automatic = truth(get(body, "automatic"))
	m.Catches = text(get(body, "catches"))
	m.Layout = l.layout(body)
	m.Tags = l.tagList(get(body, "tags"))
	m.Payload = l.payload(m, get(body, "payload"), s)
	m.Examples = l.values(get(body, "examples"))
	for _, example := range items(get(body, "examples")) {
		l.example(example, payloadType{m}, "invalid-example")
	}
	l.replies(m, get(body, "replies"))
}

// names reads what a message is called on the wire and in code. An id without a letter gives no name; each target says so
// where it needs one.
func (l *loader) names(m *schema.Message, body *yaml.Node) {
	m.Type, m.Name = m.ID, schema.Camel(m.ID)
	if n := get(body, "type"); n != nil {
		m.Type = text(n)
		l.checkName(n, "the wire type")
	}
	if n := get(body, "name"); n != nil {
		m.Name = l.codeName(n)
	}
	m.Sends = m.Name
	if n := get(body, "sends"); n != nil {
		m.Sends = l.codeName(n)
	}
	l.text(&m.Title, get(body, "title"), m.Path+".title", m)
}

// sides finds the participants that `from` or `local` names.
func (l *loader) sides(n *yaml.Node) []*schema.Participant {
	var list []*schema.Participant
	for _, item := range itemsOrOne(n) {
		if p := l.participant(item); p != nil {
			list = append(list, p)
		}
	}
	return list
}

// layout reads where the members of a payload are: without a payload property in the envelope there is one place only.
func (l *loader) layout(body *yaml.Node) schema.Layout {
	n := get(body, "layout")
	if l.flatOnly() {
		if n != nil && text(n) != string(schema.Flat) {
			l.report.add(n, "wrong-layout", `the envelope has no "payload", so every message is flat; remove "layout" or add "payload" to the envelope`)
		}
		return schema.Flat
	}
	if n == nil {
		return schema.Nested
	}
	return schema.Layout(text(n))
}

// replies reads what may come back.
func (l *loader) replies(m *schema.Message, n *yaml.Node) {
	if n == nil {
		return
	}
	by := get(n, "by")
	r := &schema.Replies{By: text(by), Pos: l.report.at(n)}
	if r.By != "order" && r.By != "id" {
		r.By, r.Field = "field", r.By
	}
	if r.By == "id" && l.protocol.Envelope.ID == "" {
		l.report.add(by, "unknown-field", `the envelope has no "id" to match replies by; add one, or match them by order or by a field`)
	}
	seen := map[*schema.Message]bool{}
	for _, item := range items(get(n, "messages")) {
		l.reply(m, r, item, seen)
	}
	m.Replies = r
}

func (l *loader) reply(m *schema.Message, r *schema.Replies, item *yaml.Node, seen map[*schema.Message]bool) {
	id := get(item, "message")
	answer := l.message(id)
	if answer == nil {
		return
	}
	if seen[answer] {
		l.report.add(id, "duplicate-name", "%s is listed twice; join the two entries", answer.ID)
		return
	}
	seen[answer] = true
	reply := &schema.Reply{Message: answer, Pos: l.report.at(item)}
	l.text(&reply.When, get(item, "when"), m.Path+".replies."+answer.ID+".when", m)
	r.Messages = append(r.Messages, reply)
	answer.Answers = append(answer.Answers, m)
}

// message finds a message.
func (l *loader) message(n *yaml.Node) *schema.Message {
	return lookup(l, n, "unknown-message", "message", l.messages, `add it to "messages"`)
}

// number reads a count that is small enough for an int everywhere.
func number(n *yaml.Node) int {
	i, err := strconv.ParseInt(text(n), 10, 64)
	if err != nil || i < 0 || i > math.MaxInt32 {
		return 0
	}
	return int(i)
}
