package runtime

import (
	"context"
	"encoding/json"
)

// What gen/golang would make of a small protocol: a client and a server of a chat.

const (
	toClient side = 1 << iota
	toServer
)

var chat = define(protocol{
	typeName: "type", idName: "id", idKind: "integer or string", payloadName: "data",
	fixed: []member{{"v", json.RawMessage("2")}},
	kinds: []kind{
		{id: "HELLO", new: create[Hello], layout: flat, to: toServer},
		{id: "SAY", new: create[Say], to: toClient | toServer},
		{id: "BYE", new: create[Bye], layout: bare, to: toServer, noID: true},
		{id: "MOVE", new: create[Move], layout: either, to: toClient},
		{id: "COUNT", new: create[Count], to: toClient},
		{id: "ANY", new: create[Anything], to: toClient},
		{id: "SAY_FAILED", new: create[SayFailed], to: toClient},
		{id: "FAILED", new: create[Failed], to: toClient},
		{id: "ERROR", new: create[Error], to: toClient, tell: tell{required: []string{"message"}}},
		{id: "Unknown", wire: "ERROR", new: create[Unknown], to: toClient, tell: tell{property: "type", constant: `"UNKNOWN"`}},
	},
})

type Hello struct {
	Name  string  `json:"name"`
	Odd   *int64  `json:"-"`
	Color *string `json:"color,omitzero"`
	Extra Extra   `json:"-"`
}

type Say struct {
	Text    string           `json:"text"`
	To      IntOrString      `json:"to,omitzero"`
	At      *Millis          `json:"at,omitzero"`
	Sent    *DateTime        `json:"sent,omitzero"`
	Loud    *bool            `json:"loud,omitzero"`
	Size    *float64         `json:"size,omitzero"`
	Small   *int32           `json:"small,omitzero"`
	Big     *uint64          `json:"big,omitzero"`
	Mood    *Mood            `json:"mood,omitzero"`
	Picture []byte           `json:"picture,omitzero"`
	Tags    []string         `json:"tags,omitzero"`
	Grid    [][]float64      `json:"grid,omitzero"`
	Holes   []*string        `json:"holes,omitzero"`
	Parts   []Part           `json:"parts,omitzero"`
	Part    Part             `json:"part,omitzero"`
	Scores  map[string]int64 `json:"scores,omitzero"`
	Places  map[string]Place `json:"places,omitzero"`
	Answer  *Say             `json:"answer,omitzero"`
	Label   Nullable[string] `json:"label,omitzero"`
	Any     json.RawMessage  `json:"any,omitzero"`
	Extra   Extra            `json:"-"`
}

type Place struct {
	Kind   string           `json:"kind"`
	X      int64            `json:"x"`
	Y      *int64           `json:"y"` // required, may be null
	Inside *Place           `json:"inside,omitzero"`
	Rest   map[string]int64 `json:"-"`
	Extra  Extra            `json:"-"`
}

// A Whole has required members of the kinds that Say and Place have not.
type Whole struct {
	On    bool        `json:"on"`
	Size  float64     `json:"size"`
	ID    IntOrString `json:"id"`
	Small int32       `json:"small"`
	Place Place       `json:"place"`
	Maybe Part        `json:"maybe"`
	Extra Extra       `json:"-"`
}

type Bye struct {
	Extra Extra `json:"-"`
}

type Move struct {
	URL   string `json:"url"`
	Extra Extra  `json:"-"`
}

type Count struct {
	Value int64 `json:"-"`
}

type Anything struct {
	Value json.RawMessage `json:"-"`
}

type Reason struct {
	Message *string `json:"message,omitzero"`
	Extra   Extra   `json:"-"`
}

type (
	SayFailed Reason
	Failed    Reason
)

type Error struct {
	Message string `json:"message"`
	Extra   Extra  `json:"-"`
}

type Unknown struct {
	Type  string          `json:"type"`
	Data  json.RawMessage `json:"data"`
	Extra Extra           `json:"-"`
}

type Mood string

func (m Mood) Valid() bool { return m == "good" || m == "bad" }

func (m Mood) check(c checker) { c.require(m.Valid(), "not a value of Mood") }

// Part is a Place, a Word or a Number.
type Part interface{ isPart() }

type (
	Word   string
	Number int64
)

func (*Place) isPart()   {}
func (Word) isPart()     {}
func (Number) isPart()   {}
func (RawValue) isPart() {}

var _ = union[Part](
	alt[*Place](tell{property: "kind", constant: `"place"`}),
	alt[Word](tell{kind: "string"}),
	alt[Number](tell{kind: "integer"}),
)

func (m *Hello) fields(o *object) {
	var room struct {
		odd   int64
		color string
	}
	o.oddNames()
	for o.next(&m.Extra) {
		requiredText(o, "name", &m.Name)
		optionalInteger(o, "a,b\"", &m.Odd, &room.odd)
		optionalText(o, "color", &m.Color, &room.color)
	}
}

func (m *Say) fields(o *object) {
	var room struct {
		at    Millis
		sent  DateTime
		loud  bool
		size  float64
		small int32
		big   uint64
		mood  Mood
	}
	for o.next(&m.Extra) {
		requiredText(o, "text", &m.Text)
		optionalIntOrString(o, "to", &m.To)
		optionalInteger(o, "at", &m.At, &room.at)
		optionalText(o, "sent", &m.Sent, &room.sent)
		optionalBoolean(o, "loud", &m.Loud, &room.loud)
		optionalFloat(o, "size", &m.Size, &room.size)
		optionalInteger(o, "small", &m.Small, &room.small)
		optionalInteger(o, "big", &m.Big, &room.big)
		optionalText(o, "mood", &m.Mood, &room.mood)
		optionalValue(o, "picture", &m.Picture)
		optionalValue(o, "tags", &m.Tags)
		optionalValue(o, "grid", &m.Grid)
		optionalValue(o, "holes", &m.Holes)
		optionalValue(o, "parts", &m.Parts)
		optionalValue(o, "part", &m.Part)
		optionalValue(o, "scores", &m.Scores)
		optionalValue(o, "places", &m.Places)
		optionalStruct(o, "answer", &m.Answer)
		optionalValue(o, "label", &m.Label)
		optionalValue(o, "any", &m.Any)
	}
}

func (p *Place) fields(o *object) {
	for o.next(&p.Extra) {
		constantValue(o, "kind", &p.Kind, `"place"`)
		requiredInteger(o, "x", &p.X)
		requiredValue(o, "y", &p.Y)
		optionalStruct(o, "inside", &p.Inside)
		restOf(o, &p.Rest)
	}
}

func (w *Whole) fields(o *object) {
	for o.next(&w.Extra) {
		requiredBoolean(o, "on", &w.On)
		requiredFloat(o, "size", &w.Size)
		requiredIntOrString(o, "id", &w.ID)
		requiredInteger(o, "small", &w.Small)
		requiredStruct(o, "place", &w.Place)
		nullableValue(o, "maybe", &w.Maybe)
	}
}

func (m *Bye) fields(o *object) { o.noFields(&m.Extra) }

func (m *Move) fields(o *object) {
	for o.next(&m.Extra) {
		requiredText(o, "url", &m.URL)
	}
}

func (m *Reason) fields(o *object) {
	var room struct{ message string }
	for o.next(&m.Extra) {
		optionalText(o, "message", &m.Message, &room.message)
	}
}

func (m *SayFailed) fields(o *object) { (*Reason)(m).fields(o) }
func (m *Failed) fields(o *object)    { (*Reason)(m).fields(o) }

func (m *Error) fields(o *object) {
	for o.next(&m.Extra) {
		requiredText(o, "message", &m.Message)
	}
}

func (m *Unknown) fields(o *object) {
	for o.next(&m.Extra) {
		constantValue(o, "type", &m.Type, `"UNKNOWN"`)
		requiredValue(o, "data", &m.Data)
	}
}

func (m *Hello) MarshalJSON() ([]byte, error)      { return marshal(m) }
func (m *Hello) UnmarshalJSON(data []byte) error   { return unmarshal(data, m) }
func (m *Say) MarshalJSON() ([]byte, error)        { return marshal(m) }
func (m *Say) UnmarshalJSON(data []byte) error     { return unmarshal(data, m) }
func (p Place) MarshalJSON() ([]byte, error)       { return marshal(&p) }
func (p *Place) UnmarshalJSON(data []byte) error   { return unmarshal(data, p) }
func (m *Unknown) UnmarshalJSON(data []byte) error { return unmarshal(data, m) }

func (m *Hello) Validate() error     { return validate(m) }
func (m *Say) Validate() error       { return validate(m) }
func (m *Bye) Validate() error       { return validate(m) }
func (m *Move) Validate() error      { return validate(m) }
func (m *Count) Validate() error     { return validate(m) }
func (m *Anything) Validate() error  { return validate(m) }
func (m *SayFailed) Validate() error { return validate(m) }
func (m *Failed) Validate() error    { return validate(m) }
func (m *Error) Validate() error     { return validate(m) }
func (m *Unknown) Validate() error   { return validate(m) }

func (*Hello) messageID() string     { return "HELLO" }
func (*Say) messageID() string       { return "SAY" }
func (*Bye) messageID() string       { return "BYE" }
func (*Move) messageID() string      { return "MOVE" }
func (*Count) messageID() string     { return "COUNT" }
func (*Anything) messageID() string  { return "ANY" }
func (*SayFailed) messageID() string { return "SAY_FAILED" }
func (*Failed) messageID() string    { return "FAILED" }
func (*Error) messageID() string     { return "ERROR" }
func (*Unknown) messageID() string   { return "Unknown" }

func (m *Hello) check(c checker) {
	c.members(m)
	c.closed(m)
}

func (m *Say) check(c checker) {
	c.members(m)
	check(c.at("text"), &m.Text, minLength(1), maxLength(200))
	check(c.at("sent"), m.Sent, formatDateTime)
	check(c.at("size"), m.Size, atLeast(0.5), atMost(2.0))
	optional(c.at("mood"), m.Mood)
	for i := range m.Tags {
		check(c.at("tags").item(i), &m.Tags[i], matches("^[a-z]+$"))
	}
	for i := range m.Parts {
		chosen(c.at("parts").item(i), m.Parts[i])
	}
	c.at("part").union(m.Part)
	check(c.at("picture"), &m.Picture, asBase64(maxLength(4)))
	for name, place := range inOrder(m.Places) {
		place.check(c.at("places").at(name))
	}
	optional(c.at("answer"), m.Answer)
}

func (p *Place) check(c checker) {
	c.members(p)
	check(c.at("kind"), &p.Kind, unsetOr("place"))
	optional(c.at("inside"), p.Inside)
}

func (m *Bye) check(c checker)       { c.members(m) }
func (m *Move) check(c checker)      { c.members(m); check(c.at("url"), &m.URL, formatURI) }
func (m *Count) check(c checker)     { check(c, &m.Value, atLeast[int64](0)) }
func (m *Anything) check(checker)    {}
func (m *Reason) check(c checker)    { c.members(m) }
func (m *SayFailed) check(c checker) { (*Reason)(m).check(c) }
func (m *Failed) check(c checker)    { (*Reason)(m).check(c) }
func (m *Error) check(c checker)     { c.members(m) }
func (m *Unknown) check(c checker)   { c.members(m) }

// ClientHandlers are what a client does with what it receives.
type ClientHandlers struct {
	OnSay       func(context.Context, *Say) error
	OnSayFailed func(context.Context, *SayFailed) error
	OnFailed    func(context.Context, *Failed) error
	Default     func(context.Context, Message) error
}
