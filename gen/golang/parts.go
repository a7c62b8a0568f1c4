package golang

import (
	"fmt"
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// parts is what of a protocol is emitted: its live messages, types and sides, as far as they were asked for.
type parts struct {
	sides    []*schema.Participant
	http     bool
	messages []*schema.Message
	types    []*schema.Decl
	// What is called or served over HTTP; empty without the part http.
	endpoints []*schema.Endpoint
	err       error // an unknown part was asked for

	emitted map[schema.Element]bool // the messages and types that have a name in the package
}

// newParts selects all parts, or those that are named by participants' ids and "http".
func newParts(p *schema.Protocol, only []string) *parts {
	s := &parts{http: len(only) == 0 || slices.Contains(only, "http")}
	for _, side := range p.Participants {
		if len(only) == 0 || slices.Contains(only, side.ID) {
			s.sides = append(s.sides, side)
		}
	}
	for _, id := range only {
		if id != "http" && id != p.Participants[0].ID && id != p.Participants[1].ID {
			s.err = fmt.Errorf("there is no part %q; the parts are %s, %s and http", id, p.Participants[0].ID, p.Participants[1].ID)
		}
	}
	for _, m := range p.Messages {
		if m.Live() && slices.ContainsFunc(s.sides, func(side *schema.Participant) bool { return m.SentBy(side) || m.ReceivedBy(side) }) {
			s.messages = append(s.messages, m)
		}
	}
	if s.http && p.HTTP != nil {
		s.endpoints = p.HTTP.Live()
	}
	s.types = s.selectTypes(p, len(only) == 0)
	s.emitted = make(map[schema.Element]bool, len(s.messages)+len(s.types))
	for _, m := range s.messages {
		s.emitted[m] = true
	}
	for _, d := range s.types {
		s.emitted[d] = !isUnnamed(d)
	}
	return s
}

// has reports whether a message or type has a name in the package.
func (s *parts) has(e schema.Element) bool { return s.emitted[e] }

// talks reports whether messages are emitted.
func (s *parts) talks() bool { return len(s.sides) > 0 }

// served gives the endpoints of the application.
func (s *parts) served() []*schema.Endpoint {
	return slices.DeleteFunc(slices.Clone(s.endpoints), func(e *schema.Endpoint) bool { return !e.ServedByApp })
}

// selectTypes gives the types that the parts need, in the order of the protocol. When all parts are wanted, so is every
// type that has a name in the file.
func (s *parts) selectTypes(p *schema.Protocol, all bool) []*schema.Decl {
	if all {
		return p.LiveTypes()
	}
	need := schema.Needed{}
	for _, m := range s.messages {
		need.Add(m.Payload.Type)
	}
	if s.http {
		need.AddHTTP(p.HTTP)
	}
	for _, k := range p.Storage {
		if k.Removed == nil && slices.Contains(s.sides, k.On) {
			need.Add(k.Value)
		}
	}
	return need.In(p.Types)
}
