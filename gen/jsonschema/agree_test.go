package jsonschema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	validator "github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
)

// The mutations that every definition must refuse, wherever it has a place for them.
const (
	memberMissing = "a required member missing"
	wrongType     = "a wrong type"
	outsideEnum   = "a value outside a closed enum"
	outsideLimits = "a value outside limits" // and a format
	otherwise     = "something else"         // which may be refused or not
	unchanged     = "an example"
)

// An attempt is a value to hold against a definition.
type attempt struct {
	definition string
	mutation   string
	value      any
	fits       bool // what the model says
}

// TestValidatorsAgree takes each protocol of this repository through the trial.
func TestValidatorsAgree(t *testing.T) {
	var trials []*trial
	for name, p := range protocols(t) {
		tr := newTrial(t, name, p, generate(t, p))
		for _, mutation := range []string{memberMissing, wrongType, outsideEnum, outsideLimits} {
			if tr.refused(mutation) < 10 {
				t.Errorf("%s: %s was tried %d times", name, mutation, tr.refused(mutation))
			}
		}
		trials = append(trials, tr)
	}
	agree(t, trials)
}

// agree holds values against every definition of each schema with two validators that know nothing of each other, and wants
// of both what the model says: yes to all examples, no to their mutations, and to both whatever else comes of changing a
// value at every place in every way.
func agree(t *testing.T, trials []*trial) {
	for _, tr := range trials {
		t.Run("go "+tr.name, func(t *testing.T) {
			t.Log(tr.summary())
			tr.wantMutations(t)
			tr.compare(t, tr.goValidator(t))
		})
	}
	t.Run("ajv", func(t *testing.T) {
		for i, said := range ajvValidator(t, trials) {
			t.Run(trials[i].name, func(t *testing.T) { trials[i].compare(t, said) })
		}
	})
}

// definitionsOf gives the names of the definitions of a schema.
func definitionsOf(t *testing.T, text []byte) map[string]bool {
	t.Helper()
	var file struct {
		Defs map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for name := range file.Defs {
		names[name] = true
	}
	return names
}

// compare holds what a validator says of each attempt against what the model says.
func (tr *trial) compare(t *testing.T, said []bool) {
	t.Helper()
	if len(said) != len(tr.attempts) {
		t.Fatalf("%d answers to %d attempts", len(said), len(tr.attempts))
	}
	wrong := 0
	for i, a := range tr.attempts {
		if said[i] == a.fits {
			continue
		}
		if wrong++; wrong <= 10 {
			text, _ := json.Marshal(a.value)
			t.Errorf("%s, %s: accepted is %t, want %t: %s", a.definition, a.mutation, said[i], a.fits, text)
		}
	}
	if wrong > 10 {
		t.Errorf("and %d more", wrong-10)
	}
}

// goValidator asks the validator that the loader uses too.
func (tr *trial) goValidator(t *testing.T) []bool {
	t.Helper()
	compiler := validator.NewCompiler()
	compiler.Draft = validator.Draft2020
	compiler.AssertFormat = true
	if err := compiler.AddResource("bundle.json", bytes.NewReader(tr.text)); err != nil {
		t.Fatal(err)
	}
	compiled := map[string]*validator.Schema{}
	var said []bool
	for _, a := range tr.attempts {
		s := compiled[a.definition]
		if s == nil {
			var err error
			if s, err = compiler.Compile("bundle.json#/$defs/" + url.PathEscape(a.definition)); err != nil {
				t.Fatalf("%s: %v", a.definition, err)
			}
			compiled[a.definition] = s
		}
		said = append(said, s.Validate(a.value) == nil)
	}
	return said
}

// ajvValidator asks Ajv, in its strict mode.
func ajvValidator(t *testing.T, trials []*trial) [][]bool {
	t.Helper()
	node, modules := gentest.NeedNode(t), gentest.NodeModules(t)
	if _, err := os.Stat(filepath.Join(modules, "ajv-formats")); err != nil {
		gentest.Missing(t, "Ajv is not installed in test/npm: run `make deps`")
	}
	type bundle struct {
		Schema json.RawMessage `json:"schema"`
		Values [][2]any        `json:"values"`
	}
	var input []bundle
	for _, tr := range trials {
		b := bundle{Schema: tr.text}
		for _, a := range tr.attempts {
			b.Values = append(b.Values, [2]any{a.definition, a.value})
		}
		input = append(input, b)
	}
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "input.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	var said [][]bool
	if err := json.Unmarshal(run(t, node, filepath.Join("testdata", "validate.mjs"), modules, file), &said); err != nil {
		t.Fatal(err)
	}
	return said
}

// run gives what a command prints; whatever it complains of fails the test.
func run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%s: %v\n%s", name, err, stderr.String())
	}
	return out
}

// A trial is every attempt on the definitions of one protocol.
type trial struct {
	name        string
	text        []byte // the schema
	oracle      oracle
	attempts    []attempt
	definitions []definition
}

// A definition is a part of the schema, with what the model has for it.
type definition struct {
	name  string
	typ   schema.Type // nil for whole messages, and for payloads that may be anything
	fits  func(v any) bool
	whole bool // a whole message: only what is outside of its payload is changed
}

// newTrial tries every message and every type that the schema defines. A type that only something removed needs is not there.
func newTrial(t *testing.T, name string, p *schema.Protocol, text []byte) *trial {
	t.Helper()
	tr := &trial{name: name, text: text, oracle: oracle{p}}
	for _, m := range p.Messages {
		if m.Live() {
			tr.message(m)
		}
	}
	defined := definitionsOf(t, text)
	for _, d := range p.Types {
		if defined[d.Name] || !d.Inline && d.Removed == nil {
			tr.try(definition{name: d.Name, typ: d, fits: func(v any) bool { return tr.oracle.fits(d, v) }}, values(d.Examples), samples(d))
		}
	}
	return tr
}

func (tr *trial) message(m *schema.Message) {
	noun := schema.Pascal(m.Name)
	examples, made, typ := values(m.Examples), []any{map[string]any{}}, m.Payload.Type
	if tr.oracle.isEcho(m) {
		typ = tr.oracle.members(m)
	}
	if typ != nil {
		made = samples(typ)
	}
	tr.try(definition{name: noun, typ: typ, fits: func(v any) bool { return tr.oracle.payload(m, v) }}, examples, made)
	if len(m.From) == 0 {
		return
	}
	var whole []any
	for _, payload := range append(examples, made...) {
		whole = append(whole, tr.enveloped(m, payload)...)
	}
	tr.try(definition{name: noun + "Message", fits: func(v any) bool { return tr.oracle.message(m, v) }, whole: true}, whole, nil)
}

// enveloped puts a payload into a message, in each layout that the message may have.
func (tr *trial) enveloped(m *schema.Message, payload any) []any {
	e := &tr.oracle.protocol.Envelope
	outer := map[string]any{e.Type: m.Type}
	for _, f := range e.Fixed {
		outer[f.Name] = decoded(f.Value)
	}
	if e.ID != "" && tr.oracle.hasID(m) {
		outer[e.ID] = samples(e.IDType)[0]
	}
	var list []any
	if m.Layout != schema.Flat {
		nested := maps.Clone(outer)
		nested[e.Payload] = payload
		list = append(list, nested)
	}
	if m.Layout != schema.Nested {
		flat := maps.Clone(outer)
		maps.Copy(flat, payload.(map[string]any))
		list = append(list, flat)
	}
	return list
}

// try attempts what is known to fit, and every change of it.
func (tr *trial) try(d definition, examples, made []any) {
	tr.definitions = append(tr.definitions, d)
	seen := map[string]bool{}
	attempt := func(mutation string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		if !seen[string(text)] {
			seen[string(text)] = true
			tr.attempts = append(tr.attempts, attempt{d.name, mutation, v, d.fits(v)})
		}
	}
	for _, v := range made {
		if d.fits(v) { // an enum may have no value left
			examples = append(examples, v)
		}
	}
	for _, v := range examples {
		attempt(unchanged, v)
	}
	for _, v := range examples {
		for mutation, changed := range mutations(d, v) {
			attempt(mutation, changed)
		}
	}
}

// wantMutations makes sure that nothing passes because nothing was tried.
func (tr *trial) wantMutations(t *testing.T) {
	t.Helper()
	refused := map[string]map[string]int{}
	for _, a := range tr.attempts {
		if a.mutation == unchanged && !a.fits {
			text, _ := json.Marshal(a.value)
			t.Errorf("%s: the model refuses %s", a.definition, text)
		}
		if !a.fits {
			if refused[a.definition] == nil {
				refused[a.definition] = map[string]int{}
			}
			refused[a.definition][a.mutation]++
		}
	}
	for _, d := range tr.definitions {
		for _, mutation := range placesIn(d) {
			if refused[d.name][mutation] == 0 {
				t.Errorf("%s has a place for %s, which was not tried", d.name, mutation)
			}
		}
	}
}

// refused counts the mutations of a kind that the model refuses.
func (tr *trial) refused(mutation string) int {
	n := 0
	for _, a := range tr.attempts {
		if a.mutation == mutation && !a.fits {
			n++
		}
	}
	return n
}

func (tr *trial) summary() string {
	counts, places := map[string]int{}, map[string]int{}
	for _, a := range tr.attempts {
		key := a.mutation + ", refused"
		if a.fits {
			key = a.mutation + ", accepted"
		}
		counts[key]++
	}
	for _, d := range tr.definitions {
		for _, mutation := range placesIn(d) {
			places[mutation]++
		}
	}
	lines := []string{fmt.Sprintf("%d definitions, %d values", len(tr.definitions), len(tr.attempts))}
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, fmt.Sprintf("  %s: %d", key, counts[key]))
	}
	for _, key := range slices.Sorted(maps.Keys(places)) {
		lines = append(lines, fmt.Sprintf("  definitions with a place for %s: %d", key, places[key]))
	}
	return strings.Join(lines, "\n")
}
