package golang

import (
	"github.com/callinggen/callinggen/schema"
)

// packageComment gives the comment of the package: what it is for, a short tour, and the notice of the protocol.
func (t *Target) packageComment() []string {
	p := t.protocol
	d := t.doc().say("Package %s speaks %s, version %s.", t.options.Package, p.Title, p.Version).prose(p.Description)
	if m, side := t.tourMessage(); m != nil {
		t.tour(d, m, side)
	}
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

// tour shows how to receive and how to send.
func (t *Target) tour(d *doc, m *schema.Message, side *schema.Participant) {
	pkg, name := t.options.Package, t.names.messages[m]
	d.say("A program in the part of the %s decodes what it receives and hands it to its handlers:", side.ID)
	d.paragraphs([]string{
		"\thandlers := " + pkg + "." + t.handlersName(side) + "{",
		"\t\t" + t.handlerName(m) + ": func(ctx context.Context, m *" + pkg + "." + name + ") error {",
		"\t\t\treturn nil // what is to be done",
		"\t\t},",
		"\t}",
		"\tenv, m, err := " + pkg + ".Decode(data)",
		"\tif err != nil {",
		"\t\treturn err",
		"\t}",
		"\treturn handlers.Dispatch(ctx, env, m)",
	})
	d.say("Its peer makes the message and encodes it:")
	d.paragraphs([]string{"\tdata, err := " + pkg + ".Encode(" + pkg + ".Envelope{}, &" + pkg + "." + name + "{})"})
}
