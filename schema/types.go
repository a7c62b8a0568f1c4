package schema

import "slices"

// A Type is the type of a field, payload or body: *Decl (a reference to a declaration), *Struct, *Enum, *Union, *Array,
// *Map, *Nullable, *Basic, *Const or *Any. A *Struct, *Enum or *Union is always the Type of a Decl, so that everything
// that needs a name has one; other types stand where they are used.
type Type interface{ isType() }

var (
	_ Type = (*Decl)(nil)
	_ Type = (*Struct)(nil)
	_ Type = (*Enum)(nil)
	_ Type = (*Union)(nil)
	_ Type = (*Array)(nil)
	_ Type = (*Map)(nil)
	_ Type = (*Nullable)(nil)
	_ Type = (*Basic)(nil)
	_ Type = (*Const)(nil)
	_ Type = (*Any)(nil)
)

// A Decl is a type with a name.
type Decl struct {
	Meta
	Name      string   // "TextFile"; inline types: parent and field, "TextFileOwner"; partial ones: "PartialTextFile"
	Type      Type     // never a *Decl: an alias is resolved to what it stands for, see Alias
	Alias     *Decl    // the declaration that this one is another name for, or nil
	Inline    bool     // written at its only place of use, not under types:
	PartialOf *Decl    // every member optional, read-only ones left out; its fields are copies with the paths and texts of the whole type's; nil for an ordinary declaration
	Examples  []*Value //
	Tags      []*Tag
	UsedBy    []Element // *Message, *Decl, *Endpoint, *StorageKey; each once, in order of the file
}

func (*Decl) isType() {}

// A Struct is an object with known members.
type Struct struct {
	Fields []*Field
	Rest   Type // type of members that are not listed; nil: such members are kept as any value
	Closed bool // "additionalProperties: false": members that are not listed are a mistake
}

func (*Struct) isType() {}

// A Field is a member of a struct.
type Field struct {
	Meta
	Wire     string // name on the wire
	Name     string // name to spell in code, as written in the file; by default the wire name
	Type     Type
	Required bool
	ReadOnly bool   // answered by a server, never sent to it
	Default  *Value // what absence means, or nil
	Unit     string // "px", "ms", "s" or ""
	Fill     string // what the runtime puts here: "version", "origin", "debug" or "" (the application does)
	Examples []*Value
}

// An Enum is a list of values.
type Enum struct {
	Base   *Basic // string or integer
	Open   bool   // other values may come
	Values []*EnumValue
}

func (*Enum) isType() {}

// An EnumValue is one value of an enum.
type EnumValue struct {
	Meta
	Value *Value // string or number
	Name  string // name to spell in code; by default the value's own spelling
}

// A Union is one of several types, told apart without guessing.
type Union struct {
	Alts []*Alternative
}

func (*Union) isType() {}

// InOrderOfTrial gives the alternatives as a receiver tries them, see [Tell].
func (u *Union) InOrderOfTrial() []*Alternative {
	var constants, required, kinds []*Alternative
	for _, a := range u.Alts {
		switch {
		case a.Tell.Const != nil:
			constants = append(constants, a)
		case len(a.Tell.Required) > 0:
			required = append(required, a)
		default:
			kinds = append(kinds, a)
		}
	}
	slices.Reverse(required)
	return slices.Concat(constants, required, kinds)
}

// AlternativeOf gives the alternative that a receiver takes a value for, or nil.
func (u *Union) AlternativeOf(v *Value) *Alternative {
	for _, a := range u.InOrderOfTrial() {
		if a.Tell.tells(v) {
			return a
		}
	}
	return nil
}

func (t *Tell) tells(v *Value) bool {
	switch {
	case t.Const != nil:
		got, want := v.Member(t.Const.Wire), Underlying(t.Const.Type).(*Const).Value
		return got != nil && got.Kind == want.Kind && got.Text() == want.Text()
	case len(t.Required) > 0:
		return !slices.ContainsFunc(t.Required, func(f *Field) bool { return v.Member(f.Wire) == nil })
	}
	kind := v.JSONKind()
	return kind == t.Kind || kind == "integer" && t.Kind == "number"
}

// An Alternative is one of the types of a union.
type Alternative struct {
	Name string // for a *Decl its name, otherwise the JSON kind
	Type Type   // *Decl (struct) or a type that is told by its JSON kind
	Tell Tell
}

// An Array is a list of values of one type.
type Array struct{ Elem Type }

func (*Array) isType() {}

// A Map is an object whose member names are data.
type Map struct{ Elem Type }

func (*Map) isType() {}

// A Nullable is null or the type inside.
type Nullable struct{ Type Type }

func (*Nullable) isType() {}

// A Basic is a scalar.
type Basic struct {
	Kind      string // "string", "integer", "number" or "boolean"
	Format    string // date-time, date, uri, uuid, email, e164, epoch-millis, int32, int64, uint32, uint64, double, byte, or ""
	Minimum   string // JSON number, or ""
	Maximum   string // JSON number, or ""
	MinLength *int   // in characters
	MaxLength *int   // in characters
	Pattern   string // ECMA-262 regular expression in the part that RE2 shares, or ""
}

func (*Basic) isType() {}

// A Const is one fixed value.
type Const struct{ Value *Value }

func (*Const) isType() {}

// An Any is any JSON value.
type Any struct{}

func (*Any) isType() {}

// Underlying follows a reference to what it stands for.
func Underlying(t Type) Type {
	if d, ok := t.(*Decl); ok {
		return d.Type
	}
	return t
}
