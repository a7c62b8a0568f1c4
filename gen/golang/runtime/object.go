package runtime

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// A fielder is a struct that is an object in JSON. Its one method names the fields to an object, which reads, writes or checks
// them:
//
//	func (v *Place) fields(o *object) {
//		var room struct{ floor int64 }
//		for o.next(&v.Extra) {
//			requiredText(o, "name", &v.Name)
//			optionalInteger(o, "floor", &v.Floor, &room.floor)
//			optionalValue(o, "tags", &v.Tags)
//		}
//	}
//
// When it is read, each line takes the next member if that has its name, so that members in the order of the fields are read in
// one round, and others in as many as they are out of order. Fields that point to a single value point into the room: together
// they cost one allocation.
type fielder interface{ fields(o *object) }

// An object is a struct on its way from or to JSON, with those around it.
type object struct {
	cursor  // of what is read
	output  // what is written
	task    task
	checker *checker               // of what is checked
	err     error                  // the first in writing
	self    fielder                // the struct that is written or checked
	inRest  func(name string) bool // of a struct with a rest, in writing
	key     string                 // name of the next member, where it is known; what is looked for, in finding
	found   bool                   // in finding
	frame                          // of the struct that is at work
}

// objects has those of messages, which are read and written one after another.
var objects = sync.Pool{New: func() any { return new(object) }}

// free gives an object back, without what it holds.
func (o *object) free() {
	*o = object{}
	objects.Put(o)
}

type task uint8

const (
	reading task = iota
	writing
	checking
	finding // out whether there is a field of a name
)

// A frame is what belongs to one struct.
type frame struct {
	extra *Extra // of the struct; nil before the first round
	odd   bool   // the struct has names that JSON spells with escapes

	// In reading.
	letter  byte // that the name of the next member begins with, to pass over most fields at once: see letterOf
	named   bool // key is the name of the next member, and the cursor at the value
	begun   bool // there was a round
	closing bool // this round is there to find what is missing
	from    int  // where the cursor was when the round began
	start   int  // of the value that is read
	level   int  // depth of the members
	index   int  // in the required fields
	seen    bits // those of them that were there
}

// bits is a set of small numbers that needs no allocation as long as they are below 64.
type bits struct {
	size int
	few  uint64
	more map[int]bool
}

// add reports whether i is new.
func (b *bits) add(i int) bool {
	if b.has(i) {
		return false
	}
	b.size++
	if i < 64 {
		b.few |= 1 << i
		return true
	}
	if b.more == nil {
		b.more = map[int]bool{}
	}
	b.more[i] = true
	return true
}

func (b *bits) has(i int) bool {
	if i < 64 {
		return b.few>>i&1 != 0
	}
	return b.more[i]
}

// read reads the next value into a struct. The members that fit go into their fields and the others are kept, so that an object
// always fits.
func (o *object) read(v fielder) fit {
	if !o.enter('{') {
		return misfit
	}
	outer := o.frame
	o.frame = frame{level: o.depth}
	v.fields(o)
	o.frame = outer
	return exact
}

// write writes a struct: its fields in their order, then the rest, then what was kept, each sorted by name.
func (o *object) write(v fielder) {
	outer, self, inRest := o.frame, o.self, o.inRest
	o.frame, o.self, o.inRest = frame{}, v, nil
	o.out = append(o.out, '{')
	v.fields(o)
	o.out = append(o.out, '}')
	o.frame, o.self, o.inRest = outer, self, inRest
}

// note keeps the first error, and the place where it was met.
func (o *object) note(name string, err error) {
	if o.err == nil && err != nil {
		o.err = fmt.Errorf("%s: %w", name, err)
	}
}

// oddNames says that the struct has names that JSON spells with escapes.
func (o *object) oddNames() { o.odd = true }

// next begins a round over the fields, and reports whether there is one more.
func (o *object) next(extra *Extra) bool {
	if o.task != reading {
		return o.once(extra)
	}
	switch {
	case o.extra == nil:
		o.extra = extra
		o.first()
	case o.pos == o.from && !o.closing:
		o.leave()
	}
	switch {
	case o.bad:
		return false
	case o.letter != 0 || o.named:
		o.begun, o.from, o.index = true, o.pos, 0
		return true
	default:
		return o.close()
	}
}

// noFields is for a struct that has none.
func (o *object) noFields(extra *Extra) {
	for o.next(extra) { // keeps what is there
	}
}

// once is next where there is only one round.
func (o *object) once(extra *Extra) bool {
	if o.extra == nil {
		o.extra = extra
		if o.task == checking && slices.Contains(extra.Missing, "") && !isField(o.self, "") {
			o.checker.add("want object, got null")
		}
		return true
	}
	if o.task == writing {
		o.writeOthers()
	}
	return false
}

// first goes to the first member.
func (o *object) first() {
	if b := o.peek(); b != '"' && b != '}' {
		o.fail()
	}
	o.name()
}

// step goes on to the next member, or to the end.
func (o *object) step() {
	if b := o.peek(); b == ',' {
		o.pos++
		if o.peek() != '"' {
			o.fail()
		}
	} else if b != '}' {
		o.fail()
	}
	o.name()
}

// name looks at the name of the next member, and reads it now if it may be spelled with escapes.
func (o *object) name() {
	o.named, o.letter = false, 0
	switch {
	case o.byte() != '"':
	case o.odd:
		o.key = o.cursor.name()
		o.named, o.letter = true, letterOf(o.key)
	case o.pos+1 < len(o.data):
		o.letter = o.data[o.pos+1]
	default:
		o.fail()
	}
}

// letterOf gives the first letter of a name, which for the empty one is the quote behind it.
func letterOf(name string) byte {
	if name == "" {
		return '"'
	}
	return name[0]
}

// close leaves the object, if need be after one more round that finds which required members are missing.
func (o *object) close() bool {
	if !o.closing && (!o.begun || o.seen.size < o.index) {
		o.closing, o.index = true, 0
		return true
	}
	o.pos++
	o.depth--
	return false
}

// leave keeps a member that no field took.
func (o *object) leave() {
	if o.unknown() {
		o.extra.keep(o.key, o.skip())
		o.step()
	}
}

// unknown goes to the value of a member that no field took in this round, and reports whether none will: its name may be spelled
// with escapes, and then the fields are asked again.
func (o *object) unknown() bool {
	if o.named {
		return true
	}
	start := o.pos + 1
	o.key, o.named = o.cursor.name(), true
	o.letter = letterOf(o.key)
	end := start + len(o.key)
	return end < len(o.data) && o.data[end] == '"' && o.data[start:end] == o.key
}

// maybe reports whether the next member may have the name. It is there to pass over most fields at once.
func (o *object) maybe(name string) bool { return o.letter == letterOf(name) }

// reads goes to the value of the next member if it has the name.
func (o *object) reads(name string) bool { return o.maybe(name) && o.has(name) }

// has is reads for a name of which the first letter is known to be the same.
func (o *object) has(name string) bool {
	switch text, end := o.data, o.pos+1+len(name); {
	case o.named:
		if o.key != name {
			return false
		}
	case end >= len(text) || text[end] != '"' || text[o.pos+1:end] != name:
		return false
	default:
		o.pos = end + 1
		o.colon()
	}
	o.start = o.pos
	return true
}

// requires is reads for a required member.
func (o *object) requires(name string) bool {
	if o.reads(name) {
		o.there()
		return true
	}
	if o.closing && !o.seen.has(o.index) {
		o.extra.Missing = append(o.extra.Missing, name)
	}
	o.index++
	return false
}

// there notes that the next of the required fields was there.
func (o *object) there() {
	o.seen.add(o.index)
	o.index++
}

// took goes on after a value that was read. What its field cannot hold, or would not write again as it came, is kept as well. Of
// a member that is there twice the last one counts.
func (o *object) took(name string, how fit) {
	if how != exact {
		o.back(mark{o.start, o.level})
		o.extra.keep(name, o.skip())
	} else if len(o.extra.Members) > 0 {
		delete(o.extra.Members, name)
	}
	o.step()
}

func (e *Extra) keep(name, text string) {
	if e.Members == nil {
		e.Members = map[string]json.RawMessage{}
	}
	e.Members[name] = json.RawMessage(text)
}

// setNull notes that the object was null.
func (e *Extra) setNull() { e.Missing = append(e.Missing, "") }

// isField reports whether a struct has a field for the members of a name.
func isField(v fielder, name string) bool {
	o := object{task: finding, key: name}
	v.fields(&o)
	return o.found
}

// extraOf gives the Extra of a struct.
func extraOf(v fielder) *Extra {
	o := object{task: finding}
	v.fields(&o)
	return o.extra
}

// plainly reports whether a field is to be written as it is, since nothing was kept in its place.
func (o *object) plainly(name string) bool {
	if o.task != writing || len(o.extra.Missing) > 0 {
		return false
	}
	_, kept := o.extra.Members[name]
	return !kept
}

// head begins a member.
func (o *object) head(name string) {
	o.comma()
	if o.odd {
		o.out = append(appendString(o.out, name), ':')
		return
	}
	o.out = append(o.out, '"')
	o.out = append(o.out, name...)
	o.out = append(o.out, '"', ':')
}

// writeOthers writes what was kept and belongs to no field.
func (o *object) writeOthers() {
	if len(o.extra.Members) == 0 {
		return
	}
	for name, raw := range inOrder(o.extra.Members) {
		if !isField(o.self, name) && (o.inRest == nil || !o.inRest(name)) {
			o.begin(name)
			o.note(name, o.raw(raw))
		}
	}
}

// An output is JSON in the making.
type output struct{ out []byte }

// addValid writes a member whose value is known to be valid JSON.
func (w *output) addValid(name, value string) {
	w.begin(name)
	w.out = append(w.out, value...)
}

func (w *output) raw(raw []byte) error {
	out, err := appendRaw(w.out, raw)
	if err == nil {
		w.out = out
	}
	return err
}

func (w *output) begin(name string) {
	w.comma()
	w.out = appendString(w.out, name)
	w.out = append(w.out, ':')
}

func (w *output) comma() {
	if w.out[len(w.out)-1] != '{' {
		w.out = append(w.out, ',')
	}
}
