package testserver

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A verb is what an endpoint does to the things that the server keeps. A thing is known by the path of the endpoints that
// read and change it.
type verb string

const (
	creates  verb = "creates"  // a thing below the path, with an id of its own
	writes   verb = "writes"   // the thing at the path, new or in place of the old one
	merges   verb = "merges"   // into the thing at the path
	reads    verb = "reads"    // the thing at the path
	lists    verb = "lists"    // the things below the path
	removes  verb = "removes"  // the thing at the path
	pretends verb = "pretends" // nothing: the answer is an example
)

// An identity says how a thing gets its id.
type identity struct {
	member string // that holds it
	kind   string // "string", "integer" or "uuid"
}

// A shape is what an answer looks like.
type shape struct {
	example string   // of the answer; for one about a thing: what the thing does not say itself
	members []string // of the thing that the answer has; nil: all
	list    string   // the member with the things, where there are several; "": the answer is the list
	count   string   // the member with the number of them; "": there is none
	item    *shape   // of each of several things
}

// Things are kept by their paths, in the order in which they were made.
type things struct {
	at    map[string]json.RawMessage
	order []string
	ids   int
}

func newThings() things { return things{at: map[string]json.RawMessage{}, ids: 1000} }

// do does what the endpoint of a request does, and gives the answer.
func (t *things) do(r *Request) (any, error) {
	e, place := r.endpoint, r.place()
	switch e.does {
	case creates:
		return t.create(r, place)
	case writes:
		return t.put(e, place, e.writable(r.Body)), nil
	case lists:
		return t.list(e, place), nil
	case pretends:
		return e.shape.pretend(), nil
	}
	thing, ok := t.at[place]
	if !ok && e.always {
		thing, ok = e.shape.first(), true
	}
	switch {
	case !ok:
		return nil, refuse(http.StatusNotFound, "there is nothing at %s", r.Path)
	case e.does == merges:
		return t.put(e, place, merge(thing, e.writable(r.Body))), nil
	case e.does == removes:
		t.remove(place)
		return e.shape.pretend(), nil
	}
	return e.shape.of(thing), nil
}

// place is the path of a request after the prefix, in the scope of its endpoint.
func (r *Request) place() string {
	path := r.endpoint.path
	for name, values := range r.Parameters {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(values[0]))
	}
	return r.endpoint.scope + " " + strings.TrimRight(path, "/")
}

// writable leaves out of a body what the server alone writes.
func (e *endpoint) writable(body []byte) json.RawMessage {
	members := membersOf(body)
	if members == nil || len(e.readOnly) == 0 {
		return slices.Clone(body)
	}
	for _, name := range e.readOnly {
		delete(members, name)
	}
	return written(members)
}

func (t *things) create(r *Request, place string) (any, error) {
	e := r.endpoint
	members := membersOf(e.writable(r.Body))
	if members == nil {
		return nil, refuse(http.StatusBadRequest, "the body: want an object")
	}
	id, chosen := members[e.made.member]
	if !chosen || len(id) == 0 {
		id = t.newID(e.made.kind)
		members[e.made.member] = id
	}
	place += "/" + url.PathEscape(plain(id))
	if _, taken := t.at[place]; taken {
		return nil, refuse(http.StatusConflict, "%s %s is taken", e.made.member, id)
	}
	return t.put(e, place, written(members)), nil
}

func (t *things) newID(kind string) json.RawMessage {
	t.ids++
	switch kind {
	case "integer":
		return json.RawMessage(strconv.Itoa(t.ids))
	case "uuid":
		return json.RawMessage(fmt.Sprintf(`"00000000-0000-4000-8000-%012d"`, t.ids))
	}
	return json.RawMessage(quote(strconv.Itoa(t.ids)))
}

func (t *things) put(e *endpoint, place string, thing json.RawMessage) any {
	if _, known := t.at[place]; !known {
		t.order = append(t.order, place)
	}
	t.at[place] = thing
	return e.shape.of(thing)
}

func (t *things) remove(place string) {
	delete(t.at, place)
	t.order = slices.DeleteFunc(t.order, func(p string) bool { return p == place })
}

// list gives the things right below a place.
func (t *things) list(e *endpoint, place string) any {
	items := []any{}
	for _, p := range t.order {
		if name, below := strings.CutPrefix(p, place+"/"); below && !strings.Contains(name, "/") {
			items = append(items, e.shape.item.of(t.at[p]))
		}
	}
	if e.shape.list == "" {
		return items
	}
	answer := membersOf([]byte(e.shape.example))
	if data, err := json.Marshal(items); err == nil && answer != nil {
		answer[e.shape.list] = data
		if e.shape.count != "" {
			answer[e.shape.count] = json.RawMessage(strconv.Itoa(len(items)))
		}
	}
	return answer
}

// first is a thing that nobody has changed.
func (s *shape) first() json.RawMessage {
	if s == nil {
		return json.RawMessage("{}")
	}
	return json.RawMessage(s.example)
}

// pretend gives the example.
func (s *shape) pretend() any {
	if s == nil {
		return nil
	}
	return json.RawMessage(s.example)
}

// of gives a thing as the answer shows it.
func (s *shape) of(thing json.RawMessage) any {
	if s == nil {
		return nil
	}
	members, answer := membersOf(thing), membersOf([]byte(s.example))
	if members == nil || answer == nil {
		return thing
	}
	for name, value := range members {
		if s.members == nil || slices.Contains(s.members, name) {
			answer[name] = value
		}
	}
	return answer
}

// merge puts a change into a thing, as a merge patch of RFC 7396: null takes a member away.
func merge(thing, change json.RawMessage) json.RawMessage {
	old, members := membersOf(thing), membersOf(change)
	if members == nil {
		return change
	}
	if old == nil {
		old = map[string]json.RawMessage{}
	}
	for name, value := range members {
		if string(value) == "null" {
			delete(old, name)
		} else {
			old[name] = merge(old[name], value)
		}
	}
	return written(old)
}

// spelledOut writes the numbers and truth values of objects inside an answer as texts: what was taken as a number may be
// given back as a text.
func spelledOut(answer json.RawMessage) json.RawMessage {
	members := membersOf(answer)
	for name, value := range members {
		inner := membersOf(value)
		for name, value := range inner {
			if c := value[0]; c == '-' || c >= '0' && c <= '9' || c == 't' || c == 'f' {
				inner[name] = json.RawMessage(quote(string(value)))
			}
		}
		if inner != nil {
			members[name] = written(inner)
		}
	}
	if members == nil {
		return answer
	}
	return written(members)
}

// membersOf gives the members of an object, or nil for any other value.
func membersOf(data []byte) map[string]json.RawMessage {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return nil
	}
	return members
}

func written(members map[string]json.RawMessage) json.RawMessage {
	data, err := json.Marshal(members)
	if err != nil {
		return json.RawMessage("{}") // cannot happen: the members were JSON before
	}
	return data
}
