package schema

import "slices"

// A Protocol is one protocol file, resolved. Every list is in the order of the file.
type Protocol struct {
	ID          string // "calling-extensions"
	Version     string // of the wire format
	Title       string // a proper name: the same in every language
	Description Text
	Notice      Text     // legal notice for every README, package and footer; may be empty
	Locale      string   // BCP 47 tag of the file's own prose
	Evidence    Evidence // of elements that say nothing of theirs; never empty

	Participants [2]*Participant
	Actors       []*Actor
	Sources      []*Source
	Tags         []*Tag

	Envelope  Envelope
	Handshake *Handshake // nil: both sides may send at once
	Unknown   *Message   // answers a wire type that the receiver does not know; nil: such a message is ignored

	Messages []*Message // removed ones too; see Live
	Types    []*Decl    // the named types of the file, then the inline ones in order of appearance, then partial ones
	HTTP     *HTTP      // nil when the protocol has no endpoints
	Storage  []*StorageKey
	Flows    []*Flow
	FAQ      []*Question
	Guides   []*Guide
	History  []*Version // oldest first

	Pos Position
}

// Evidence says how well something is known, strongest first.
type Evidence string

// The kinds of evidence.
const (
	Code       Evidence = "code"       // read in the code that runs
	Types      Evidence = "types"      // only declared in types, never read by the code
	Documented Evidence = "documented" // only described in documentation
	Observed   Evidence = "observed"   // seen in real traffic, described nowhere
	Inferred   Evidence = "inferred"   // concluded by analogy
)

// An Element is anything in a protocol that has a place, prose and a history.
type Element interface{ Info() *Meta }

// Meta is what every element of a protocol carries.
type Meta struct {
	Path        string // place in the protocol file: "types.TextFile.properties.language"; unique, stable, key of anchors
	Pos         Position
	Summary     Text // one sentence
	Description Text // CommonMark, may be long
	Since       *Version
	Changes     []*Change
	Deprecated  *Deprecation      // nil: in use
	Removed     *Removal          // nil: still there
	Evidence    Evidence          // never empty: that of the element around it, or the protocol's default, when the file says nothing
	Disputes    []*Dispute        // sources that say otherwise
	Allow       map[string]string // lint rule to the reason why it does not apply here
}

// Info gives access to the common part of an element.
func (m *Meta) Info() *Meta { return m }

// A Version is an entry of the protocol's history.
type Version struct {
	ID    string
	Index int // 0 is the oldest; -1 when the history does not list it
	Text  Text
	Pos   Position
}

// A Change tells what a version changed about an element.
type Change struct {
	In   *Version
	Text Text
}

// A Deprecation tells what to do instead.
type Deprecation struct {
	Since  *Version // nil when not known
	Use    *Ref     // what replaces it; nil when nothing does
	Reason Text
	Pos    Position
}

// A Removal takes an element out of every target; only the history still tells of it.
type Removal struct {
	Since  *Version
	Reason Text
	Pos    Position
}

// A Dispute is a source that says something else than this file about an element.
type Dispute struct {
	Source *Source
	About  string // "required", "type", "name", "value", "meaning" or "exists"
	Says   Text
	Pos    Position
}

// A Source is a dated document that disputes cite.
type Source struct {
	ID     string
	Title  Text
	Date   string // year, or ISO date
	Locale string // BCP 47 tag, or ""
	URL    string // or ""
	Pos    Position
}

// A Participant is one of the two sides of the conversation.
type Participant struct {
	Meta
	ID    string
	Title Text
	Other *Participant // the opposite side
}

// An Actor appears in flows only: it sends no message.
type Actor struct {
	Meta
	ID    string
	Title Text
}

// A Tag groups messages, types, endpoints and flows for readers.
type Tag struct {
	Meta
	ID    string
	Title Text
}

// An Envelope names the properties around a payload. A name is "" where the protocol has no such property.
type Envelope struct {
	Type     string // always given
	ID       string
	IDType   Type     // *Basic string or integer, or a *Union of both
	IDOnly   string   // "" every message carries an id, "requests": only messages that await replies
	Payload  string   // "": the members of a payload stand beside the type, every message is flat
	Fixed    []Member // sent with every message, wanted in every message received
	Pos      Position
	IDPos    Position
	FixedPos Position
}

// Carries reports whether a message has the envelope's id. Where only requests have one, a reply that is matched by it has it too.
func (e *Envelope) Carries(m *Message) bool {
	switch {
	case e.ID == "":
		return false
	case e.IDOnly == "" || m.Replies != nil:
		return true
	}
	return slices.ContainsFunc(m.Answers, func(asked *Message) bool { return asked.Replies != nil && asked.Replies.By == "id" })
}

// A Handshake is what the two runtimes say to each other before the conversation.
type Handshake struct {
	From     *Participant // the side that opens
	Open     *Message     // sent by From until accepted
	Accept   *Message     // the other side's answer
	Echo     bool         // Accept carries back every member of Open, known or not
	Ready    *Message     // made locally by each side when done; nil: none
	Failed   *Message     // made locally by From when time runs out; nil: none
	Redirect *Redirect    // nil: none

	RetryMillis   int // between two Opens; 0: Open is sent once
	TimeoutMillis int // until Failed; 0: never
	Pos           Position
}

// A Redirect is a message after which the handshake starts again with another address.
type Redirect struct {
	Message *Message
	To      *Field // holds the new address
}

// A Layout says where the members of a payload are.
type Layout string

// The layouts.
const (
	Nested Layout = "nested" // in the envelope's payload property
	Flat   Layout = "flat"   // beside the envelope's own properties
	Either Layout = "either" // sent nested, read from both
)

// A Message is one kind of message.
type Message struct {
	Meta
	ID    string // key in the file: "TEXT_OPENED"
	Type  string // wire type; by default the ID
	Name  string // noun in camelCase: "textOpened"
	Sends string // name of the sender's method in camelCase; by default the Name
	Title Text   // words for a heading where the ID does not do; by default empty

	From      []*Participant // who sends it; empty for local messages
	Local     []*Participant // on whose side the runtime makes it up; empty for sent messages
	Automatic bool           // sent by the runtime, not by a method
	Catches   string         // glob of wire types whose arrival also calls this message's handler; or ""
	Layout    Layout

	Payload *Payload // never nil
	Same    *Tell    // how it is told from another message with the same wire type; nil when its type is its own

	Replies  *Replies   // nil: nothing comes back
	Answers  []*Message // the messages that list this one as a reply
	Tags     []*Tag
	Examples []*Value // payloads
}

// SentBy reports whether p sends the message over the wire.
func (m *Message) SentBy(p *Participant) bool { return contains(m.From, p) }

// LocalTo reports whether p's own runtime makes the message.
func (m *Message) LocalTo(p *Participant) bool { return contains(m.Local, p) }

// ReceivedBy reports whether p has a handler for the message: the other side sends it, or p's runtime makes it.
func (m *Message) ReceivedBy(p *Participant) bool { return m.SentBy(p.Other) || m.LocalTo(p) }

// Live reports whether the message still exists.
func (m *Message) Live() bool { return m.Removed == nil }

func contains(list []*Participant, p *Participant) bool {
	for _, x := range list {
		if x == p {
			return true
		}
	}
	return false
}

// A Payload is what a message carries, always seen as a struct so that every message has a type of its own.
type Payload struct {
	Struct *Struct // the members; empty without payload; one field "value" when IsValue
	Type   Type    // as written: nil without payload, a *Decl when the file refers to a named type
	Value  *Field  // the one field when the payload is no object (its wire name is ""); else nil
}

// A Tell is how a receiver knows one of several shapes. Exactly one of the three is set. A receiver tries the constants
// first, then the required properties from the last shape to the first, then the kinds.
// A message without a payload is an object without members.
type Tell struct {
	Const    *Field   // a required property whose type is a *Const
	Required []*Field // properties that this shape requires and no earlier one has
	Kind     string   // JSON kind: "string", "number", "integer", "boolean", "null", "object", "array"
}

// Replies are the messages that may come back.
type Replies struct {
	By       string // "order", "id", or "field"
	Field    string // wire name of the property compared, when By is "field"
	Messages []*Reply
	Pos      Position
}

// A Reply is one message that may come back.
type Reply struct {
	Message *Message
	When    Text // condition, or empty: always possible
	Pos     Position
}

// A Value is a JSON value with its members in order of writing.
type Value struct {
	Kind    ValueKind
	Bool    bool
	Number  string // JSON spelling, exact
	String  string
	Items   []*Value
	Members []Member
	Pos     Position
}

// A Member is a name with its value.
type Member struct {
	Name  string
	Value *Value
	Pos   Position
}

// A ValueKind is the JSON kind of a value.
type ValueKind int

// The kinds of value.
const (
	NullValue ValueKind = iota
	BoolValue
	NumberValue
	StringValue
	ArrayValue
	ObjectValue
)

// A Flow is one course of the conversation.
type Flow struct {
	Meta
	ID    string
	Title Text
	Tags  []*Tag
	Steps []Step
}

// A Step is *MessageStep, *EndpointStep, *ActionStep, *NoteStep, *FlowStep or *GroupStep.
type Step interface{ StepInfo() *StepMeta }

// StepMeta is what every step carries.
type StepMeta struct {
	ID   string // unique in the flow
	Path string // "flows.outboundCall.steps.dial"
	Pos  Position
	Note Text // more words to a step; empty for most
}

// StepInfo gives access to the common part of a step.
func (s *StepMeta) StepInfo() *StepMeta { return s }

// A MessageStep sends a message, or has a runtime make a local one.
type MessageStep struct {
	StepMeta
	Message *Message
	From    *Participant // the sender, or the side that makes a local message
	Example *Value       // payload to show, or nil
}

// An EndpointStep is an HTTP request.
type EndpointStep struct {
	StepMeta
	Endpoint *Endpoint
	By       Element // *Participant or *Actor
}

// An ActionStep is something that happens off the wire.
type ActionStep struct {
	StepMeta
	By     Element // *Participant or *Actor
	Action Text
}

// A NoteStep explains.
type NoteStep struct {
	StepMeta
	Text Text
}

// A FlowStep runs another flow.
type FlowStep struct {
	StepMeta
	Flow *Flow
}

// A GroupStep holds steps that run under a condition.
type GroupStep struct {
	StepMeta
	Kind     GroupKind
	Branches []*Branch // one for opt, loop and anyOrder
}

// A GroupKind says how the branches of a group run.
type GroupKind string

// The kinds of group.
const (
	Opt      GroupKind = "opt"      // run or skipped
	Alt      GroupKind = "alt"      // one of the branches runs
	Loop     GroupKind = "loop"     // repeated
	AnyOrder GroupKind = "anyOrder" // all run, in no fixed order
)

// A Branch is one course inside a group.
type Branch struct {
	ID    string // unique in the group
	When  Text   // the condition; may be empty for anyOrder
	Steps []Step
	Pos   Position
}

// A StorageKey is an entry of a side's local storage.
type StorageKey struct {
	Meta
	Key      string
	On       *Participant
	Value    Type
	Tags     []*Tag
	Examples []*Value
}

// A Question is an entry of the FAQ.
type Question struct {
	ID       string
	Pos      Position
	Question Text
	Answer   Text
}

// A Guide is a prose page.
type Guide struct {
	Meta
	ID     string // base name of the file
	Title  Text   // its first heading
	Blocks []*Block
}

// A Block is a piece of a guide between blank lines: what a translator sees as one unit.
type Block struct {
	Kind    BlockKind
	Level   int    // of a heading, 2 to 6
	Heading string // id of the heading above, or of this heading: anchor in every language
	Text    Text   // prose; Key is "guides.<guide>.<heading>"; empty for code
	Code    string // of a code block, without its fences
	Info    string // info string of a code block: "ts", "sh"
	Pos     Position
}

// A BlockKind is the kind of a block of a guide.
type BlockKind string

// The kinds of block.
const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph" // any prose: paragraphs, lists, tables, quotes
	CodeBlock BlockKind = "code"
)
