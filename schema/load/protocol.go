package load

import (
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// header fills what the file says about itself and declares what elements cite. It gives the outermost scope.
func (l *loader) header(root *yaml.Node) scope {
	p := l.protocol
	first, _ := entry(root, "protocol")
	p.Pos = l.report.at(first)
	p.ID = text(get(root, "protocol"))
	p.Version = text(get(root, "version"))
	p.Title = l.title(get(root, "title"))
	p.Locale = text(get(root, "locale"))
	l.text(&p.Description, get(root, "description"), "description", nil)
	l.text(&p.Notice, get(root, "notice"), "notice", nil)

	evidence := schema.Evidence(text(get(root, "evidence")))
	if evidence == "" {
		evidence = schema.Code
	}
	p.Evidence = evidence
	top := scope{evidence: evidence}
	l.history(get(root, "history"))
	l.citedSources(get(root, "sources"))
	l.participantPair(get(root, "participants"), top)
	l.actorList(get(root, "actors"), top)
	l.tagDeclarations(get(root, "tags"), top)
	return top
}

// title reads the name of the protocol: a line of prose that is the same in every language.
func (l *loader) title(n *yaml.Node) string {
	var t schema.Text
	l.text(&t, n, "title", nil)
	return t.Source.String()
}

func (l *loader) history(n *yaml.Node) {
	for key, value := range pairs(n) {
		v := &schema.Version{ID: key.Value, Index: len(l.protocol.History), Pos: l.report.at(key)}
		l.text(&v.Text, value, "history."+v.ID, nil)
		l.protocol.History = append(l.protocol.History, v)
		l.versions[v.ID] = v
	}
}

func (l *loader) citedSources(n *yaml.Node) {
	for key, body := range pairs(n) {
		s := &schema.Source{
			ID:     key.Value,
			Date:   text(get(body, "date")),
			Locale: text(get(body, "locale")),
			URL:    text(get(body, "url")),
			Pos:    l.report.at(key),
		}
		l.text(&s.Title, get(body, "title"), "sources."+s.ID+".title", nil)
		l.protocol.Sources = append(l.protocol.Sources, s)
		l.sources[s.ID] = s
	}
}

func (l *loader) participantPair(n *yaml.Node, top scope) {
	var pair []*schema.Participant
	for key, body := range pairs(n) {
		p := &schema.Participant{ID: key.Value}
		l.titled(&p.Meta, &p.Title, "participants", key, body, top)
		l.participants[p.ID] = p
		pair = append(pair, p)
	}
	if len(pair) != 2 {
		l.report.incomplete = true // the shape says so: exactly two
		pair = append(pair, &schema.Participant{}, &schema.Participant{})
	}
	pair[0].Other, pair[1].Other = pair[1], pair[0]
	l.protocol.Participants = [2]*schema.Participant(pair[:2])
}

func (l *loader) actorList(n *yaml.Node, top scope) {
	for key, body := range pairs(n) {
		a := &schema.Actor{ID: key.Value}
		l.titled(&a.Meta, &a.Title, "actors", key, body, top)
		if p := l.participants[a.ID]; p != nil {
			l.report.add(key, "duplicate-name", "%q is already a participant, at %s; name the actor otherwise", a.ID, p.Pos)
		}
		l.protocol.Actors = append(l.protocol.Actors, a)
		l.actors[a.ID] = a
	}
}

func (l *loader) tagDeclarations(n *yaml.Node, top scope) {
	for key, body := range pairs(n) {
		t := &schema.Tag{ID: key.Value}
		l.titled(&t.Meta, &t.Title, "tags", key, body, top)
		l.protocol.Tags = append(l.protocol.Tags, t)
		l.tags[t.ID] = t
	}
}

// titled fills an element that has a title and nothing else of its own.
func (l *loader) titled(m *schema.Meta, title *schema.Text, section string, key, body *yaml.Node, top scope) {
	top.path = section + "." + key.Value
	l.meta(m, key, body, top)
	l.text(title, get(body, "title"), top.path+".title", nil)
}

// declare makes an empty element for everything that references, replies and steps can name.
func (l *loader) declare(root *yaml.Node) {
	p := l.protocol
	for key := range pairs(get(root, "messages")) {
		m := &schema.Message{ID: key.Value, Payload: &schema.Payload{Struct: &schema.Struct{}}}
		m.Pos = l.report.at(key)
		p.Messages, l.messages[m.ID] = append(p.Messages, m), m
		l.refer(m.ID, m)
	}
	for key := range pairs(get(root, "types")) {
		d := &schema.Decl{Name: key.Value}
		d.Pos = l.report.at(key)
		p.Types, l.types[d.Name] = append(p.Types, d), d
		l.refer(d.Name, d)
	}
	l.declareHTTP(get(root, "http"))
	for key := range pairs(get(root, "flows")) {
		f := &schema.Flow{ID: key.Value}
		f.Pos = l.report.at(key)
		p.Flows, l.flows[f.ID] = append(p.Flows, f), f
		l.refer(f.ID, f)
	}
	l.declareGuides(get(root, "guides"))
}

// fillEnvelope reads the names of the properties around a payload.
func (l *loader) fillEnvelope(n *yaml.Node) {
	e := &l.protocol.Envelope
	e.Pos = l.report.at(n)
	e.Type = text(get(n, "type"))
	e.Payload = text(get(n, "payload"))
	l.envelopeID(e, get(n, "id"))
	fixed := get(n, "fixed")
	e.FixedPos = l.report.at(fixed)
	if fixed != nil {
		e.Fixed = l.value(fixed).Members
	}
	l.checkEnvelope(n)
}

// envelopeID reads `id: name` or `id: {property, type, only}`.
func (l *loader) envelopeID(e *schema.Envelope, n *yaml.Node) {
	if n == nil {
		return
	}
	e.IDPos = l.report.at(n)
	e.ID, e.IDType = text(n), &schema.Basic{Kind: "string"}
	if n.Kind != yaml.MappingNode {
		return
	}
	e.ID = text(get(n, "property"))
	e.IDOnly = text(get(n, "only"))
	switch kinds := itemsOrOne(get(n, "type")); len(kinds) {
	case 0:
	case 1:
		e.IDType = &schema.Basic{Kind: text(kinds[0])}
	default:
		union := &schema.Union{}
		for _, k := range kinds {
			union.Alts = append(union.Alts, &schema.Alternative{
				Name: text(k), Type: &schema.Basic{Kind: text(k)}, Tell: schema.Tell{Kind: text(k)},
			})
		}
		e.IDType = union
	}
}

// checkEnvelope reports two properties of the same name.
func (l *loader) checkEnvelope(n *yaml.Node) {
	e := &l.protocol.Envelope
	seen := map[string]bool{}
	check := func(at *yaml.Node, name string) {
		if name == "" {
			return
		}
		l.checkName(at, "the name of an envelope property")
		if seen[name] {
			l.report.add(at, "duplicate-name", "the envelope already has a property %q; give each its own name", name)
		}
		seen[name] = true
	}
	check(get(n, "type"), e.Type)
	if id := get(n, "id"); id != nil && id.Kind == yaml.MappingNode {
		check(get(id, "property"), e.ID)
	} else {
		check(id, e.ID)
	}
	check(get(n, "payload"), e.Payload)
	for key := range pairs(get(n, "fixed")) {
		check(key, key.Value)
	}
}

// fillHandshake reads the handshake and the answer to unknown messages, and checks that the sides can play their parts.
func (l *loader) fillHandshake(root *yaml.Node) {
	if n := get(root, "unknown"); n != nil {
		l.protocol.Unknown = l.handshakeMessage(n)
	}
	n := get(root, "handshake")
	if n == nil {
		return
	}
	h := &schema.Handshake{
		From:          l.participant(get(n, "from")),
		Open:          l.handshakeMessage(get(n, "open")),
		Accept:        l.handshakeMessage(get(n, "accept")),
		Ready:         l.handshakeMessage(get(n, "ready")),
		Failed:        l.handshakeMessage(get(n, "failed")),
		Echo:          truth(get(n, "echo")),
		RetryMillis:   number(get(n, "retryMillis")),
		TimeoutMillis: number(get(n, "timeoutMillis")),
		Pos:           l.report.at(n),
	}
	if r := get(n, "redirect"); r != nil {
		h.Redirect = &schema.Redirect{Message: l.handshakeMessage(get(r, "message"))}
	}
	l.protocol.Handshake = h
	l.checkHandshake(h, n)
}

// handshakeMessage finds a message that the runtimes need.
func (l *loader) handshakeMessage(n *yaml.Node) *schema.Message {
	return lookup(l, n, "handshake-message", "message", l.messages, `add it to "messages"`)
}

func (l *loader) checkHandshake(h *schema.Handshake, n *yaml.Node) {
	if h.From == nil {
		return
	}
	must := func(key string, m *schema.Message, ok func(*schema.Message) bool, what string) {
		if m != nil && !ok(m) {
			l.report.add(get(n, key), "handshake-message", "%s must be %s; mend its \"from\" or \"local\"", m.ID, what)
		}
	}
	other := h.From.Other
	must("open", h.Open, func(m *schema.Message) bool { return m.SentBy(h.From) }, "sent by "+h.From.ID)
	must("accept", h.Accept, func(m *schema.Message) bool { return m.SentBy(other) }, "sent by "+other.ID)
	must("ready", h.Ready, func(m *schema.Message) bool { return len(m.Local) > 0 }, "local: a side's own runtime makes it")
	must("failed", h.Failed, func(m *schema.Message) bool { return m.LocalTo(h.From) }, "local to "+h.From.ID)
	if h.Redirect != nil && h.Redirect.Message != nil {
		l.redirectField(h.Redirect, get(get(n, "redirect"), "to"))
	}
}

func (l *loader) redirectField(r *schema.Redirect, n *yaml.Node) {
	r.To = r.Message.Payload.Struct.Field(text(n))
	if n != nil && r.To == nil {
		l.unknownField(n, r.Message.Payload.Struct, r.Message.ID)
	}
}

// participant finds one of the two sides.
func (l *loader) participant(n *yaml.Node) *schema.Participant {
	return lookup(l, n, "unknown-participant", "participant", l.participants, `the two are listed under "participants"`)
}

// unknownField reports a field that a message has not.
func (l *loader) unknownField(n *yaml.Node, s *schema.Struct, where string) {
	known := map[string]*schema.Field{}
	for _, f := range s.Fields {
		known[f.Wire] = f
	}
	unknown(l, n, "unknown-field", "field of "+where, known, "add it to the payload")
}

// fillFAQ reads the questions and answers.
func (l *loader) fillFAQ(n *yaml.Node) {
	for key, body := range pairs(n) {
		q := &schema.Question{ID: key.Value, Pos: l.report.at(key)}
		l.text(&q.Question, get(body, "question"), "faq."+q.ID+".question", nil)
		l.text(&q.Answer, get(body, "answer"), "faq."+q.ID+".answer", nil)
		l.protocol.FAQ = append(l.protocol.FAQ, q)
	}
}
