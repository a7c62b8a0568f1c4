package callinggen_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A model answers whether a protocol holds what a line of the inventory says.
type model struct {
	*schema.Protocol
	messages map[string]*schema.Message
	decls    map[string]*schema.Decl
}

func newModel(p *schema.Protocol) *model {
	m := &model{p, map[string]*schema.Message{}, map[string]*schema.Decl{}}
	for _, x := range p.Messages {
		m.messages[x.ID] = x
	}
	for _, x := range p.Types {
		m.decls[x.Name] = x
	}
	return m
}

// check gives nil when the protocol holds the fact.
func (m *model) check(f fact) error {
	switch f.kind {
	case "version":
		return found(slices.ContainsFunc(m.History, func(v *schema.Version) bool { return v.ID == f.col(0) }), "not in the history")
	case "envelope":
		return m.envelope(f.col(0), f.col(1))
	case "handshake":
		return m.handshake(f.col(0), f.col(1))
	case "message", "deprecated", "removed", "catches", "payload", "layout", "reply":
		return m.aboutMessage(f)
	case "field", "element", "rest", "value", "enum":
		return m.aboutType(f)
	case "endpoint", "param", "status", "auth", "scope":
		return m.aboutEndpoint(f)
	case "storage":
		return found(m.key(f.col(0)) != nil, "no such key")
	case "sequence":
		return m.sequence(strings.Fields(f.col(0)))
	case "faq":
		least, err := strconv.Atoi(f.col(0))
		return errors.Join(err, found(len(m.FAQ) >= least, fmt.Sprintf("there are %d", len(m.FAQ))))
	}
	return errors.New("no check for this kind of line")
}

func found(ok bool, or string) error {
	if ok {
		return nil
	}
	return errors.New(or)
}

func equal[T comparable](what string, want, got T) error {
	if want == got {
		return nil
	}
	return fmt.Errorf("%s: want %v, got %v", what, want, got)
}

// choice compares with an entry of the inventory that may leave the choice open: "*", or "a or b".
func choice(what, want, got string) error {
	if want == "*" || slices.Contains(strings.Split(want, " or "), got) {
		return nil
	}
	return equal(what, want, got)
}

func (m *model) envelope(property, name string) error {
	got := map[string]string{"type": m.Envelope.Type, "id": m.Envelope.ID, "payload": m.Envelope.Payload}
	return equal("property of the envelope", name, got[property])
}

func (m *model) handshake(part, want string) error {
	h := m.Handshake
	if h == nil {
		return errors.New("the protocol has no handshake")
	}
	got := map[string]string{
		"from":    h.From.ID,
		"open":    messageID(h.Open),
		"accept":  messageID(h.Accept),
		"echo":    strconv.FormatBool(h.Echo),
		"ready":   messageID(h.Ready),
		"failed":  messageID(h.Failed),
		"retry":   strconv.Itoa(h.RetryMillis),
		"timeout": strconv.Itoa(h.TimeoutMillis),
		"unknown": messageID(m.Unknown),
	}
	if h.Redirect != nil {
		got["redirect"] = messageID(h.Redirect.Message)
		got["redirect-to"] = h.Redirect.To.Wire
	}
	return equal("handshake", want, got[part])
}

func messageID(m *schema.Message) string {
	if m == nil {
		return "none"
	}
	return m.ID
}

func (m *model) aboutMessage(f fact) error {
	x := m.messages[f.col(0)]
	if x == nil {
		return errors.New("no such message")
	}
	switch f.kind {
	case "message":
		return describes(f, x)
	case "deprecated":
		return isDeprecated(f, x)
	case "removed":
		if x.Live() {
			return errors.New("is still there")
		}
		return equal("removed since", f.col(1), versionID(x.Removed.Since))
	case "catches":
		return equal("catches", f.col(1), x.Catches)
	case "layout":
		return equal("layout", f.col(1), string(x.Layout))
	case "payload":
		return choice("payload", f.col(1), payloadKind(x.Payload))
	default: // reply
		has := x.Replies != nil && slices.ContainsFunc(x.Replies.Messages, func(r *schema.Reply) bool { return r.Message.ID == f.col(1) })
		return found(has, "not among its replies")
	}
}

// describes compares the columns of a message's line: id, wire type, sides, kind, sends, handler, since.
func describes(f fact, x *schema.Message) error {
	return errors.Join(
		equal("wire type", f.col(1), x.Type),
		choice("sides", f.col(2), participants(append(slices.Clone(x.From), x.Local...))),
		choice("kind", f.col(3), messageKind(x)),
		spelled("method", f.col(4), x.Sends),
		spelled("handler", f.col(5), "on"+strings.ToUpper(x.Name[:1])+x.Name[1:]),
		equal("since", f.col(6), versionID(x.Since)),
	)
}

func isDeprecated(f fact, x *schema.Message) error {
	if x.Deprecated == nil {
		return errors.New("is not deprecated")
	}
	use := "nothing"
	if ref := x.Deprecated.Use; ref != nil {
		if m, ok := ref.Target.(*schema.Message); ok {
			use = m.ID
		}
	}
	return errors.Join(choice("since", f.col(1), versionID(x.Deprecated.Since)), equal("what to use", f.col(2), use))
}

func versionID(v *schema.Version) string {
	if v == nil {
		return "none"
	}
	return v.ID
}

func spelled(what, want, got string) error {
	if want == "-" {
		return nil
	}
	return equal(what, want, got)
}

// participants gives sides in alphabetical order but for the widget, which stands first as in the inventory.
func participants(list []*schema.Participant) string {
	var ids []string
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return strings.Join(slices.Compact(ids), ",")
}

func messageKind(x *schema.Message) string {
	switch {
	case !x.Live():
		return "removed"
	case len(x.Local) > 0:
		return "local"
	case x.Automatic:
		return "automatic"
	}
	return "sent"
}

func payloadKind(p *schema.Payload) string {
	switch {
	case p.Type == nil:
		return "none"
	case p.Value != nil && kindOf(p.Value.Type) == "any":
		return "any"
	case len(p.Struct.Fields) == 0 && p.Struct.Rest == nil && !p.Struct.Closed:
		return "open"
	}
	return "object"
}

// A place is what an address of the inventory leads to.
type place struct {
	typ    schema.Type
	within schema.Element // the *Message, or the *Decl, whose member typ is; for a root the message, or nil
	field  *schema.Field  // the member that the address ends with; nil when it ends with [], {} or <X>, or has no step
}

func (m *model) aboutType(f fact) error {
	at, err := m.find(f.col(0))
	if err != nil {
		return err
	}
	switch f.kind {
	case "field":
		return isField(f, at)
	case "element":
		return isType(f.col(1), at.typ)
	case "value":
		return found(hasValue(at.typ, f.col(1)), "no such value")
	case "rest":
		s, ok := underlying(at.typ).(*schema.Struct)
		if !ok || s.Rest == nil {
			return errors.New("does not say what other members hold")
		}
		return isType(f.col(1), s.Rest)
	default: // enum
		e, ok := underlying(at.typ).(*schema.Enum)
		return found(ok && e.Open, "is no open enum")
	}
}

func isField(f fact, at *place) error {
	if at.field == nil {
		return errors.New("is no field")
	}
	errs := []error{
		isType(f.col(1), at.typ),
		choice("required", f.col(2), map[bool]string{true: "required", false: "optional"}[at.field.Required]),
	}
	for _, note := range f.cols[3:] {
		errs = append(errs, found(hasNote(at, note), "is not "+note))
	}
	return errors.Join(errs...)
}

// hasNote tells whether a field has a format, a unit or a mark.
func hasNote(at *place, note string) bool {
	f := at.field
	if value, ok := strings.CutPrefix(note, "default="); ok {
		return f.Default != nil && scalar(f.Default) == value
	}
	if version, ok := strings.CutPrefix(note, "since="); ok {
		since := f.Since
		if since == nil { // as old as what it belongs to
			since = at.within.Info().Since
		}
		return since != nil && since.ID == version
	}
	switch note {
	case "deprecated":
		return f.Deprecated != nil
	case f.Unit:
		return true
	}
	b, ok := underlying(f.Type).(*schema.Basic)
	return ok && b.Format == note
}

// underlying looks through names and null.
func underlying(t schema.Type) schema.Type {
	for {
		switch x := t.(type) {
		case *schema.Decl:
			t = x.Type
		case *schema.Nullable:
			t = x.Type
		default:
			return t
		}
	}
}

// isType compares a type of the protocol with a TYPE of the inventory.
func isType(want string, t schema.Type) error {
	if want == "*" {
		return nil
	}
	for _, w := range strings.Split(want, " or ") {
		if matches(w, underlying(t)) {
			return nil
		}
	}
	return equal("type", want, kindOf(t))
}

func matches(want string, t schema.Type) bool {
	kinds := strings.Split(want, "|")
	if u, ok := t.(*schema.Union); ok && want != "union" {
		if len(kinds) != len(u.Alts) {
			return false
		}
		return !slices.ContainsFunc(u.Alts, func(a *schema.Alternative) bool {
			return !slices.ContainsFunc(kinds, func(k string) bool { return matches(k, underlying(a.Type)) })
		})
	}
	got := kindOf(t)
	if e, ok := t.(*schema.Enum); ok && want == e.Base.Kind {
		return true
	}
	return got == want || want == "number" && got == "integer"
}

func kindOf(t schema.Type) string {
	switch x := underlying(t).(type) {
	case *schema.Struct:
		return "object"
	case *schema.Map:
		return "map"
	case *schema.Array:
		return "array"
	case *schema.Enum:
		return "enum"
	case *schema.Const:
		return "const"
	case *schema.Basic:
		return x.Kind
	case *schema.Any:
		return "any"
	case *schema.Union:
		var kinds []string
		for _, a := range x.Alts {
			if kind := kindOf(a.Type); kind != "object" {
				kinds = append(kinds, kind)
			}
		}
		if len(kinds) < len(x.Alts) {
			return "union"
		}
		return strings.Join(kinds, "|")
	}
	return fmt.Sprintf("%T", t)
}

func hasValue(t schema.Type, want string) bool {
	switch x := underlying(t).(type) {
	case *schema.Enum:
		return slices.ContainsFunc(x.Values, func(v *schema.EnumValue) bool { return scalar(v.Value) == want })
	case *schema.Const:
		return scalar(x.Value) == want
	}
	return false
}

func scalar(v *schema.Value) string {
	switch v.Kind {
	case schema.StringValue:
		return v.String
	case schema.NumberValue:
		return v.Number
	case schema.BoolValue:
		return strconv.FormatBool(v.Bool)
	}
	return ""
}

// find follows an address of the inventory.
func (m *model) find(address string) (*place, error) {
	at, path, err := m.root(address)
	if err != nil {
		return nil, err
	}
	for _, s := range steps(path) {
		if err := at.enter(s); err != nil {
			return nil, err
		}
	}
	return at, nil
}

// root gives the type where an address begins, and the path from there.
func (m *model) root(address string) (*place, string, error) {
	words := strings.Split(address, " ")
	last := words[len(words)-1]
	switch {
	case len(words) == 1:
		return m.payloadRoot(address)
	case words[0] == "error":
		if m.HTTP == nil || m.HTTP.Error == nil {
			return nil, "", errors.New("the body of errors is not described")
		}
		return &place{typ: m.HTTP.Error}, last, nil
	case words[0] == "type":
		if m.decls[last] == nil {
			return nil, "", errors.New("no such type")
		}
		return &place{typ: m.decls[last]}, "", nil
	case words[0] == "storage":
		key := m.key(words[1])
		if key == nil {
			return nil, "", errors.New("no such key")
		}
		return &place{typ: key.Value}, strings.Join(words[2:], ""), nil
	}
	return m.bodyRoot(words[0], words[1], last)
}

func (m *model) payloadRoot(address string) (*place, string, error) {
	id, path, _ := strings.Cut(address, ".")
	x := m.messages[id]
	if x == nil {
		return nil, "", errors.New("no such message")
	}
	return &place{typ: x.Payload.Struct, within: x}, path, nil
}

// bodyRoot begins at the request of an endpoint or at one of its answers.
func (m *model) bodyRoot(method, path, part string) (*place, string, error) {
	e := m.endpointOf(method, path)
	if e == nil {
		return nil, "", errors.New("no such endpoint")
	}
	which, rest, _ := strings.Cut(part, ".")
	if which == "request" {
		if e.Request == nil {
			return nil, "", errors.New("has no request body")
		}
		return &place{typ: e.Request.Type}, rest, nil
	}
	for _, r := range e.Responses {
		if strconv.Itoa(r.Status) == which && r.Type != nil {
			return &place{typ: r.Type}, rest, nil
		}
	}
	return nil, "", fmt.Errorf("no %s with a body", which)
}

var step = regexp.MustCompile(`\[\]|\{\}|<[^>]*>|[^.\[\]{}<>]+`)

func steps(path string) []string { return step.FindAllString(path, -1) }

// enter goes one step down.
func (at *place) enter(s string) error {
	if decl := named(at.typ); decl != nil {
		at.within = decl
	}
	t := underlying(at.typ)
	at.typ, at.field = nil, nil
	switch {
	case s == "[]":
		if array, ok := t.(*schema.Array); ok {
			at.typ = array.Elem
		}
	case s == "{}":
		if object, ok := t.(*schema.Map); ok {
			at.typ = object.Elem
		}
	case s[0] == '<':
		at.typ = told(t, strings.Trim(s, "<>"))
	default:
		if at.field = member(t, s); at.field != nil {
			at.typ = at.field.Type
		}
	}
	return found(at.typ != nil, fmt.Sprintf("%s: not there", s))
}

// named gives the declaration that a type refers to, null aside, or nil.
func named(t schema.Type) *schema.Decl {
	if n, ok := t.(*schema.Nullable); ok {
		t = n.Type
	}
	decl, _ := t.(*schema.Decl)
	return decl
}

func member(t schema.Type, wire string) *schema.Field {
	s, ok := t.(*schema.Struct)
	if !ok {
		return nil
	}
	i := slices.IndexFunc(s.Fields, func(f *schema.Field) bool { return f.Wire == wire })
	if i < 0 {
		return nil
	}
	return s.Fields[i]
}

// told gives the alternative of a union that a constant tells.
func told(t schema.Type, value string) schema.Type {
	u, ok := t.(*schema.Union)
	if !ok {
		return nil
	}
	for _, a := range u.Alts {
		if a.Tell.Const != nil && hasValue(a.Tell.Const.Type, value) {
			return a.Type
		}
	}
	return nil
}

func (m *model) key(key string) *schema.StorageKey {
	i := slices.IndexFunc(m.Storage, func(k *schema.StorageKey) bool { return k.Key == key })
	if i < 0 {
		return nil
	}
	return m.Storage[i]
}

func (m *model) aboutEndpoint(f fact) error {
	method, path, _ := strings.Cut(f.col(0), " ")
	if f.kind == "endpoint" {
		path = f.col(1)
	}
	e := m.endpointOf(method, path)
	if e == nil {
		return errors.New("no such endpoint")
	}
	switch f.kind {
	case "param":
		return hasParameter(e, f.col(1), f.col(2), f.col(3))
	case "status":
		return found(slices.ContainsFunc(e.Responses, func(r *schema.Response) bool { return strconv.Itoa(r.Status) == f.col(1) }), "no such answer")
	case "auth":
		return found(slices.ContainsFunc(e.Auth, func(a *schema.AuthUse) bool { return a.Auth.Type == f.col(1) }), "no such way to authenticate")
	case "scope":
		return found(slices.ContainsFunc(e.Auth, func(a *schema.AuthUse) bool { return slices.Contains(a.Scopes, f.col(1)) }), "no such scope")
	}
	return nil
}

func hasParameter(e *schema.Endpoint, in, name, typ string) error {
	for _, p := range e.Parameters {
		if p.In == in && p.Wire == name {
			return isType(typ, p.Type)
		}
	}
	return fmt.Errorf("no parameter %q in the %s", name, in)
}

// endpointOf finds an endpoint by its method and its whole path, in any family, or what the app serves by "app" and its method.
func (m *model) endpointOf(method, path string) *schema.Endpoint {
	if m.HTTP == nil {
		return nil
	}
	if method == "app" {
		method, path = path, method
	}
	for _, e := range m.HTTP.Endpoints {
		if e.Method != method || e.ServedByApp != (path == "app") {
			continue
		}
		if e.ServedByApp || slices.ContainsFunc(wholePaths(e), func(p string) bool { return samePath(p, path) }) {
			return e
		}
	}
	return nil
}

func wholePaths(e *schema.Endpoint) []string {
	if len(e.Families) == 0 {
		return []string{e.Path}
	}
	var paths []string
	for _, f := range e.Families {
		paths = append(paths, f.Prefix+e.Path)
	}
	return paths
}

func samePath(a, b string) bool {
	as, bs := strings.Split(a, "/"), strings.Split(b, "/")
	return slices.EqualFunc(as, bs, func(x, y string) bool {
		return x == y || strings.HasPrefix(x, "{") && strings.HasPrefix(y, "{")
	})
}

// sequence looks for a flow that shows all the steps in this order, whatever else stands between them.
func (m *model) sequence(want []string) error {
	for _, flow := range m.Flows {
		rest := want
		for _, step := range stepsOf(flow.Steps, nil) {
			if len(rest) > 0 && step == rest[0] {
				rest = rest[1:]
			}
		}
		if len(rest) == 0 {
			return nil
		}
	}
	return errors.New("no flow shows these in this order")
}

// stepsOf lists the messages and endpoints of steps, those of groups and of other flows among them. Running flows are not
// entered again.
func stepsOf(list []schema.Step, running []*schema.Flow) []string {
	var out []string
	for _, step := range list {
		switch s := step.(type) {
		case *schema.MessageStep:
			out = append(out, s.Message.ID)
		case *schema.EndpointStep:
			for _, path := range wholePaths(s.Endpoint) {
				out = append(out, s.Endpoint.Method+":"+path)
			}
		case *schema.FlowStep:
			if !slices.Contains(running, s.Flow) {
				out = append(out, stepsOf(s.Flow.Steps, append(running, s.Flow))...)
			}
		case *schema.GroupStep:
			for _, b := range s.Branches {
				out = append(out, stepsOf(b.Steps, running)...)
			}
		}
	}
	return out
}
