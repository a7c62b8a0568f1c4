package golang

import (
	"go/token"

	"github.com/callinggen/callinggen/schema"
)

// packageComment gives the comment of the package: what it is for, a short tour, and the notice of the protocol.
func (t *Target) packageComment() []string {
	p := t.protocol
	d := t.doc().say("Package %s speaks %s, version %s.", t.options.Package, p.Title, p.Version).prose(p.Description)
	if m, side := t.tourMessage(); m != nil {
		t.tour(d, m, side)
	}
	t.httpTour(d)
	d.say("Every struct keeps what it does not know in its field Extra and writes it again, so that a message that passes through a program loses nothing. Optional members are pointers, or slices, maps and other types with a nil of their own: see [Ptr]. Decoding takes what it can; Validate tells of what is missing or wrong.")
	return d.prose(p.Notice).lines
}

// tourMessage finds a message to show: the first with members that an application sends to one of the sides.
func (t *Target) tourMessage() (*schema.Message, *schema.Participant) {
	for _, side := range t.parts.sides {
		for _, m := range t.received(side) {
			if len(m.From) == 1 && !m.Automatic && m.Deprecated == nil && len(m.Payload.Struct.Fields) > 0 {
				return m, side
			}
		}
	}
	return nil, nil
}

// tour shows how to take part, and how to do without a connection.
func (t *Target) tour(d *doc, m *schema.Message, side *schema.Participant) {
	pkg, name, sideName := t.options.Package, t.names.messages[m], t.names.sides[side]
	variable := t.tourVariable(side)
	d.say("A program in the part of %s makes a [%s] of a connection and of handlers, and runs it:", side.InSentence(), sideName)
	d.paragraphs([]string{
		"\t" + variable + " := " + pkg + ".New" + sideName + "(conn, &" + pkg + "." + t.handlersName(side) + "{",
		"\t\t" + t.handlerName(m) + ": func(ctx context.Context, m *" + pkg + "." + name + ") error {",
		"\t\t\treturn nil // what is to be done",
		"\t\t},",
		"\t}, nil)",
		"\terr := " + variable + ".Run(ctx) // until the conversation ends",
	})
	d.say("Whatever carries text to the other side and back can be the connection: see [Conn]. [Pipe] gives the two ends of one in memory, for tests.")
	if from, sent := t.tourWait(); sent != nil {
		method := t.names.sides[from] + "." + t.waitName(sent)
		d.say("Each message has a method that sends it; where a reply may come back, another waits for it, as [%s] does.", method)
	}
	d.say("[Decode], Dispatch of the handlers and [Encode] do the same to one message at a time, without a connection.")
}

// httpTour shows where the endpoints are that the application calls, and those that it serves.
func (t *Target) httpTour(d *doc) {
	var called, served *schema.Endpoint
	for _, e := range t.parts.endpoints {
		switch {
		case e.Deprecated != nil:
		case e.ServedByApp && served == nil:
			served = e
		case !e.ServedByApp && called == nil:
			called = e
		}
	}
	if called != nil {
		d.say("An [HTTPClient] calls the endpoints of the API, as [HTTPClient.%s] does. An answer that says that the request failed is an [HTTPError].", endpointName(called))
	}
	if served != nil {
		d.say("What the application serves itself is made an http.Handler of a function, as [%s] does.", handlerOf(served))
	}
}

// tourVariable names a participant in the tour, by another word than its package.
func (t *Target) tourVariable(side *schema.Participant) string {
	name := schema.Camel(side.ID)
	if name == t.options.Package || token.IsKeyword(name) {
		return "me"
	}
	return name
}

// tourWait finds a message whose sender can wait for a reply, or nil.
func (t *Target) tourWait() (*schema.Participant, *schema.Message) {
	for _, side := range t.parts.sides {
		for _, m := range t.sent(side) {
			if t.awaits(side, m) && m.Deprecated == nil {
				return side, m
			}
		}
	}
	return nil, nil
}
