package sdk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/sdk/go/calling"
)

// generatedTypes gives every struct of the package that JSON is read into, in order: those that handlers and the client of the
// HTTP endpoints take and give, those inside them, and the alternatives of unions, which reflection does not reach.
func generatedTypes() []reflect.Type {
	found := map[reflect.Type]bool{}
	for t := range messageTypes() {
		reach(t, found)
	}
	client := reflect.TypeFor[*calling.HTTPClient]()
	for i := range client.NumMethod() {
		reach(client.Method(i).Type, found)
	}
	for _, v := range []any{
		calling.RecordingURLHandler, calling.HelpDeskNumbersHandler, calling.APIError{}, calling.ContactIDMatch{}, calling.CompanyIDMatch{},
		calling.HubSpotProvider{}, calling.ThirdPartyProvider{}, calling.PartialWidgetSettings{}, calling.UnknownMessageData{},
	} {
		reach(reflect.TypeOf(v), found)
	}
	var types []reflect.Type
	for t := range found {
		if _, ok := reflect.New(t).Interface().(json.Unmarshaler); ok {
			types = append(types, t)
		}
	}
	slices.SortFunc(types, func(a, b reflect.Type) int { return strings.Compare(a.Name(), b.Name()) })
	return types
}

// reach adds the structs of the package that are in a type.
func reach(t reflect.Type, found map[reflect.Type]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		reach(t.Elem(), found)
	case reflect.Func:
		for i := range t.NumIn() {
			reach(t.In(i), found)
		}
		for i := range t.NumOut() {
			reach(t.Out(i), found)
		}
	case reflect.Struct:
		if found[t] || t.PkgPath() != reflect.TypeFor[calling.Extra]().PkgPath() || t == reflect.TypeFor[calling.IntOrString]() {
			return
		}
		found[t] = true
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				reach(t.Field(i).Type, found)
			}
		}
	}
}

// The list leaves out no type of the package.
func TestAllTypesAreCompared(t *testing.T) {
	files, err := filepath.Glob("calling/*.go")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, goType := range generatedTypes() {
		listed[goType.Name()] = true
	}
	for _, path := range files {
		if strings.HasPrefix(path, "calling/runtime_") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "UnmarshalJSON" {
				continue
			}
			if name := f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name; !listed[name] {
				t.Errorf("%s is not compared: add it to generatedTypes", name)
			}
		}
	}
	if len(listed) < 90 {
		t.Errorf("only %d types are compared", len(listed))
	}
}

// Each member of each type gets each of these values, alone and after another one of the same name.
func TestTypes(t *testing.T) {
	values := []string{
		`0`, `-0`, `7`, `-7`, `01`, `1.50`, `5.0`, `-2e3`, `1e400`, `2147483647`, `2147483648`, `-2147483648`, `-2147483649`, `9007199254740993`,
		`999999999999999999`, `1000000000000000000`, `9223372036854775807`, `9223372036854775808`, `-9223372036854775808`, `-9223372036854775809`,
		`123456789012345678901234567890`, `-`, `1.`, `""`, `"text"`, `"7"`, `"\u00e9\ud83d\ude00\ud83d\n\/"`, "\"\xff é\"", `"\ud83d`, `null`, `true`, `false`,
		`[]`, `[null]`, `["text"]`, `[7,"text"]`, `[1,2.0]`, `[[]]`, `{}`, `{"x":null}`, `{"x":"text"}`, `{"x":7,"x":"text"}`,
		`{"callerIdType":"COMPANY","type":"THIRD_PARTY"}`, `[{"callerIdType":"\u0043ONTACT"},{"type":"HUBSPOT"},7]`, ` [ { } , { "X" : 1 } ] `,
	}
	for _, goType := range generatedTypes() {
		for f := range fieldsOf(goType) {
			for i, value := range values {
				compareWithJSON(t, goType, fmt.Appendf(nil, `{%q:%s}`, f.name, value))
				compareWithJSON(t, goType, fmt.Appendf(nil, `{%q:%s,"other":1,%[1]q:%[3]s }`, f.name, values[(i*7+3)%len(values)], value))
			}
		}
	}
}

// Every type of the package reads what encoding/json reads, field by field, and refuses what it refuses. The exceptions:
//
//   - names match by exact case, where encoding/json takes any;
//   - of a member that is there twice the last one counts, whole, where encoding/json merges objects;
//   - a value that does not fit its field is kept and no error, for decoding is tolerant; null is one, where encoding/json takes it
//     for nothing, and an array with an item that does not fit is one, whole;
//   - 5.0 and 2e3 are integers, where encoding/json refuses them;
//   - a string that stands for bytes is not an array of numbers;
//   - values nest in fields 200 levels deep at most; what is not read into fields, as deep as in encoding/json.
func FuzzTypes(f *testing.F) {
	types := generatedTypes()
	for i, t := range types {
		for _, text := range []string{sampleOf(t, 0), sampleOf(t, 1), sampleOf(t, 2)} {
			f.Add(uint8(i), []byte(text))
		}
	}
	for i, text := range []string{
		``, ` `, `{`, `{}`, " {\t}\r\n", `{}x`, `{} {}`, `{},`, `[]`, `null`, `"{}"`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`, `{"a" 1}`, `{a:1}`, `{"a":1 "b":2}`,
		`{"a":tru}`, `{"a":nulll}`, `{"a":+1}`, `{"a":01}`, `{"a":-}`, `{"a":1.}`, `{"a":.5}`, `{"a":1e}`, `{"a":1e+}`, `{"a":-0.0E-0}`, `{"a":0x1}`, `{"a":NaN}`,
		`{"a":"\ud83d\ude00 \ud83d \ude00\ud83d \ud83dx"}`, `{"a":"\u00"}`, `{"a":"\x41"}`, "{\"a\":\"\x00\"}", "{\"a\":\"\xff\xed\xa0\x80\"}", "{\"\xff\":1,\"\xfe\":2}",
		`{"a":[1,]}`, `{"a":[,1]}`, `{"a":[1 2]}`, `{"a":[}`, `{"a":{]}`, `{"a":1,"a":2,"A":3}`, "\ufeff{}", `{"a":"` + strings.Repeat("é", 50) + `"}`,
		nested(9998), nested(9999), nested(10000), nested(10001),
	} {
		f.Add(uint8(i), []byte(text))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		compareWithJSON(t, types[int(which)%len(types)], data)
	})
}

// nested is an object in which arrays make it so many levels deep.
func nested(levels int) string {
	return `{"a":` + strings.Repeat("[", levels-1) + strings.Repeat("]", levels-1) + `}`
}

// sampleOf spells an object of a type with all of its members, and those inside it so many levels deep.
func sampleOf(t reflect.Type, levels int) string {
	switch t.Kind() {
	case reflect.Pointer:
		return sampleOf(t.Elem(), levels)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return `{"free":[null]}`
		}
		return "[" + sampleOf(t.Elem(), levels) + "]"
	case reflect.Map:
		return `{"x":` + sampleOf(t.Elem(), levels) + "}"
	case reflect.String:
		return `"text"`
	case reflect.Bool:
		return "true"
	case reflect.Interface:
		return `{"callerIdType":"CONTACT","type":"HUBSPOT"}`
	case reflect.Struct:
		if t == reflect.TypeFor[calling.IntOrString]() {
			return "9007199254740993"
		}
		return sampleObject(t, levels)
	}
	return strconv.Itoa(7 + levels)
}

func sampleObject(t reflect.Type, levels int) string {
	members := []string{`"x-new":[1.50]`}
	for f := range fieldsOf(t) {
		if f.name != "" && levels > 0 {
			members = append(members, fmt.Sprintf("%q:%s", f.name, sampleOf(f.Type, levels-1)))
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// A member is a field of a struct and the name that it has in JSON; "" for the map of those without a field.
type member struct {
	reflect.StructField
	name     string
	optional bool
}

func fieldsOf(t reflect.Type) func(func(member) bool) {
	return func(yield func(member) bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
			m := member{f, name, option == "omitzero"}
			if name == "-" {
				m.name = ""
			}
			if f.Type != reflect.TypeFor[calling.Extra]() && !yield(m) {
				return
			}
		}
	}
}

func compareWithJSON(t *testing.T, goType reflect.Type, data []byte) {
	p := reflect.New(goType)
	err := p.Interface().(json.Unmarshaler).UnmarshalJSON(data)
	if !json.Valid(data) {
		if want := json.Unmarshal(data, new(any)); err == nil || want.Error() != err.Error() {
			t.Fatalf("%s: %q: got error %v, want %v", goType, data, err, want)
		}
		return
	}
	isObject := bytes.TrimLeft(data, " \t\r\n")[0] == '{'
	wrapped := isWrapped(goType)
	switch {
	case err != nil && strings.HasPrefix(err.Error(), "nested more than 200"):
		return
	case (err == nil) != (isObject || wrapped):
		t.Fatalf("%s: %q: got error %v", goType, data, err)
	case err != nil || wrapped:
		return
	}
	if problem := objectProblem(p.Elem(), data); problem != "" {
		t.Fatalf("%s: %q: %s", goType, data, problem)
	}
	again, err := json.Marshal(p.Interface())
	if err != nil || !reflect.DeepEqual(toAny(t, data), toAny(t, again)) {
		t.Fatalf("%s: %q became %q, %v", goType, data, again, err)
	}
}

// isWrapped reports whether a struct is written as the value of its one field.
func isWrapped(t reflect.Type) bool {
	return t.NumField() == 1 && t.Field(0).Type != reflect.TypeFor[calling.Extra]()
}

// objectProblem says in what a struct differs from what encoding/json makes of the members of the object.
func objectProblem(v reflect.Value, data []byte) string {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return "is no object"
	}
	extra := v.FieldByName("Extra").Interface().(calling.Extra)
	for name, raw := range extra.Members {
		if !bytes.Equal(members[name], raw) {
			return fmt.Sprintf("%s: kept as %q", name, raw)
		}
	}
	for f := range fieldsOf(v.Type()) {
		if f.name == "" {
			continue
		}
		raw, there := members[f.name]
		_, kept := extra.Members[f.name]
		field := v.FieldByIndex(f.Index)
		switch {
		case there == slices.Contains(extra.Missing, f.name) && !f.optional:
			return f.name + ": Missing is wrong"
		case !there && !field.IsZero():
			return f.name + ": comes from nowhere"
		case there:
			if problem := valueProblem(field, raw, kept); problem != "" {
				return f.name + ": " + problem
			}
		}
		delete(members, f.name)
	}
	rest := v.FieldByName("Rest")
	for name, raw := range members {
		_, kept := extra.Members[name]
		has := rest.IsValid() && rest.MapIndex(reflect.ValueOf(name)).IsValid()
		if !kept && !has {
			return name + ": is lost"
		}
		if has {
			if problem := valueProblem(rest.MapIndex(reflect.ValueOf(name)), raw, kept); problem != "" {
				return name + ": " + problem
			}
		}
	}
	return ""
}

// valueProblem says in what a value differs from what encoding/json makes of the text. What does not fit has to be kept.
func valueProblem(v reflect.Value, raw []byte, kept bool) string {
	if v.Kind() == reflect.Interface && raw[0] != 'n' {
		return unionProblem(v, raw)
	}
	switch fits := fitOf(v.Type(), raw); {
	case fits == no && !(kept && v.IsZero()):
		return fmt.Sprintf("%q does not fit: kept %t, %v", raw, kept, v)
	case fits == perhaps && !kept && v.IsZero() && string(raw) != "null":
		return fmt.Sprintf("%q is lost", raw)
	case fits != yes || kept && v.Kind() == reflect.String && v.Len() == 0: // "" where a constant is wanted
		return ""
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return fmt.Sprintf("%q is lost", raw)
		}
		return valueProblem(v.Elem(), raw, kept)
	case reflect.Slice:
		return sliceProblem(v, raw, kept)
	case reflect.Map:
		return mapProblem(v, raw, kept)
	case reflect.Struct:
		if id, ok := v.Interface().(calling.IntOrString); ok {
			return idProblem(id, raw)
		}
		return objectProblem(v, raw)
	}
	want := reflect.New(plainType(v.Type())).Elem()
	if err := json.Unmarshal(raw, want.Addr().Interface()); err != nil || !want.Equal(v.Convert(want.Type())) {
		return fmt.Sprintf("%q is %v, encoding/json has %v", raw, v, want)
	}
	return ""
}

type fits int

const (
	no fits = iota
	perhaps
	yes
)

// fitOf says whether a text fits a type, by its kind and by encoding/json.
func fitOf(t reflect.Type, raw []byte) fits {
	isNumber := raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9'
	switch t.Kind() {
	case reflect.Pointer:
		if raw[0] == 'n' {
			return perhaps
		}
		return fitOf(t.Elem(), raw)
	case reflect.String:
		return when(raw[0] == '"')
	case reflect.Bool:
		return when(raw[0] == 't' || raw[0] == 'f')
	case reflect.Int32, reflect.Int64, reflect.Float64:
		if isNumber && json.Unmarshal(raw, reflect.New(plainType(t)).Interface()) != nil {
			return perhaps // 5.0 as an integer; or too large
		}
		return when(isNumber)
	case reflect.Slice:
		if t == reflect.TypeFor[json.RawMessage]() {
			return yes
		}
		var items []json.RawMessage
		if raw[0] != '[' || json.Unmarshal(raw, &items) != nil {
			return no
		}
		return worstFit(t.Elem(), slices.Values(items))
	case reflect.Map:
		var members map[string]json.RawMessage
		if raw[0] != '{' || json.Unmarshal(raw, &members) != nil {
			return no
		}
		return worstFit(t.Elem(), func(yield func(json.RawMessage) bool) {
			for _, value := range members {
				if !yield(value) {
					return
				}
			}
		})
	case reflect.Struct:
		if t == reflect.TypeFor[calling.IntOrString]() {
			if isNumber && bytes.ContainsAny(raw, ".eE") {
				return perhaps
			}
			return when(isNumber || raw[0] == '"')
		}
		return when(raw[0] == '{')
	}
	return perhaps // a union takes null, and anything else
}

func worstFit(t reflect.Type, items func(func(json.RawMessage) bool)) fits {
	worst := yes
	for raw := range items {
		if worst = min(worst, fitOf(t, raw)); raw[0] == 'n' && t.Kind() == reflect.Pointer {
			worst = min(worst, perhaps)
		}
	}
	return worst
}

func when(is bool) fits {
	if is {
		return yes
	}
	return no
}

// plainType is the type that a named string or number is made of, without methods that encoding/json would call.
func plainType(t reflect.Type) reflect.Type {
	return map[reflect.Kind]reflect.Type{
		reflect.String: reflect.TypeFor[string](), reflect.Bool: reflect.TypeFor[bool](), reflect.Float64: reflect.TypeFor[float64](),
		reflect.Int32: reflect.TypeFor[int32](), reflect.Int64: reflect.TypeFor[int64](),
	}[t.Kind()]
}

func idProblem(id calling.IntOrString, raw []byte) string {
	want := string(raw)
	if raw[0] == '"' {
		_ = json.Unmarshal(raw, &want)
	}
	if id.String() != want || id.IsString() != (raw[0] == '"') {
		return fmt.Sprintf("%q is %q", raw, id)
	}
	return ""
}

func unionProblem(v reflect.Value, raw []byte) string {
	switch value := v.Elem(); value.Kind() {
	case reflect.Pointer:
		return objectProblem(value.Elem(), raw)
	case reflect.Slice:
		if !bytes.Equal(value.Bytes(), raw) {
			return fmt.Sprintf("%q is %q", raw, value.Bytes())
		}
	}
	return ""
}

func sliceProblem(v reflect.Value, raw []byte, kept bool) string {
	if v.Type() == reflect.TypeFor[json.RawMessage]() {
		if !bytes.Equal(v.Bytes(), raw) {
			return fmt.Sprintf("%q is %q", raw, v.Bytes())
		}
		return ""
	}
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil || len(items) != v.Len() {
		return fmt.Sprintf("%q has %d items", raw, v.Len())
	}
	for i, item := range items {
		if problem := valueProblem(v.Index(i), item, kept); problem != "" {
			return fmt.Sprintf("[%d]: %s", i, problem)
		}
	}
	return ""
}

func mapProblem(v reflect.Value, raw []byte, kept bool) string {
	if kept && v.IsZero() { // a value that did not fit stood before another one of the same name
		return ""
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil || len(members) != v.Len() {
		return fmt.Sprintf("%q has %d members", raw, v.Len())
	}
	for name, value := range members {
		has := v.MapIndex(reflect.ValueOf(name))
		if !has.IsValid() {
			return name + ": is lost"
		}
		if problem := valueProblem(has, value, kept); problem != "" {
			return name + ": " + problem
		}
	}
	return ""
}
