package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// documents are schemas as they are written, by their address. The validator says where a schema refuses a value; what
// the sentence about it needs is read from here.
type documents map[string]any

// A finding is one thing that a schema refuses.
type finding struct {
	at      *yaml.Node
	rule    string
	message string
}

// A refusal is a leaf of the validator's error: one keyword that refuses one value.
type refusal struct {
	docs    documents
	keyword string         // "required"
	schema  map[string]any // that the keyword is in
	where   string         // address of that schema
	parent  *yaml.Node     // mapping or list around the value, or nil at the top
	key     *yaml.Node     // of the value in its mapping, or nil
	value   *yaml.Node
	isKey   bool   // the key is refused, not the value
	subject string // name of the value at the top
}

// A subject is what was validated.
type subject struct {
	key   *yaml.Node // of the value, or nil
	value *yaml.Node
	isKey bool   // the key was validated, not the value
	name  string // in sentences, where there is no key
}

// findings turns the error of the validator into sentences.
func findings(err error, docs documents, about subject) []finding {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []finding{{about.value, "wrong-kind", fmt.Sprintf("this value cannot be checked: %v; simplify it", err)}}
	}
	var list []finding
	for _, leaf := range leaves(invalid, docs, about) {
		if len(list) >= maxReported {
			break
		}
		list = append(list, explain(docs.refusal(leaf, about))...)
	}
	return list
}

// leaves gives the errors without causes. Of the alternatives of a oneOf or anyOf, only those of the one that was meant.
func leaves(e *jsonschema.ValidationError, docs documents, about subject) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	causes := e.Causes
	if k := lastToken(e.KeywordLocation); k == "oneOf" || k == "anyOf" {
		meant := docs.meant(e, docs.refusal(e, about))
		if meant == nil {
			return []*jsonschema.ValidationError{e}
		}
		causes = meant
	}
	var list []*jsonschema.ValidationError
	for _, c := range causes {
		list = append(list, leaves(c, docs, about)...)
	}
	return list
}

func lastToken(pointer string) string { return pointer[strings.LastIndexByte(pointer, '/')+1:] }

// meant gives the errors of the one alternative that a value can be meant for: of those of its kind whose first required
// key it has, the one that knows most of its keys. It gives nil when there is none, or more than one.
func (docs documents) meant(e *jsonschema.ValidationError, r refusal) []*jsonschema.ValidationError {
	alternatives, _ := r.schema[r.keyword].([]any)
	best, most, tied := -1, -1, false
	for i, a := range alternatives {
		known := docs.known(a, r.where, r.value, 0)
		if known > most {
			best, most, tied = i, known, false
		} else if known == most {
			tied = true
		}
	}
	if best < 0 || tied {
		return nil
	}
	prefix := e.KeywordLocation + "/" + strconv.Itoa(best) + "/"
	var list []*jsonschema.ValidationError
	for _, c := range e.Causes {
		if strings.HasPrefix(c.KeywordLocation+"/", prefix) {
			list = append(list, c)
		}
	}
	return list
}

// known counts the keys of a value that a schema knows, or gives -1 when the value cannot be meant for it.
func (docs documents) known(s any, base string, n *yaml.Node, depth int) int {
	doc, ok := s.(map[string]any)
	if !ok || depth > 20 {
		return -1
	}
	if ref, ok := doc["$ref"].(string); ok {
		target, address := docs.resolve(base, ref)
		return docs.known(target, address, n, depth+1)
	}
	if alternatives, ok := doc["anyOf"].([]any); ok {
		most := -1
		for _, a := range alternatives {
			most = max(most, docs.known(a, base, n, depth+1))
		}
		return most
	}
	kinds, required := texts(doc["type"]), texts(doc["required"])
	if len(kinds) > 0 && !slices.ContainsFunc(kinds, func(kind string) bool { return isKind(n, kind) }) {
		return -1
	}
	if len(required) > 0 && get(n, required[0]) == nil {
		return -1
	}
	return knownKeys(doc, n)
}

// knownKeys counts the keys of a value that a schema lists, or gives -1 when one of them is not the constant that it
// must be.
func knownKeys(doc map[string]any, n *yaml.Node) int {
	properties, _ := doc["properties"].(map[string]any)
	count := 0
	for key, value := range pairs(n) {
		p, _ := properties[key.Value].(map[string]any)
		if c, ok := p["const"]; ok && fmt.Sprint(c) != text(value) {
			return -1
		}
		if p != nil {
			count++
		}
	}
	return count
}

func isKind(n *yaml.Node, kind string) bool {
	k := kindOf(n)
	return k == kind || kind == "number" && k == "integer"
}

// texts gives a string or a list of strings as a list.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				list = append(list, s)
			}
		}
		return list
	}
	return nil
}

// resolve finds a schema by a reference that stands at base.
func (docs documents) resolve(base, ref string) (any, string) {
	if strings.HasPrefix(ref, "#") {
		base, _, _ = strings.Cut(base, "#")
		ref = base + ref
	}
	address, pointer, _ := strings.Cut(ref, "#")
	doc := docs[address]
	for _, token := range tokens(pointer) {
		switch d := doc.(type) {
		case map[string]any:
			doc = d[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(d) {
				return nil, ref
			}
			doc = d[i]
		default:
			return nil, ref
		}
	}
	return doc, ref
}

// tokens cuts a JSON pointer, as the validator spells it.
func tokens(pointer string) []string {
	if pointer == "" || pointer == "/" {
		return nil
	}
	list := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, t := range list {
		if plain, err := url.PathUnescape(t); err == nil {
			t = plain
		}
		list[i] = strings.ReplaceAll(strings.ReplaceAll(t, "~1", "/"), "~0", "~")
	}
	return list
}

// refusal finds the schema and the nodes that an error is about.
func (docs documents) refusal(e *jsonschema.ValidationError, about subject) refusal {
	r := refusal{docs: docs, key: about.key, value: about.value, subject: about.name}
	r.isKey = about.isKey || strings.Contains(e.KeywordLocation, "/propertyNames")
	for _, token := range tokens(e.InstanceLocation) {
		r.step(token)
	}
	if holder, ok := strings.CutSuffix(parentOf(e.AbsoluteKeywordLocation), "/properties"); ok {
		// `properties: {local: false}`: the sentence is that of the schema around the properties
		doc, _ := docs.resolve("", holder)
		r.schema, _ = doc.(map[string]any)
		r.isKey = true
		return r
	}
	where := e.AbsoluteKeywordLocation
	for strings.Contains(where, "/") && r.schema == nil {
		where = parentOf(where)
		r.keyword = strings.TrimPrefix(e.AbsoluteKeywordLocation[len(where):], "/")
		if doc, _ := docs.resolve("", where); doc != nil {
			if s, ok := doc.(map[string]any); ok && isSchema(s, r.keyword) {
				r.schema, r.where = s, where
			}
		}
	}
	r.keyword, _, _ = strings.Cut(r.keyword, "/")
	return r
}

// parentOf cuts the last token off a pointer.
func parentOf(pointer string) string { return pointer[:max(0, strings.LastIndexByte(pointer, '/'))] }

// isSchema reports whether a document has a keyword, rather than being the value of one.
func isSchema(doc map[string]any, keyword string) bool {
	first, _, _ := strings.Cut(keyword, "/")
	_, ok := doc[first]
	return ok
}

// step goes one token of a pointer further down.
func (r *refusal) step(token string) {
	r.parent, r.key = r.value, nil
	if r.value.Kind == yaml.SequenceNode {
		if i, err := strconv.Atoi(token); err == nil && i < len(r.value.Content) {
			r.value = r.value.Content[i]
		}
		return
	}
	if k, v := entry(r.value, token); k != nil {
		r.key, r.value = k, v
	}
}

// name gives what a sentence calls the value.
func (r refusal) name() string {
	switch {
	case r.key != nil:
		return strconv.Quote(r.key.Value)
	case r.parent == nil && r.subject != "":
		return r.subject
	}
	return "this"
}

// place gives the node to point at.
func (r refusal) place() *yaml.Node {
	if r.isKey && r.key != nil {
		return r.key
	}
	return r.value
}

// errorMessage gives the sentence that the schema itself has for what it refuses.
func (r refusal) errorMessage() string {
	s, _ := r.schema["errorMessage"].(string)
	return s
}

// explain turns a refusal into sentences.
func explain(r refusal) []finding {
	one := func(rule, format string, args ...any) []finding {
		return []finding{{r.place(), rule, fmt.Sprintf(format, args...)}}
	}
	limit := fmt.Sprint(r.schema[r.keyword])
	switch r.keyword {
	case "additionalProperties":
		return r.unknownKeys()
	case "required", "dependentRequired":
		return r.missingKeys()
	case "type":
		return one("wrong-kind", "%s", r.wrongKind())
	case "enum":
		if says := r.errorMessage(); says != "" {
			return one("wrong-value", "%s %s", r.name(), says)
		}
		return one("wrong-value", "%s must be one of %s%s", r.name(), joinPlain(r.schema["enum"]), r.nearest())
	case "const":
		return one("wrong-value", "%s must be %s", r.name(), joinPlain([]any{r.schema["const"]}))
	case "pattern":
		return one(r.patternRule(), "%s", r.wrongPattern())
	case "format":
		return one("wrong-value", "%s must be %s, not %q", r.name(), formatHint(limit), text(r.value))
	case "minimum":
		return one("wrong-value", "%s must be at least %s", r.name(), limit)
	case "maximum":
		return one("wrong-value", "%s must be at most %s", r.name(), limit)
	case "minLength":
		return one("wrong-value", "%s must have at least %s characters", r.name(), limit)
	case "maxLength":
		return one("wrong-value", "%s must have at most %s characters", r.name(), limit)
	case "minItems", "minProperties":
		if limit == "1" {
			return one("wrong-value", "%s must not be empty; add something or leave it out", r.name())
		}
		return one("wrong-value", "%s must have at least %s entries; add what is missing", r.name(), limit)
	case "maxItems", "maxProperties":
		return one("wrong-value", "%s must have at most %s entries; remove the others", r.name(), limit)
	case "uniqueItems":
		return one("wrong-value", "%s lists something twice; remove one of them", r.name())
	}
	if says := r.errorMessage(); says != "" {
		return one("wrong-kind", "%s %s", r.name(), says)
	}
	return one("wrong-kind", "%s fits none of the forms that it may have; see the reference of this key", r.name())
}

func formatHint(format string) string {
	if hint := formatHints[format]; hint != "" {
		return hint
	}
	return "of format " + format
}

// unknownKeys explains each key that the schema does not list.
func (r refusal) unknownKeys() []finding {
	properties, _ := r.schema["properties"].(map[string]any)
	known := slices.Sorted(maps.Keys(properties))
	var list []finding
	for key, value := range pairs(r.value) {
		if properties[key.Value] == nil {
			rule, message := unknownKey(r, key, value, known)
			list = append(list, finding{key, rule, message})
		}
	}
	return list
}

// unknownKey words one of them. Some are known to JSON Schema, and to whoever comes from there.
func unknownKey(r refusal, key, value *yaml.Node, known []string) (rule, message string) {
	name := key.Value
	if reserved, _ := r.schema["x-reserved"].([]any); slices.Contains(reserved, any(name)) {
		return "reserved", fmt.Sprintf("%q is reserved and not yet supported; write it without", name)
	}
	if unsupported, _ := r.schema["x-unsupported"].([]any); slices.Contains(unsupported, any(name)) {
		if name == "nullable" {
			return "unsupported-keyword", `the keyword "nullable" is not supported; write null among the types: type: [string, 'null']`
		}
		return "unsupported-keyword", fmt.Sprintf("the JSON Schema keyword %q is not supported; supported are %s", name, strings.Join(supportedKeywords, ", "))
	}
	if value.Kind == yaml.ScalarNode && value.Tag == nullTag && value.Value == "" && r.value.Style&yaml.FlowStyle != 0 {
		return "unknown-key", fmt.Sprintf("unknown key %q; text with a comma inside { } needs quotes", name)
	}
	if near := schema.Suggest(name, slices.Values(known)); near != "" {
		return "unknown-key", fmt.Sprintf("unknown key %q; did you mean %q?", name, near)
	}
	if len(known) > 12 {
		return "unknown-key", fmt.Sprintf("unknown key %q; remove it", name)
	}
	return "unknown-key", fmt.Sprintf("unknown key %q; known here: %s", name, strings.Join(known, ", "))
}

// supportedKeywords are JSON Schema's keywords that a type may have.
var supportedKeywords = []string{
	"type", "properties", "required", "additionalProperties", "items", "enum", "const", "oneOf", "anyOf", "$ref", "format",
	"minimum", "maximum", "minLength", "maxLength", "pattern", "default", "examples", "title", "description", "deprecated", "readOnly",
}

// missingKeys explains the keys that are not there.
func (r refusal) missingKeys() []finding {
	required := texts(r.schema["required"])
	if r.keyword == "dependentRequired" {
		required = nil
		dependent, _ := r.schema["dependentRequired"].(map[string]any)
		for key := range pairs(r.value) {
			required = append(required, texts(dependent[key.Value])...)
		}
	}
	at := r.value
	if r.key != nil {
		at = r.key
	}
	if says := r.errorMessage(); says != "" {
		return []finding{{at, "missing-key", r.name() + " " + says}}
	}
	var list []finding
	for _, key := range required {
		if get(r.value, key) == nil {
			list = append(list, finding{at, "missing-key", fmt.Sprintf("%s needs a key %q; add it", r.name(), key)})
		}
	}
	return list
}

// wrongKind explains a value of the wrong JSON kind; the usual reason is YAML's reading of plain text.
func (r refusal) wrongKind() string {
	kinds := texts(r.schema["type"])
	said := make([]string, len(kinds))
	for i, k := range kinds {
		said[i] = sayKind(k)
	}
	got := kindOf(r.value)
	says := fmt.Sprintf("%s must be %s, not %s", r.name(), strings.Join(said, " or "), sayKind(got))
	if !slices.Contains(kinds, "string") {
		return says
	}
	switch got {
	case "object":
		return says + `; text with ": " in it must be in quotes or below ">-"`
	case "integer", "number", "boolean":
		return says + fmt.Sprintf("; write it in quotes: '%s'", r.value.Value)
	case "null":
		return says + "; write the text or leave the key out"
	case "array":
		return says + `; text that begins with "[" must be in quotes or below ">-"`
	}
	return says
}

func (r refusal) patternRule() string {
	if r.isKey {
		return "bad-name"
	}
	return "wrong-value"
}

func (r refusal) wrongPattern() string {
	what := text(r.value)
	if r.isKey {
		what = r.keyText()
	}
	if says := r.errorMessage(); says != "" {
		return fmt.Sprintf("%q %s", what, says)
	}
	return fmt.Sprintf("%s must match the pattern %v, and %q does not", r.name(), r.schema["pattern"], what)
}

func (r refusal) keyText() string {
	if r.key != nil {
		return r.key.Value
	}
	return r.value.Value
}

// nearest gives a "did you mean" for a value of an enum.
func (r refusal) nearest() string {
	if near := schema.Suggest(text(r.value), slices.Values(texts(r.schema["enum"]))); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// joinPlain lists constants for a sentence.
func joinPlain(values any) string {
	list, _ := values.([]any)
	spelled := make([]string, len(list))
	for i, v := range list {
		data, err := json.Marshal(v)
		spelled[i] = string(data)
		if err != nil {
			spelled[i] = fmt.Sprint(v)
		}
	}
	return strings.Join(spelled, ", ")
}
