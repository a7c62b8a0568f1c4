package schema_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

const (
	disagreementsFile = "testdata/disagreements.txt"
	disagreements     = 89 // how many there are
)

// TestDisagreements walks the places where the sources of the calling protocol disagree: each is settled in the protocol
// file as the list says, and what other sources claim stands there as a dispute.
func TestDisagreements(t *testing.T) {
	protocol, diagnostics := load.File("calling.yaml")
	for _, d := range diagnostics {
		if d.Severity == schema.Error {
			t.Error(d)
		}
	}
	if protocol == nil {
		t.Fatal("calling.yaml has errors")
	}
	places := findPlaces(protocol)

	lines := readDisagreements(t)
	for _, l := range lines {
		if l.path == "-" {
			continue // no place, and a reason why
		}
		if err := places.check(l.path, l.right); err != nil {
			t.Errorf("%s: %s: %v", l, l.path, err)
		}
	}
	for n := 1; n <= disagreements; n++ {
		if !slices.ContainsFunc(lines, func(l disagreement) bool { return l.number == n }) {
			t.Errorf("%s: number %d is missing", disagreementsFile, n)
		}
	}
}

// A disagreement is one line of the list. Several lines share a number when one disagreement has several places.
type disagreement struct {
	line, number      int
	item, path, right string
}

func (d disagreement) String() string {
	return fmt.Sprintf("%s:%d: %d %s", disagreementsFile, d.line, d.number, d.item)
}

// readDisagreements reads the list and holds it to its form: four columns, numbers in order, nothing empty.
func readDisagreements(t *testing.T) []disagreement {
	t.Helper()
	file, err := os.Open(disagreementsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()

	var list []disagreement
	last := 0
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		cols := strings.Split(lines.Text(), "\t")
		if len(cols) != 4 || slices.Contains(cols, "") {
			t.Fatalf("%s:%d: wants number, item, path and what is right, each divided by one tab", disagreementsFile, n)
		}
		number, err := strconv.Atoi(cols[0])
		if err != nil || number < last || number > disagreements {
			t.Fatalf("%s:%d: number %q is not in order", disagreementsFile, n, cols[0])
		}
		last = number
		list = append(list, disagreement{n, number, cols[1], cols[2], cols[3]})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// A place is what a path of the list leads to.
type place struct {
	element schema.Element    // nil when the path leads to prose or the handshake alone
	dispute *schema.Dispute   // when the path leads to a dispute
	shake   *schema.Handshake // when the path is "handshake"
	texts   []string          // all prose there, and the code of a guide
}

// places are all places of a protocol by path.
type places map[string]*place

func (ps places) check(path, right string) error {
	p, ok := ps[path]
	if !ok {
		return errors.New("no such path in the protocol")
	}
	var errs []error
	for _, want := range strings.Split(right, "; ") {
		word, arg, _ := strings.Cut(want, " ")
		test, ok := checks[word]
		if !ok {
			errs = append(errs, fmt.Errorf("no check called %q", word))
			continue
		}
		if err := test(p, arg); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", want, err))
		}
	}
	return errors.Join(errs...)
}

// checks are the entries of the last column, by their first word.
var checks = map[string]func(p *place, arg string) error{
	"says":       (*place).says,
	"disputed":   func(p *place, _ string) error { return truth(p.dispute != nil, "it is no dispute") },
	"required":   func(p *place, _ string) error { return p.field(func(f *schema.Field) bool { return f.Required }) },
	"optional":   func(p *place, _ string) error { return p.field(func(f *schema.Field) bool { return !f.Required }) },
	"unit":       func(p *place, arg string) error { return p.field(func(f *schema.Field) bool { return f.Unit == arg }) },
	"fill":       func(p *place, arg string) error { return p.field(func(f *schema.Field) bool { return f.Fill == arg }) },
	"default":    func(p *place, arg string) error { return same(arg, plain(fieldOf(p).Default)) },
	"deprecated": func(p *place, _ string) error { return truth(p.info().Deprecated != nil, "it is not deprecated") },
	"use":        (*place).use,
	"since":      (*place).since,
	"type":       func(p *place, arg string) error { return same(arg, kind(p.typ())) },
	"format":     func(p *place, arg string) error { return same(arg, format(p.typ())) },
	"const":      func(p *place, arg string) error { return same(arg, constant(p.typ())) },
	"rest":       (*place).rest,
	"open":       func(p *place, _ string) error { return truth(p.enum().Open, "it takes no other values") },
	"values":     (*place).values,
	"fields":     (*place).fields,
	"no":         (*place).noRequired,
	"sends":      func(p *place, arg string) error { return same(arg, p.message().Sends) },
	"handler":    func(p *place, arg string) error { return same(arg, "on"+schema.Pascal(p.message().Name)) },
	"retry":      func(p *place, arg string) error { return same(arg, strconv.Itoa(p.handshake().RetryMillis)) },
	"timeout":    func(p *place, arg string) error { return same(arg, strconv.Itoa(p.handshake().TimeoutMillis)) },
	"method":     func(p *place, arg string) error { return same(arg, p.endpoint().Method) },
	"example":    (*place).example,
}

func truth(ok bool, or string) error {
	if ok {
		return nil
	}
	return errors.New(or)
}

func same(want, got string) error {
	return truth(want == got, fmt.Sprintf("it is %q", got))
}

func (p *place) says(arg string) error {
	all := strings.Join(p.texts, "\n")
	return truth(strings.Contains(all, arg), fmt.Sprintf("the words are %q", all))
}

func (p *place) use(arg string) error {
	d := p.info().Deprecated
	if d == nil || d.Use == nil {
		return errors.New("nothing replaces it")
	}
	if f, ok := strings.CutPrefix(arg, "."); ok {
		return truth(d.Use.Field != nil && d.Use.Field.Wire == f, "something else replaces it")
	}
	m, ok := d.Use.Target.(*schema.Message)
	return truth(ok && m.ID == arg, "something else replaces it")
}

func (p *place) since(arg string) error {
	v := p.info().Since
	if v == nil {
		return errors.New("no version is given")
	}
	return same(arg, v.ID)
}

func (p *place) rest(arg string) error {
	s := p.structure()
	if s.Rest == nil {
		return errors.New("unlisted members may be anything")
	}
	return same(arg, kind(s.Rest))
}

func (p *place) values(arg string) error {
	var got []string
	for _, v := range p.enum().Values {
		got = append(got, plain(v.Value))
	}
	return same(arg, strings.Join(got, " "))
}

func (p *place) fields(arg string) error {
	var got []string
	for _, f := range p.structure().Fields {
		got = append(got, f.Wire)
	}
	return same(arg, strings.Join(got, " "))
}

func (p *place) noRequired(arg string) error {
	if arg != "required fields" {
		return fmt.Errorf("no check called %q", "no "+arg)
	}
	required := func(f *schema.Field) bool { return f.Required }
	return truth(!slices.ContainsFunc(p.structure().Fields, required), "one is required")
}

func (p *place) example(arg string) error {
	name, want, _ := strings.Cut(arg, "=")
	examples := p.endpoint().Examples
	if len(examples) == 0 {
		return errors.New("there is no example")
	}
	for _, m := range examples[0].Members {
		if m.Name == name {
			return same(want, plain(m.Value))
		}
	}
	return errors.New("the example does not hold it")
}

func (p *place) field(ok func(*schema.Field) bool) error {
	return truth(ok(fieldOf(p)), "the field says otherwise")
}

// The next functions give the place as one kind of element, or an empty element, about which no check is true.

func (p *place) info() *schema.Meta {
	if p.element == nil {
		return new(schema.Meta)
	}
	return p.element.Info()
}

func fieldOf(p *place) *schema.Field {
	if f, ok := p.element.(*schema.Field); ok {
		return f
	}
	return &schema.Field{Unit: "?", Fill: "?"}
}

func (p *place) message() *schema.Message {
	if m, ok := p.element.(*schema.Message); ok {
		return m
	}
	return new(schema.Message)
}

func (p *place) endpoint() *schema.Endpoint {
	if e, ok := p.element.(*schema.Endpoint); ok {
		return e
	}
	return new(schema.Endpoint)
}

func (p *place) handshake() *schema.Handshake {
	if p.shake != nil {
		return p.shake
	}
	return new(schema.Handshake)
}

// typ is the type at a place: of a field, of a payload, or what a declaration stands for; or nil.
func (p *place) typ() schema.Type {
	switch x := p.element.(type) {
	case *schema.Field:
		return schema.Underlying(x.Type)
	case *schema.Decl:
		return x.Type
	case *schema.Message:
		if x.Payload.Value != nil {
			return schema.Underlying(x.Payload.Value.Type)
		}
		return x.Payload.Struct
	}
	return nil
}

func (p *place) structure() *schema.Struct {
	if s, ok := p.typ().(*schema.Struct); ok {
		return s
	}
	return &schema.Struct{Fields: []*schema.Field{{Wire: "?", Required: true}}}
}

func (p *place) enum() *schema.Enum {
	if e, ok := p.typ().(*schema.Enum); ok {
		return e
	}
	return new(schema.Enum)
}

// kind names a type in the words of the list.
func kind(t schema.Type) string {
	switch t := schema.Underlying(t).(type) {
	case *schema.Basic:
		return t.Kind
	case *schema.Struct:
		return "object"
	case *schema.Enum:
		return "enum"
	case *schema.Array:
		return "array"
	case *schema.Map:
		return "map"
	case *schema.Const:
		return "const"
	case *schema.Any:
		return "any"
	case *schema.Union:
		kinds := make([]string, len(t.Alts))
		for i, a := range t.Alts {
			kinds[i] = kind(a.Type)
		}
		return strings.Join(kinds, "|")
	}
	return "?"
}

func format(t schema.Type) string {
	if b, ok := t.(*schema.Basic); ok {
		return b.Format
	}
	return ""
}

func constant(t schema.Type) string {
	if c, ok := t.(*schema.Const); ok {
		return plain(c.Value)
	}
	return ""
}

// plain writes a scalar as the list does.
func plain(v *schema.Value) string {
	switch {
	case v == nil:
		return ""
	case v.Kind == schema.BoolValue:
		return strconv.FormatBool(v.Bool)
	case v.Kind == schema.NumberValue:
		return v.Number
	}
	return v.String
}

// findPlaces walks the whole protocol.
func findPlaces(p *schema.Protocol) places {
	ps := places{}
	for _, m := range p.Messages {
		ps.add(m)
		ps.addType(m.Payload.Struct)
	}
	for _, d := range p.Types {
		ps.add(d)
		ps.addType(d.Type)
	}
	for _, f := range p.Flows {
		ps.add(f)
		ps.addSteps(f.Steps)
	}
	for _, k := range p.Storage {
		ps.add(k)
	}
	for _, q := range p.FAQ {
		ps.addText(q.Question.Key, q.Question)
		ps.addText(q.Answer.Key, q.Answer)
	}
	for _, g := range p.Guides {
		ps.addGuide(g)
	}
	ps.addHTTP(p.HTTP)
	ps["handshake"] = &place{shake: p.Handshake}
	return ps
}

// add takes in an element with its prose and its disputes.
func (ps places) add(e schema.Element) {
	info := e.Info()
	ps[info.Path] = &place{element: e, texts: []string{info.Summary.Source.String(), info.Description.Source.String()}}
	for _, d := range info.Disputes {
		ps[info.Path+".disputed."+d.Source.ID+"."+d.About] = &place{dispute: d}
	}
}

func (ps places) addText(path string, t schema.Text) {
	if ps[path] == nil {
		ps[path] = &place{}
	}
	ps[path].texts = append(ps[path].texts, t.Source.String())
}

func (ps places) addType(t schema.Type) {
	switch t := t.(type) {
	case *schema.Struct:
		for _, f := range t.Fields {
			ps.add(f)
		}
	case *schema.Enum:
		for _, v := range t.Values {
			ps.add(v)
		}
	}
}

func (ps places) addSteps(steps []schema.Step) {
	for _, s := range steps {
		group, ok := s.(*schema.GroupStep)
		if !ok {
			continue
		}
		for _, b := range group.Branches {
			ps.addText(b.When.Key, b.When)
			ps.addSteps(b.Steps)
		}
	}
}

func (ps places) addGuide(g *schema.Guide) {
	for _, b := range g.Blocks {
		path := "guides." + g.ID + "." + b.Heading
		ps.addText(path, b.Text)
		ps[path].texts = append(ps[path].texts, b.Code)
	}
}

func (ps places) addHTTP(h *schema.HTTP) {
	for _, a := range h.Auth {
		ps.add(a)
	}
	for _, e := range h.Endpoints {
		ps.add(e)
	}
}
