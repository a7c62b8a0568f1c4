package golang

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// ruleName is the id of the one rule of this target.
const ruleName = "go-name"

// reserved are the names that the generated package has of its own. A test holds the list against what it exports.
var reserved = []string{
	"Conn", "DateTime", "DateTimeOf", "Decode", "Encode", "Envelope", "EnvelopeFrom", "ErrClosed", "ErrEnvelope", "ErrHTTPAnswer",
	"ErrHTTPAuth", "ErrHTTPTooLarge", "ErrPayload", "ErrTimeout", "Extra", "Form", "FormBare", "FormFlat", "FormNested",
	"FormUsual", "FromInt", "FromString", "HTTPAuth", "HTTPClient", "HTTPError", "HTTPErrorOf", "HTTPFamily",
	"HTTPHandlerOptions", "HTTPSecret", "HTTPStatusError", "IntOrString", "Message", "Millis", "MillisOf", "NonNull", "Null",
	"Nullable", "Pipe", "ProtocolVersion", "Ptr", "RawMessage", "RawValue", "ReadJSON", "ReadParameter", "StaticSecret", "TypeOf", "Violation", "Violations",
}

// reservedMembers are the names that each struct has of its own.
var reservedMembers = []string{"Extra", "MarshalJSON", "UnmarshalJSON", "Validate"}

// A named is an element that takes a Go name.
type named struct {
	what string // "message", "field"
	as   string // name in the protocol file
	pos  schema.Position
	name string // in Go
}

// renamed are the elements that have no key for another name in code.
var renamed = map[string]string{
	"participant": "rename the participant", "type": "rename the type", "alternative": "rename the type", "endpoint": "rename the endpoint",
	"server": "rename the server", "auth": "rename the auth", "family": "rename the family",
	"value":    "write it under `oneOf`, as `{const: …, name: …}`",
	inlineType: "move it to `types:` under a name of its own",
}

// inlineType is a type that stands where it is used.
const inlineType = "the type written here,"

// wayOut says what to do about a name that cannot be had.
func (n named) wayOut(s *space) string {
	if todo := renamed[n.what]; todo != "" {
		return todo
	}
	return "add `" + s.remedy + ":`"
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
	folded := strings.ToLower(n.name)
	first, clash := s.taken[folded]
	switch {
	case !token.IsExported(n.name) || !token.IsIdentifier(n.name):
		s.report(n.pos, "%s %q cannot be spelled as an exported Go name; %s", n.what, n.as, n.wayOut(s))
	case s.reserved[n.name]:
		s.report(n.pos, "%s %q would be %s in Go, which the generated package needs for itself; %s", n.what, n.as, n.name, n.wayOut(s))
	case clash && first.name == n.name:
		s.report(n.pos, "%s %q and %s %q (%s) are both %s in Go; %s", n.what, n.as, first.what, first.as, first.pos, n.name, n.wayOut(s))
	case clash:
		s.report(n.pos, "%s %q and %s %q (%s) are %s and %s in Go, which differ in case only; %s",
			n.what, n.as, first.what, first.as, first.pos, n.name, first.name, n.wayOut(s))
	default:
		s.taken[folded] = n
	}
}

func (s *space) report(pos schema.Position, format string, args ...any) {
	*s.found = append(*s.found, schema.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Rule: ruleName})
}

// check gives the names of the emitted parts that clash or cannot be spelled.
func (n *names) check(p *schema.Protocol, parts *parts) []schema.Diagnostic {
	var found []schema.Diagnostic
	global := newSpace(&found, reserved...)
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
			what := "type"
			if d.Inline {
				what = inlineType
			}
			global.add(named{what, d.Name, d.Pos, n.decls[d]})
		}
		n.checkInside(d, global, &found)
	}
	n.checkHTTP(p.HTTP, parts, global, &found)
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
		for _, v := range t.Live() {
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
	for _, f := range s.Live() {
		fields.add(named{"field", f.Name, f.Pos, n.fields[f]})
	}
}

// clientMembers are the names that HTTPClient has of its own.
var clientMembers = []string{"Auth", "BaseURL", "Client", "Families", "In", "Logger", "MaxBody", "MaxWait", "Retries", "Sleep"}

// checkHTTP checks what the endpoints add to the package, and the parameters of each.
func (n *names) checkHTTP(h *schema.HTTP, parts *parts, global *space, found *[]schema.Diagnostic) {
	if len(parts.endpoints) == 0 {
		return
	}
	for _, s := range h.Servers {
		global.add(named{"server", s.ID, s.Pos, serverName(s)})
	}
	for _, a := range h.Auth {
		global.add(named{"auth", a.ID, a.Pos, authName(a)})
	}
	for _, f := range h.Families {
		global.add(named{"family", f.ID, f.Pos, familyName(f)})
		checkParameters(f.Parameters, found)
	}
	methods := newSpace(found, clientMembers...)
	for _, e := range parts.endpoints {
		if e.ServedByApp {
			global.add(named{"endpoint", e.ID, e.Pos, handlerOf(e)})
		} else {
			methods.add(named{"endpoint", e.ID, e.Pos, endpointName(e)})
		}
		if others := otherParameters(e); len(others) > 0 {
			global.add(named{"endpoint", e.ID, e.Pos, paramsName(e)})
			checkParameters(others, found)
		}
		checkParameters(pathParameters(e), found)
	}
}

func checkParameters(list []*schema.Parameter, found *[]schema.Diagnostic) {
	space := newSpace(found)
	for _, p := range list {
		space.add(named{"parameter", p.Wire, p.Pos, goName(p.Name)})
	}
}
