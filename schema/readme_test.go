package schema_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/lint"
	"github.com/callinggen/callinggen/schema/load"
)

const readme = "README.md"

func readReadme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The protocol of the five steps, after each of them, loads and breaks no rule.
func TestReadmeSteps(t *testing.T) {
	_, section, _ := strings.Cut(readReadme(t), "\n## A protocol in five steps\n")
	section, _, _ = strings.Cut(section, "\n## ")
	steps := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(section, -1)
	if len(steps) != 5 {
		t.Fatalf("there are %d steps", len(steps))
	}
	protocol := &yaml.Node{Kind: yaml.MappingNode}
	for i, step := range steps {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(step[1]), &doc); err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
		merge(protocol, doc.Content[0])
		data, err := yaml.Marshal(protocol)
		if err != nil {
			t.Fatal(err)
		}
		source := load.Source{FS: fstest.MapFS{"p.yaml": {Data: data}}, Name: "p.yaml"}
		p, diagnostics := load.Protocol(source)
		if p != nil {
			diagnostics = append(diagnostics, lint.Run(p)...)
		}
		for _, d := range diagnostics {
			t.Errorf("step %d: %s", i+1, d)
		}
	}
}

// merge adds what a step shows to the file of the steps before.
func merge(into, from *yaml.Node) {
	for i := 0; i < len(from.Content); i += 2 {
		key, value := from.Content[i], from.Content[i+1]
		old := child(into, key.Value)
		switch {
		case old == nil:
			into.Content = append(into.Content, key, value)
		case old.Kind == yaml.MappingNode:
			merge(old, value)
		default:
			*old = *value
		}
	}
}

// child gives the value of a key, or nil.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// The tables of the page are what the JSON Schema and the rules say.
func TestReadmeTables(t *testing.T) {
	page := readReadme(t)
	page = between(t, page, "keys", keyTables(t))
	page = between(t, page, "rules", ruleTables())
	page = between(t, page, "translation rules", translationRules())
	gentest.Golden(t, readme, []byte(page))
}

// between replaces what stands between two comments of the page.
func between(t *testing.T, page, what, text string) string {
	t.Helper()
	start := strings.Index(page, "<!-- "+what+": ")
	end := strings.Index(page, "<!-- end of "+what+" -->")
	if start < 0 || end < start {
		t.Fatalf("the page has no place for the %s", what)
	}
	start += strings.Index(page[start:], "-->\n") + len("-->\n")
	return page[:start] + "\n" + text + "\n" + page[end:]
}

func ruleTables() string {
	var b strings.Builder
	row := func(id string, s schema.Severity, purpose string) {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", id, s, cell(purpose))
	}
	const head = "| rule | | |\n| --- | --- | --- |\n"
	b.WriteString(head)
	for _, r := range load.Rules {
		row(r.ID, r.Severity, r.Purpose)
	}
	b.WriteString("\n" + head)
	for _, r := range lint.Rules {
		row(r.ID, r.Severity, r.Purpose)
	}
	return b.String()
}

func translationRules() string {
	var b strings.Builder
	b.WriteString("| rule | what it finds |\n| --- | --- |\n")
	for _, r := range l10n.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", r.ID, cell(r.Purpose))
	}
	return b.String()
}

// cell puts text into a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// The keys that every element may have. They have a table of their own and are left out of all others.
var annotations = []string{"summary", "description", "since", "changes", "deprecated", "removed", "evidence", "disputed", "allow"}

// A keyPrinter makes the tables of the keys from the JSON Schema.
type keyPrinter struct {
	defs   *yaml.Node
	b      strings.Builder
	queue  []string // definitions that need a table
	queued map[string]bool
}

func keyTables(t *testing.T) string {
	t.Helper()
	var doc yaml.Node // JSON is YAML, and a node keeps the order of keys
	if err := yaml.Unmarshal(schema.ProtocolSchema, &doc); err != nil {
		t.Fatal(err)
	}
	root := doc.Content[0]
	k := &keyPrinter{defs: child(root, "$defs"), queued: map[string]bool{}}
	k.table("The file", root, nil)
	k.annotationTable()
	for len(k.queue) > 0 {
		name := k.queue[0]
		k.queue = k.queue[1:]
		k.table(heading(name), child(k.defs, name), annotations)
	}
	return k.b.String()
}

// heading spells the name of a definition with spaces: "messageStep" is "message step".
func heading(name string) string {
	if name == "titled" {
		return "participant or actor or tag"
	}
	words := schema.Words(name)
	for i := range words {
		words[i] = strings.ToLower(words[i])
	}
	return strings.Join(words, " ")
}

func (k *keyPrinter) title(title string) {
	if k.b.Len() > 0 {
		k.b.WriteString("\n")
	}
	fmt.Fprintf(&k.b, "### %s\n\n", title)
}

func (k *keyPrinter) head(title string) {
	k.title(title)
	k.b.WriteString("| key | value | |\n| --- | --- | --- |\n")
}

func (k *keyPrinter) table(title string, def *yaml.Node, except []string) {
	if alternatives := child(def, "oneOf"); alternatives != nil {
		k.title(title)
		k.b.WriteString("One of these:\n\n")
		for _, a := range alternatives.Content {
			k.b.WriteString("- " + k.words(a) + "\n")
		}
		return
	}
	k.head(title)
	k.rows("", def, except)
	if except != nil && child(child(def, "properties"), "allow") != nil {
		k.b.WriteString("| | | And the [annotations](#annotations). |\n")
	}
}

func (k *keyPrinter) annotationTable() {
	k.head("annotations")
	for _, name := range annotations {
		def := child(k.defs, name)
		k.row(name, def, def, false)
		k.rows(name+".", def, nil)
	}
}

// rows prints the keys of an object, and of the unnamed objects inside it.
func (k *keyPrinter) rows(prefix string, object *yaml.Node, except []string) {
	properties := child(object, "properties")
	if properties == nil {
		return
	}
	for i := 0; i < len(properties.Content); i += 2 {
		name, value := properties.Content[i].Value, properties.Content[i+1]
		if slices.Contains(except, name) && strings.HasSuffix(value.Content[1].Value, "/"+name) {
			continue
		}
		k.row(prefix+name, value, k.resolve(value), contains(child(object, "required"), name))
		k.rows(prefix+name+".", value, nil)
	}
}

func (k *keyPrinter) row(name string, value, def *yaml.Node, required bool) {
	name = "`" + name + "`"
	if required {
		name = "**" + name + "**"
	}
	says := child(value, "description")
	if says == nil {
		says = child(def, "description")
	}
	if says == nil {
		says = &yaml.Node{}
	}
	fmt.Fprintf(&k.b, "| %s | %s | %s |\n", name, k.words(value), cell(says.Value))
}

// resolve follows a reference.
func (k *keyPrinter) resolve(n *yaml.Node) *yaml.Node {
	if ref := child(n, "$ref"); ref != nil {
		return child(k.defs, strings.TrimPrefix(ref.Value, "#/$defs/"))
	}
	return n
}

// words says what a value may be.
func (k *keyPrinter) words(n *yaml.Node) string {
	if ref := child(n, "$ref"); ref != nil {
		name := strings.TrimPrefix(ref.Value, "#/$defs/")
		if link := k.link(name); link != "" {
			return link
		}
		return k.words(child(k.defs, name))
	}
	if values := child(n, "enum"); values != nil {
		return "`" + strings.Join(textsOf(values), "`, `") + "`"
	}
	var kinds []string
	for _, kind := range textsOf(child(n, "type")) {
		kinds = append(kinds, k.kind(kind, n))
	}
	if kinds == nil {
		return "any value"
	}
	return strings.Join(kinds, " or ")
}

func (k *keyPrinter) kind(kind string, n *yaml.Node) string {
	switch kind {
	case "string":
		return "text"
	case "boolean":
		return "`true` or `false`"
	case "integer":
		return "whole number"
	case "array":
		if items := child(n, "items"); items != nil {
			return "list: " + k.words(items)
		}
		return "list"
	case "object":
		if values := child(n, "additionalProperties"); values != nil && values.Kind == yaml.MappingNode {
			return "by name: " + k.words(values)
		}
		if then := child(n, "then"); then != nil && child(n, "else") != nil {
			return k.words(then) + " or " + k.words(child(n, "else"))
		} else if then != nil {
			return k.words(then)
		}
		return "mapping"
	}
	return kind
}

// link leads to the table of a definition, when it has one.
func (k *keyPrinter) link(name string) string {
	def := child(k.defs, name)
	if child(def, "properties") == nil && child(def, "oneOf") == nil || slices.Contains(annotations, name) {
		return ""
	}
	if !k.queued[name] {
		k.queued[name] = true
		k.queue = append(k.queue, name)
	}
	title := heading(name)
	return "[" + title + "](#" + strings.ReplaceAll(title, " ", "-") + ")"
}

func contains(list *yaml.Node, s string) bool { return slices.Contains(textsOf(list), s) }

// textsOf gives a text, or a list of texts, as a list.
func textsOf(n *yaml.Node) []string {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return []string{n.Value}
	}
	var list []string
	for _, c := range n.Content {
		if c.Kind == yaml.ScalarNode {
			list = append(list, c.Value)
		}
	}
	return list
}
