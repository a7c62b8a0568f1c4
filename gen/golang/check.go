package golang

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// ruleName is the id of the one rule of this target.
const ruleName = "go-name"

// reserved are the names that the generated package has of its own. A test holds the list against what it exports.
var reserved = []string{
	"Conn", "DateTime", "DateTimeOf", "Decode", "Encode", "Envelope", "EnvelopeFrom", "ErrClosed", "ErrEnvelope",
	"ErrPayload", "ErrTimeout", "Extra", "Form",
	"FormBare", "FormFlat", "FormNested", "FormUsual", "FromInt", "FromString", "IntOrString", "Message", "Millis",
	"MillisOf", "NonNull", "Null", "Nullable", "Pipe", "ProtocolVersion", "Ptr", "RawMessage", "RawValue", "TypeOf", "Violation",
	"Violations",
}

// kept are names that are free today and that the generated package is going to need, so that no protocol comes to rely
// on them.
var kept = []string{"HTTPClient", "HTTPError"}

// reservedMembers are the names that each struct has of its own.
var reservedMembers = []string{"Extra", "MarshalJSON", "UnmarshalJSON", "Validate"}

// A named is an element that takes a Go name.
type named struct {
	what string // "message", "field"
	as   string // name in the protocol file
	pos  schema.Position
	name string // in Go
}

// A space is a set of names that must differ, by their lower-case form: names that differ in case only are one to a reader.
type space struct {
	taken    map[string]named
	reserved map[string]bool
	remedy   string // the key of the protocol file that gives another name
	found    *[]schema.Diagnostic
}

func newSpace(found *[]schema.Diagnostic, reserved ...string) *space {
	s := &space{taken: map[string]named{}, reserved: map[string]bool{}, remedy: "name", found: found}
	for _, name := range reserved {
		s.reserved[name] = true
	}
	return s
}

// add takes a name, or reports why it cannot be taken.
func (s *space) add(n named) {
	first, clash := s.taken[strings.ToLower(n.name)]
	switch {
	case !token.IsExported(n.name) || !token.IsIdentifier(n.name):
		s.report(n.pos, "%s %q cannot be spelled as an exported Go name; add `%s:`", n.what, n.as, s.remedy)
	case s.reserved[n.name]:
		s.report(n.pos, "%s %q would be %s in Go, which the generated package needs for itself; add `%s:`", n.what, n.as, n.name, s.remedy)
	case clash && first.name == n.name:
		s.report(n.pos, "%s %q and %s %q (%s) are both %s in Go; add `%s:`", n.what, n.as, first.what, first.as, first.pos, n.name, s.remedy)
	case clash:
		s.report(n.pos, "%s %q and %s %q (%s) are %s and %s in Go, which differ in case only; add `%s:`",
			n.what, n.as, first.what, first.as, first.pos, n.name, first.name, s.remedy)
	default:
		s.taken[strings.ToLower(n.name)] = n
	}
}

func (s *space) report(pos schema.Position, format string, args ...any) {
	*s.found = append(*s.found, schema.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Rule: ruleName})
}

// check gives the names of the emitted parts that clash or cannot be spelled.
func (n *names) check(p *schema.Protocol, parts *parts) []schema.Diagnostic {
	var found []schema.Diagnostic
	global := newSpace(&found, slices.Concat(reserved, kept)...)
	for _, side := range p.Participants {
		for _, suffix := range []string{"", "Handlers", "Options"} {
			global.add(named{"participant", side.ID, side.Pos, n.sides[side] + suffix})
		}
		global.add(named{"participant", side.ID, side.Pos, "New" + n.sides[side]})
	}
	for _, side := range parts.sides {
		n.checkSenders(side, parts, &found)
	}
	for _, m := range parts.messages {
		global.add(named{"message", m.ID, m.Pos, n.messages[m]})
		n.checkFields(m.Payload.Struct, &found)
	}
	for _, d := range parts.types {
		if !isUnnamed(d) {
			global.add(named{"type", d.Name, d.Pos, n.decls[d]})
		}
		n.checkInside(d, global, &found)
	}
	return schema.SortDiagnostics(found)
}

func (n *names) checkInside(d *schema.Decl, global *space, found *[]schema.Diagnostic) {
	if d.Alias != nil {
		return
	}
	switch t := d.Type.(type) {
	case *schema.Struct:
		n.checkFields(t, found)
	case *schema.Enum:
		for _, v := range liveValues(t) {
			global.add(named{"value", v.Value.Text(), v.Pos, n.values[v]})
		}
	case *schema.Union:
		for _, a := range t.Alts {
			if isWrapped(t, a) {
				global.add(named{"alternative", d.Name + "." + a.Name, d.Pos, n.kinds[a]})
			}
		}
	}
}

// checkFields checks the members of one struct, whose names are a space of their own.
func (n *names) checkFields(s *schema.Struct, found *[]schema.Diagnostic) {
	fields := newSpace(found, reservedMembers...)
	if s.Rest != nil {
		fields.reserved["Rest"] = true
	}
	for _, f := range liveFields(s) {
		fields.add(named{"field", f.Name, f.Pos, n.fields[f]})
	}
}
