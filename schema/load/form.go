package load

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"gopkg.in/yaml.v3"
)

// A form is a schema of protocol.schema.json, made ready to be held against nodes as they are. It knows the keywords that
// the file uses, and refuses any other when it is made. See [verdict] for what it leaves to jsonschema/v5.
type form struct {
	never      bool // the schema false
	kinds      []string
	words      map[string]bool // of enum and const, those that are text
	lists      [][]string      // those that are lists of texts
	otherWords bool            // enum has values of other kinds, too
	pattern    func() *regexp.Regexp
	length     span
	minimum    string
	maximum    string
	items      *form
	unique     bool
	count      span // of items
	required   []string
	properties map[string]*form
	closed     bool // no other properties
	additional *form
	names      *form
	size       span // of properties
	ref        *form
	oneOf      []*form
	condition  *form // if
	then, els  *form
}

// A formMaker makes forms of one document, each once: they refer to each other in circles.
type formMaker struct {
	doc      any
	byRef    map[string]*form
	keywords map[string]readKeyword
}

// A readKeyword reads the value of one keyword of a schema into a form.
type readKeyword func(m *formMaker, f *form, v any)

// protocolForms are the forms of protocol.schema.json: of the whole file, and of the keys and values of each section.
type protocolForms struct {
	whole         *form
	keys, entries []*form
}

// forms are made once for all loads.
var forms = sync.OnceValue(func() *protocolForms {
	m := &formMaker{protocolDoc(), map[string]*form{}, formKeywords()}
	f := &protocolForms{whole: m.at("#")}
	for _, section := range sections {
		around := m.at("#" + section.pointer)
		f.keys, f.entries = append(f.keys, around.names), append(f.entries, around.additional)
	}
	return f
})

// at gives the form of the schema at a place in the document.
func (m *formMaker) at(ref string) *form {
	if f := m.byRef[ref]; f != nil {
		return f
	}
	f := &form{}
	m.byRef[ref] = f
	s, _ := documents{"": m.doc}.resolve("", ref)
	m.fill(f, s)
	return f
}

func (m *formMaker) form(s any) *form {
	f := &form{}
	m.fill(f, s)
	return f
}

// fill reads a schema. It panics at what it does not know: the document is part of this program.
func (m *formMaker) fill(f *form, s any) {
	keywords, ok := s.(map[string]any)
	if !ok {
		f.never = s == false
		if _, ok := s.(bool); !ok {
			panic(fmt.Sprintf("protocol.schema.json: %v is no schema", s))
		}
		return
	}
	for keyword, value := range keywords {
		read := m.keywords[keyword]
		if read == nil {
			panic(fmt.Sprintf("protocol.schema.json: the keyword %q is not known to form.go", keyword))
		}
		read(m, f, value)
	}
}

// formKeywords are the keywords that a form is made of.
func formKeywords() map[string]readKeyword {
	keywords := map[string]readKeyword{
		"$defs":         func(*formMaker, *form, any) {},
		"$ref":          func(m *formMaker, f *form, v any) { f.ref = m.at(v.(string)) },
		"type":          func(_ *formMaker, f *form, v any) { f.kinds = texts(v) },
		"enum":          func(_ *formMaker, f *form, v any) { f.oneOfWords(v.([]any)) },
		"const":         func(_ *formMaker, f *form, v any) { f.oneOfWords([]any{v}) },
		"pattern":       func(_ *formMaker, f *form, v any) { f.pattern = regular(v.(string)) },
		"minLength":     func(_ *formMaker, f *form, v any) { f.length.least = wholeOf(v) },
		"maxLength":     func(_ *formMaker, f *form, v any) { f.length.most = wholeOf(v) },
		"minimum":       func(_ *formMaker, f *form, v any) { f.minimum = fmt.Sprint(*wholeOf(v)) },
		"maximum":       func(_ *formMaker, f *form, v any) { f.maximum = fmt.Sprint(*wholeOf(v)) },
		"items":         func(m *formMaker, f *form, v any) { f.items = m.form(v) },
		"uniqueItems":   func(_ *formMaker, f *form, v any) { f.unique = v.(bool) },
		"minItems":      func(_ *formMaker, f *form, v any) { f.count.least = wholeOf(v) },
		"maxItems":      func(_ *formMaker, f *form, v any) { f.count.most = wholeOf(v) },
		"required":      func(_ *formMaker, f *form, v any) { f.required = texts(v) },
		"minProperties": func(_ *formMaker, f *form, v any) { f.size.least = wholeOf(v) },
		"maxProperties": func(_ *formMaker, f *form, v any) { f.size.most = wholeOf(v) },
		"propertyNames": func(m *formMaker, f *form, v any) { f.names = m.form(v) },
		"if":            func(m *formMaker, f *form, v any) { f.condition = m.form(v) },
		"then":          func(m *formMaker, f *form, v any) { f.then = m.form(v) },
		"else":          func(m *formMaker, f *form, v any) { f.els = m.form(v) },
		"oneOf": func(m *formMaker, f *form, v any) {
			for _, s := range v.([]any) {
				f.oneOf = append(f.oneOf, m.form(s))
			}
		},
		"properties": func(m *formMaker, f *form, v any) {
			f.properties = map[string]*form{}
			for name, s := range v.(map[string]any) {
				f.properties[name] = m.form(s)
			}
		},
		"additionalProperties": func(m *formMaker, f *form, v any) {
			if f.closed = v == false; !f.closed {
				f.additional = m.form(v)
			}
		},
	}
	for _, keyword := range wordKeywords {
		keywords[keyword] = func(*formMaker, *form, any) {}
	}
	return keywords
}

// wholeOf reads a limit.
func wholeOf(v any) *int {
	n := int(v.(float64))
	if float64(n) != v {
		panic(fmt.Sprintf("protocol.schema.json: the limit %v is no whole number", v))
	}
	return &n
}

func (f *form) oneOfWords(values []any) {
	f.words = map[string]bool{}
	for _, v := range values {
		list, _ := v.([]any)
		if word, ok := v.(string); ok {
			f.words[word] = true
		} else if words := texts(v); len(words) == len(list) && list != nil {
			f.lists = append(f.lists, words)
		} else {
			f.otherWords = true
		}
	}
}

// holds says whether a node is of the form.
func (f *form) holds(n *yaml.Node) verdict {
	if f.never {
		return no
	}
	v := yes
	if f.kinds != nil {
		v = isOneOf(n, f.kinds)
	}
	if f.words != nil {
		v = v.and(f.holdsWord(n))
	}
	if v != yes {
		return v
	}
	switch n.Kind {
	case yaml.MappingNode:
		v = f.holdsMapping(n)
	case yaml.SequenceNode:
		v = f.holdsList(n)
	default:
		v = f.holdsScalar(n)
	}
	if v == yes && f.ref != nil {
		v = f.ref.holds(n)
	}
	if v == yes && f.oneOf != nil {
		v = f.holdsOne(n)
	}
	if v == yes && f.condition != nil {
		v = f.holdsCondition(n)
	}
	return v
}

func (f *form) holdsWord(n *yaml.Node) verdict {
	switch {
	case kindOf(n) == "string":
		return verdictOf(f.words[n.Value])
	case slices.ContainsFunc(f.lists, func(list []string) bool { return isListOf(n, list) }):
		return yes
	case f.otherWords:
		return unsure
	}
	return no
}

// isListOf reports whether a node is the list of these texts.
func isListOf(n *yaml.Node, list []string) bool {
	return n.Kind == yaml.SequenceNode && slices.EqualFunc(n.Content, list, func(item *yaml.Node, text string) bool {
		return kindOf(item) == "string" && item.Value == text
	})
}

func (f *form) holdsScalar(n *yaml.Node) verdict {
	switch n.Tag {
	case nullTag, boolTag:
		return yes
	case intTag, realTag:
		return isWithin(n.Value, f.minimum, f.maximum)
	}
	return verdictOf(f.length.holdsLength(n.Value) && (f.pattern == nil || f.pattern().MatchString(n.Value)))
}

func (f *form) holdsList(n *yaml.Node) verdict {
	if !f.count.holds(len(n.Content)) {
		return no
	}
	v := yes
	if f.unique {
		v = areUnique(n.Content)
	}
	for i := 0; f.items != nil && v == yes && i < len(n.Content); i++ {
		v = f.items.holds(n.Content[i])
	}
	return v
}

// areUnique says whether no two of a list of texts are the same.
func areUnique(list []*yaml.Node) verdict {
	if len(list) < 2 {
		return yes
	}
	seen := make(map[string]bool, len(list))
	for _, n := range list {
		if kindOf(n) != "string" {
			return unsure
		}
		if seen[n.Value] {
			return no
		}
		seen[n.Value] = true
	}
	return yes
}

func (f *form) holdsMapping(n *yaml.Node) verdict {
	if !f.size.holds(len(n.Content) / 2) {
		return no
	}
	for _, key := range f.required {
		if get(n, key) == nil {
			return no
		}
	}
	if f.names == nil && f.properties == nil && f.additional == nil && !f.closed {
		return yes
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if v := f.holdsMember(n.Content[i], n.Content[i+1]); v != yes {
			return v
		}
	}
	return yes
}

func (f *form) holdsMember(key, value *yaml.Node) verdict {
	if f.names != nil {
		if v := f.names.holds(key); v != yes {
			return v
		}
	}
	switch p := f.properties[key.Value]; {
	case p != nil:
		return p.holds(value)
	case f.closed:
		return no
	case f.additional != nil:
		return f.additional.holds(value)
	}
	return yes
}

// holdsOne says whether a node is of one of several forms and of no second.
func (f *form) holdsOne(n *yaml.Node) verdict {
	found := false
	for _, alternative := range f.oneOf {
		switch alternative.holds(n) {
		case unsure:
			return unsure
		case yes:
			if found {
				return no
			}
			found = true
		}
	}
	return verdictOf(found)
}

func (f *form) holdsCondition(n *yaml.Node) verdict {
	branch := f.els
	switch f.condition.holds(n) {
	case unsure:
		return unsure
	case yes:
		branch = f.then
	}
	if branch == nil {
		return yes
	}
	return branch.holds(n)
}
