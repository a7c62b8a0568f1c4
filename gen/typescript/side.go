package typescript

import (
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// A side is a protocol as one of its participants sees it.
type side struct {
	protocol    *schema.Protocol
	participant *schema.Participant
	class       string // "CallingExtensions"
	prefix      string // of the names of types: "Widget"
	variable    string // that holds the class in examples: "widget"

	receives []*schema.Message // what has a handler, in order of the file
	sends    []*schema.Message // what has a method
	greeting *schema.Message   // the runtime's own part of the handshake, where the application adds to it; or nil
}

func newSide(p *schema.Protocol, participant *schema.Participant, o Options) *side {
	s := &side{
		protocol:    p,
		participant: participant,
		class:       o.Classes[participant.ID],
		prefix:      schema.Pascal(participant.ID),
		variable:    schema.Camel(participant.ID),
	}
	if slices.Contains(reservedWords, s.variable) {
		s.variable = "my" + s.prefix
	}
	if s.class == "" {
		s.class = s.prefix
	}
	for _, m := range p.LiveMessages() {
		if s.hasHandler(m) {
			s.receives = append(s.receives, m)
		}
		if s.canSend(m) {
			s.sends = append(s.sends, m)
		}
	}
	if m := s.shakes(); m != nil && len(unfilled(m)) > 0 {
		s.greeting = m
	}
	return s
}

// hasHandler reports whether this side has a handler for a message.
func (s *side) hasHandler(m *schema.Message) bool {
	return m.Live() && m.ReceivedBy(s.participant) && !isHandshake(s.protocol, m)
}

// canSend reports whether this side has a method that sends a message.
func (s *side) canSend(m *schema.Message) bool {
	return m.Live() && m.SentBy(s.participant) && !m.Automatic && !isHandshake(s.protocol, m)
}

// isHandshake reports whether a message is the runtimes' business alone.
func isHandshake(p *schema.Protocol, m *schema.Message) bool {
	return p.Handshake != nil && (m == p.Handshake.Open || m == p.Handshake.Accept)
}

// opens reports whether this side speaks first.
func (s *side) opens() bool {
	return s.protocol.Handshake != nil && s.protocol.Handshake.From == s.participant
}

// shakes gives the message that this side's runtime sends in the handshake, or nil.
func (s *side) shakes() *schema.Message {
	switch h := s.protocol.Handshake; {
	case h == nil:
		return nil
	case s.opens():
		return h.Open
	default:
		return h.Accept
	}
}

// shakenBy gives the message that the other side's runtime sends in the handshake.
func (s *side) shakenBy() *schema.Message {
	if s.opens() {
		return s.protocol.Handshake.Accept
	}
	return s.protocol.Handshake.Open
}

// ready gives the message that this side makes up when the handshake is done, or nil.
func (s *side) ready() *schema.Message {
	h := s.protocol.Handshake
	if h == nil || h.Ready == nil || !h.Ready.LocalTo(s.participant) {
		return nil
	}
	return h.Ready
}

// needsOrigin reports whether this side has to be told where the other one is.
func (s *side) needsOrigin() bool { return s.protocol.Handshake == nil || s.opens() }

// needsOptions reports whether something has to be told before this side can begin.
func (s *side) needsOptions() bool { return s.needsOrigin() || s.needsGreeting() }

// needsGreeting reports whether the application's part of the handshake cannot be left out.
func (s *side) needsGreeting() bool {
	return s.greeting != nil && slices.ContainsFunc(unfilled(s.greeting), func(f *schema.Field) bool { return f.Required })
}

// typical is a message to show a handler with: one that the other side alone sends, with a payload, and not deprecated; or nil.
func (s *side) typical() *schema.Message {
	for _, m := range s.receives {
		if len(m.From) == 1 && m.Payload.Type != nil && m.Deprecated == nil {
			return m
		}
	}
	return nil
}

// tellable is a message to show sending with: the first with an example, if possible one that is short; or nil.
func (s *side) tellable() *schema.Message {
	var first *schema.Message
	for _, m := range s.sends {
		if len(m.From) != 1 || len(m.Examples) == 0 || m.Deprecated != nil {
			continue
		}
		if len(inlineLiteral(m.Examples[0])) <= 2*inlineLimit {
			return m
		}
		if first == nil {
			first = m
		}
	}
	return first
}

// exports are the names that the package makes for this side.
func (s *side) exports() []string { return append(s.ofClass(), s.ofParticipant()...) }

// ofClass are those that are made of the name of the class, which the options may give.
func (s *side) ofClass() []string { return []string{s.class, s.options()} }

// ofParticipant are those that are made of the id of the participant.
func (s *side) ofParticipant() []string {
	return []string{s.sendsName(), s.receivesName(), s.eventName(), s.handlersName(), s.sessionName()}
}

func (s *side) options() string      { return s.class + "Options" }
func (s *side) sendsName() string    { return s.prefix + "Sends" }
func (s *side) receivesName() string { return s.prefix + "Receives" }
func (s *side) eventName() string    { return s.prefix + "Event" }
func (s *side) handlersName() string { return s.prefix + "Handlers" }
func (s *side) sessionName() string  { return s.prefix + "Session" }

// module is the path of one of this side's modules below src.
func (s *side) module(name string) string { return s.participant.ID + "/" + name }

// onWire are the messages that this side sends or receives, the handshake's too. Local ones are among them, since one
// that does arrive is understood.
func (s *side) onWire() []*schema.Message {
	var list []*schema.Message
	for _, m := range s.protocol.LiveMessages() {
		if m.SentBy(s.participant) || m.ReceivedBy(s.participant) {
			list = append(list, m)
		}
	}
	return list
}

// checkLayouts reports messages that share a wire type and are laid out differently: a receiver would have to know the
// message before it can read it.
func (s *side) checkLayouts() []schema.Diagnostic {
	sc := newScope("the layout", "give both the same layout, or another wire type")
	first := map[string]*schema.Message{}
	for _, m := range s.onWire() {
		other, ok := first[m.Type]
		if !ok {
			first[m.Type] = m
		} else if other.Layout != m.Layout {
			sc.report("shared-layout", &m.Meta, "%s of %s is %s, but %s (%s) has the same wire type and is %s; %s",
				sc.what, m.Path, m.Layout, other.Path, other.Pos, other.Layout, sc.remedy)
		}
	}
	return sc.found
}

// filled gives the members of a payload that the runtime fills.
func filled(m *schema.Message) []*schema.Field {
	return slices.DeleteFunc(slices.Clone(m.Payload.Struct.Live()), func(f *schema.Field) bool { return f.Fill == "" })
}

// unfilled gives the members that are the application's.
func unfilled(m *schema.Message) []*schema.Field {
	return slices.DeleteFunc(slices.Clone(m.Payload.Struct.Live()), func(f *schema.Field) bool { return f.Fill != "" })
}
