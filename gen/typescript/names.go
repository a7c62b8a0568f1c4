package typescript

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// names are the names of everything that is emitted, computed once.
type names struct {
	protocol *schema.Protocol
	nouns    map[*schema.Message]string // type of a message: "CursorMoved"
}

func newNames(p *schema.Protocol) *names {
	n := &names{protocol: p, nouns: make(map[*schema.Message]string, len(p.Messages))}
	for _, m := range p.Messages {
		n.nouns[m] = schema.Pascal(m.Name)
	}
	return n
}

// noun is the name of a message's type: "CursorMoved".
func (n *names) noun(m *schema.Message) string { return n.nouns[m] }

// handler is the name of a message's handler: "onCursorMoved".
func (n *names) handler(m *schema.Message) string { return "on" + n.nouns[m] }

// hasOwnType reports whether a message's type is to be declared. It is not where the message only refers to a type of
// the same name.
func (n *names) hasOwnType(m *schema.Message) bool {
	d, ok := m.Payload.Type.(*schema.Decl)
	return !ok || d.Name != n.noun(m)
}

// unhandled is the handler of what has no handler.
const unhandled = "onUnhandled"

// Names that every package declares itself.
const (
	envelopeName    = "Envelope"
	handlerName     = "Handler"
	messageTypeName = "MessageType"
	versionName     = "VERSION"
	protocolVersion = "PROTOCOL_VERSION"
	connectName     = "connect"
	pairName        = "pair"
	runtimeName     = "runtime"
)

// A scope is a set of names that must be different. Two that differ in case alone clash as well: readers mix them up.
type scope struct {
	what   string            // "the handler"
	remedy string            // what to do about a name; "": rename the type, or add `name:`
	words  map[string]string // names in their exact spelling that cannot be had, and why
	taken  map[string]owner  // by the name in lower case
	found  []schema.Diagnostic
}

// An owner is what has a name already.
type owner struct {
	name string
	what string // why the package itself has it; "" when an element does
	meta *schema.Meta
}

func newScope(what, remedy string) *scope {
	return &scope{what: what, remedy: remedy, words: map[string]string{}, taken: map[string]owner{}}
}

// forbid takes names in their exact spelling.
func (s *scope) forbid(why string, names ...string) {
	for _, name := range names {
		s.words[name] = why
	}
}

// reserve takes names for the package itself.
func (s *scope) reserve(why string, names ...string) {
	for _, name := range names {
		s.taken[strings.ToLower(name)] = owner{name: name, what: why}
	}
}

// add takes a name for an element, or says why it cannot have it.
func (s *scope) add(name string, m *schema.Meta) {
	if !isIdentifier(name) {
		s.report("unspellable-name", m, "%s of %s would be %s, which cannot be written in TypeScript; %s", s.what, m.Path, quote(name), s.whatToDo(m))
		return
	}
	s.addQuoted(name, m)
}

// addQuoted is add for names that may stand in quotes.
func (s *scope) addQuoted(name string, m *schema.Meta) {
	if why, ok := s.words[name]; ok {
		s.report("name-clash", m, "%s of %s would be %s, %s; %s", s.what, m.Path, name, why, s.whatToDo(m))
		return
	}
	if first, ok := s.taken[strings.ToLower(name)]; ok {
		s.report("name-clash", m, "%s of %s would be %s, %s; %s", s.what, m.Path, name, first.has(name), s.whatToDo(m))
		return
	}
	s.taken[strings.ToLower(name)] = owner{name: name, meta: m}
}

// has says why a name cannot be had a second time.
func (o owner) has(name string) string {
	words := "which is also"
	if o.name != name {
		words = "which differs in case alone from " + o.name + ","
	}
	if o.meta == nil {
		return words + " " + o.what
	}
	return words + " that of " + o.meta.Path + " (" + o.meta.Pos.String() + ")"
}

func (s *scope) whatToDo(m *schema.Meta) string {
	switch {
	case s.remedy != "":
		return s.remedy
	case strings.HasPrefix(m.Path, "types.") && strings.Count(m.Path, ".") == 1:
		return "rename the type"
	}
	return "add `name:`"
}

func (s *scope) report(rule string, m *schema.Meta, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	s.found = append(s.found, schema.Diagnostic{
		Pos:     m.Pos,
		Message: strings.ToUpper(message[:1]) + message[1:],
		Rule:    "typescript-" + rule,
	})
}

// check reports every name that clashes with another one, or cannot be spelled.
func (n *names) check(t *Target) []schema.Diagnostic {
	found := slices.Concat(n.checkTypes(t), n.checkClasses(t))
	for _, d := range t.decls {
		if e, ok := d.Type.(*schema.Enum); ok && d.Alias == nil {
			found = append(found, checkEnum(e)...)
		}
	}
	for _, s := range []*side{t.root, t.other} {
		found = append(found, n.checkSide(s)...)
	}
	return schema.SortDiagnostics(slices.Concat(checkOptions(t), firstOfEach(found)))
}

// checkOptions looks for participants in the options that the protocol does not have.
func checkOptions(t *Target) []schema.Diagnostic {
	var found []schema.Diagnostic
	known := t.protocol.Participants[0].ID + " or " + t.protocol.Participants[1].ID
	check := func(option, place, id string) {
		if id != t.root.participant.ID && id != t.other.participant.ID {
			found = append(found, schema.Diagnostic{
				Pos:     t.options.placeOf(place, t.protocol.Pos),
				Message: fmt.Sprintf("The option %s of the target typescript names %q, which is no participant; write %s", option, id, known),
				Rule:    "typescript-unknown-participant",
			})
		}
	}
	check("root", "root", t.options.Root)
	for _, id := range slices.Sorted(maps.Keys(t.options.Classes)) {
		check("classes", "classes."+id, id)
	}
	return found
}

// firstOfEach keeps one diagnostic for each element. A clash of types is one of handlers and of methods as well, and the
// one remedy mends them all.
func firstOfEach(found []schema.Diagnostic) []schema.Diagnostic {
	seen := map[schema.Position]bool{}
	return slices.DeleteFunc(found, func(d schema.Diagnostic) bool {
		again := seen[d.Pos]
		seen[d.Pos] = true
		return again
	})
}

// newExports gives the scope of what an entry exports.
func newExports(what, remedy string) *scope {
	s := newScope(what, remedy)
	s.forbid("a word that TypeScript keeps for itself", reservedWords...)
	s.forbid("a name that the declarations need with its usual meaning", libraryNames...)
	s.reserve("a name that every package exports", packageNames...)
	return s
}

// checkTypes looks at the types of messages and at the named types.
func (n *names) checkTypes(t *Target) []schema.Diagnostic {
	s := newExports("the name of the type", "")
	for _, side := range []*side{t.root, t.other} {
		s.reserve("a name that the package makes for "+side.participant.Path, side.exports()...)
	}
	for _, m := range n.protocol.LiveMessages() {
		s.add(n.noun(m), &m.Meta)
	}
	for _, d := range t.decls {
		if !n.isPayloadOnly(d) {
			s.add(d.Name, &d.Meta)
		}
	}
	return s.found
}

// isPayloadOnly reports whether a declaration is the type of the message of its name, which needs no other one.
func (n *names) isPayloadOnly(d *schema.Decl) bool {
	return slices.ContainsFunc(d.UsedBy, func(user schema.Element) bool {
		m, ok := user.(*schema.Message)
		return ok && m.Live() && m.Payload.Type == schema.Type(d) && n.noun(m) == d.Name
	})
}

// checkClasses looks at the names that the options give, and at what is made of the ids of participants.
func (n *names) checkClasses(t *Target) []schema.Diagnostic {
	s := newExports("a name in the package", "choose another one with the option `classes`, or rename the participant")
	for _, side := range []*side{t.root, t.other} {
		class := side.participant.Meta
		class.Pos = t.options.placeOf("classes."+side.participant.ID, class.Pos)
		for _, name := range side.ofClass() {
			s.add(name, &class)
		}
		for _, name := range side.ofParticipant() {
			s.add(name, &side.participant.Meta)
		}
	}
	files := newScope("the folder", "rename the participant")
	files.reserve("a name that every package has", "runtime", "index", "main", "script", "constants", "types", "versions", validatorsEntry)
	files.reserve("a device to Windows", "con", "prn", "aux", "nul", "conin$", "conout$")
	for n := range 10 {
		files.reserve("a device to Windows", fmt.Sprintf("com%d", n), fmt.Sprintf("lpt%d", n))
	}
	for _, side := range []*side{t.root, t.other} {
		files.add(side.participant.ID, &side.participant.Meta)
	}
	return append(s.found, files.found...)
}

// checkEnum looks at the names of an enum's values. They need not be identifiers.
func checkEnum(e *schema.Enum) []schema.Diagnostic {
	s := newScope("the constant", "write it under `oneOf`, as `{const: …, name: …}`")
	for _, v := range e.Live() {
		s.addQuoted(v.Name, &v.Meta)
	}
	return s.found
}

// checkSide looks at what a participant has: handlers, methods and options.
func (n *names) checkSide(side *side) []schema.Diagnostic {
	handlers := newScope("the handler", "add `name:`")
	handlers.reserve("the handler for everything else", unhandled)
	for _, m := range side.receives {
		handlers.add(n.handler(m), &m.Meta)
	}
	methods := newScope("the method", "add `sends:`")
	methods.reserve("a member that every class has", classMembers...)
	for _, m := range side.sends {
		methods.add(m.Sends, &m.Meta)
	}
	options := newScope("the option", "add `name:`")
	options.reserve("an option that every class has", baseOptions...)
	if m := side.greeting; m != nil {
		options.add(m.Name, &m.Meta)
	}
	return slices.Concat(handlers.found, methods.found, options.found, side.checkLayouts())
}

// packageNames are exported by every package.
var packageNames = []string{
	envelopeName, handlerName, messageTypeName, versionName, protocolVersion, connectName, pairName, runtimeName,
}

// classMembers are the members of every class.
var classMembers = []string{"constructor", "session", "ready", "destroy", "_send"}

// baseOptions are the options that the runtime takes.
var baseOptions = []string{"eventHandlers", "debugMode", "queue", "allowedOrigins", "peer", "transport", "origin", "onMessage", "frame"}

// libraryNames are what the declarations take from the language's own library.
var libraryNames = []string{"Promise", "RegExp", "Symbol", "Omit", "Partial", "Pick"}

// reservedWords cannot name a type, a constant or a class.
var reservedWords = strings.Fields(`
	any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger
	declare default delete do else enum eval export extends false finally for from function get global if implements
	import in infer instanceof interface is keyof let module namespace never new null number object of out override
	package private protected public readonly require return satisfies set static string super switch symbol this throw
	true try type typeof undefined unique unknown using var void while with yield`)
