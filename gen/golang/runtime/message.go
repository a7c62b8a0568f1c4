package runtime

import (
	"encoding/json"
	"errors"
)

// A Message is a pointer to one of the message structs of this package, or a *RawMessage.
type Message interface {
	// Validate gives every place where the message breaks the schema, as Violations, or nil. Decode does not validate.
	Validate() error

	messageID() string
}

// A RawMessage is a message whose type the protocol does not know, or whose payload cannot be read.
type RawMessage struct {
	Type string          // the wire type
	JSON json.RawMessage // the whole message with its envelope, byte for byte
}

// Validate has nothing to hold a RawMessage against.
func (*RawMessage) Validate() error { return nil }

func (*RawMessage) messageID() string { return "" }

// An Envelope is what stands around the payload of a message.
type Envelope struct {
	Type  string                     // wire type; Encode does not read it, the message has its own
	ID    IntOrString                // id of the message; the zero value is none
	Form  Form                       // where the payload was, if not where the protocol has it
	Extra map[string]json.RawMessage // members that the protocol does not know; written again
}

// A Form says where a payload stands. Decode reports it and Encode follows it, so that a message goes on as it came.
type Form uint8

// The forms of a message.
const (
	FormUsual  Form = iota // as the protocol defines it for the message
	FormNested             // in the property for payloads
	FormFlat               // beside the type: only of a message that may have both forms
	FormBare               // nowhere: there was none
)

// The ways in which Decode fails, for errors.Is. For text that is not JSON it gives the error of encoding/json.
var (
	ErrEnvelope = errors.New("not a message of this protocol")
	ErrPayload  = errors.New("payload cannot be read")
)

// A protocol is what the generated half of the package says about its messages.
type protocol struct {
	typeName    string   // envelope property of the wire type
	idName      string   // of the id; or ""
	idKind      string   // "string", "integer" or "integer or string"
	payloadName string   // of the payload; "" when every message is flat
	fixed       []member // sent with every message and wanted in each
	kinds       []kind   // in the order of the definition

	byID   map[string]*kind
	byType map[string][]*kind
	usual  []property // of the envelope: their names, and with them the text that they mostly stand in
}

// A kind is one kind of message.
type kind struct {
	id     string
	wire   string // wire type; "" when it is the id
	new    func() Message
	layout layout
	tell   tell // among kinds of the same wire type
	to     side // who has a handler for it

	noID  bool // it may go without an id
	value bool // the payload is no object
}

type layout uint8

const (
	nested layout = iota
	bare          // there is no payload
	flat
	either // sent nested, read from both
)

// A side is a participant, or several.
type side uint8

// A member is a name with a value in JSON.
type member struct {
	name  string
	value json.RawMessage
}

// define completes a protocol.
func define(p protocol) *protocol {
	p.byID, p.byType = map[string]*kind{}, map[string][]*kind{}
	for _, name := range []string{p.typeName, p.idName, p.payloadName} {
		if name != "" {
			p.usual = append(p.usual, property{name, string(appendString(nil, name)) + ":"})
		}
	}
	for i := range p.kinds {
		k := &p.kinds[i]
		if k.wire == "" {
			k.wire = k.id
		}
		_, object := k.new().(fielder)
		k.value = !object
		p.byID[k.id] = k
		p.byType[k.wire] = append(p.byType[k.wire], k)
	}
	return &p
}

// create makes a message of type T.
func create[T any, P interface {
	*T
	Message
}]() Message {
	return P(new(T))
}

// wireType gives the type of a message as it stands on the wire.
func (p *protocol) wireType(m Message) string {
	if raw, ok := m.(*RawMessage); ok {
		return raw.Type
	}
	return p.byID[m.messageID()].wire
}
