package docs

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"github.com/callinggen/callinggen/schema"
)

// A place is where an element is shown: a page below the folder of a locale, and an anchor in it. Both are made of names
// alone, so they are the same in every language.
type place struct {
	page   string // "messages/dial-number.md"
	anchor string // "property-toNumber", or "" for the page itself
}

// The pages that there is one of.
const (
	homePage         = "README.md"
	messagesPage     = "messages/README.md"
	typesPage        = "types/README.md"
	endpointsPage    = "endpoints/README.md"
	flowsPage        = "flows/README.md"
	guidesPage       = "guides/README.md"
	storagePage      = "storage.md"
	faqPage          = "faq.md"
	participantsPage = "participants.md"
	historyPage      = "changes.md"
	correctionsPage  = "corrections.md"
	llmsPage         = "llms.txt"
)

// places knows where everything is. Members of a type are shown on its own page and on those of the messages that carry
// it, so they have a place for each owner and a home.
type places struct {
	of map[any]place // elements, versions, questions and inline types, by pointer
	// home is where a field or an enum value is shown first, which for most is the only place; members has the others.
	home    map[*schema.Meta]memberPlace
	members map[member]place
	// disputes tells on which page the disputes of an element are listed; those of others are on the page of corrections.
	disputes map[*schema.Meta]place
	clashes  []schema.Diagnostic
}

// A member is a field or an enum value as the page of its owner shows it.
type member struct{ owner, of *schema.Meta }

// A memberPlace is a place of a member on the page of an owner.
type memberPlace struct {
	place
	owner *schema.Meta
}

func newPlaces(p *schema.Protocol) *places {
	pl := &places{
		of:       make(map[any]place, len(p.Messages)+len(p.Types)),
		home:     make(map[*schema.Meta]memberPlace, 4*len(p.Messages)+4*len(p.Types)),
		members:  map[member]place{},
		disputes: map[*schema.Meta]place{},
	}
	pl.addTypes(p)
	pl.addMessages(p)
	pl.addEndpoints(p)
	pl.addFlows(p)
	pl.addOthers(p)
	pl.addDisputes(p)
	return pl
}

func (pl *places) addTypes(p *schema.Protocol) {
	taken := slugs{places: pl, folder: "types", what: "types", advice: "rename one of them"}
	for _, d := range p.Types {
		if d.Inline || d.PartialOf != nil || pl.addRemoved(d) {
			continue
		}
		page := taken.page(d, d.Name, d.Name)
		if d.Alias == nil {
			pl.addMembers(d, page, d.Type, "")
		}
	}
	for _, d := range p.Types {
		if d.PartialOf != nil {
			pl.of[d] = pl.of[d.PartialOf]
		}
	}
}

func (pl *places) addMessages(p *schema.Protocol) {
	taken := slugs{places: pl, folder: "messages", what: "messages", advice: "add `name:` to one of them"}
	for _, m := range p.Messages {
		if pl.addRemoved(m) {
			continue
		}
		page := taken.page(m, m.Name, m.ID)
		if f := m.Payload.Value; f != nil {
			pl.addMember(m, f, place{page, "payload"})
			pl.addInline(m, place{page, "payload"}, f.Type, "")
		} else {
			pl.addMembers(m, page, m.Payload.Struct, "")
		}
	}
}

func (pl *places) addEndpoints(p *schema.Protocol) {
	if p.HTTP == nil {
		return
	}
	taken := slugs{places: pl, folder: "endpoints", what: "endpoints", advice: "rename one of them"}
	for _, e := range p.HTTP.Endpoints {
		if pl.addRemoved(e) {
			continue
		}
		page := taken.page(e, e.ID, e.ID)
		for _, x := range parametersOf(e) {
			pl.of[x] = place{page, "parameter-" + anchorOf(x.Wire)}
		}
		if e.Request != nil {
			pl.addInline(e, place{page, "request"}, e.Request.Type, "")
		}
		for _, r := range e.Responses {
			status := fmt.Sprint(r.Status)
			pl.addInline(e, place{page, "response-" + status}, r.Type, status+".")
		}
	}
	for _, f := range p.HTTP.Families {
		pl.of[f] = place{endpointsPage, "family-" + anchorOf(f.ID)}
		for _, x := range f.Parameters {
			if x.Removed == nil {
				pl.of[x] = pl.of[f]
			}
		}
	}
	for _, a := range p.HTTP.Auth {
		pl.of[a] = place{endpointsPage, "auth-" + anchorOf(a.ID)}
	}
}

// addFlows gives flows and guides their pages.
func (pl *places) addFlows(p *schema.Protocol) {
	taken := slugs{places: pl, folder: "flows", what: "flows", advice: "rename one of them"}
	for _, f := range p.Flows {
		if !pl.addRemoved(f) {
			taken.page(f, f.ID, f.ID)
		}
	}
	taken = slugs{places: pl, folder: "guides", what: "guides", advice: "rename the file of one of them"}
	for _, g := range p.Guides {
		taken.page(g, g.ID, g.ID)
	}
}

// addOthers gives a place to what shares a page.
func (pl *places) addOthers(p *schema.Protocol) {
	for _, x := range p.Participants {
		pl.of[x] = place{participantsPage, anchorOf(x.ID)}
	}
	for _, x := range p.Actors {
		pl.of[x] = place{participantsPage, "actor-" + anchorOf(x.ID)}
	}
	for _, x := range p.Tags {
		pl.of[x] = place{messagesPage, "topic-" + anchorOf(x.ID)}
	}
	for _, k := range p.Storage {
		if pl.addRemoved(k) {
			continue
		}
		at := place{storagePage, anchorOf(k.Key)}
		pl.of[k] = at
		pl.addInline(k, at, k.Value, at.anchor+".")
	}
	for _, v := range p.History {
		pl.of[v] = place{historyPage, "v" + anchorOf(v.ID)}
	}
	for _, q := range p.FAQ {
		pl.of[q] = place{faqPage, anchorOf(q.ID)}
	}
}

// addDisputes finds the pages that list disputes.
func (pl *places) addDisputes(p *schema.Protocol) {
	add := func(e schema.Element) {
		for x := range partsOf(e) {
			if m := x.of.Info(); len(m.Disputes) > 0 && m.Removed == nil {
				pl.disputes[m] = place{pl.of[e].page, "disputes"}
			}
		}
	}
	for _, d := range p.Types {
		if !d.Inline && d.PartialOf == nil && d.Removed == nil {
			add(d)
		}
	}
	for _, m := range live(p.Messages) {
		add(m)
	}
	if p.HTTP != nil {
		for _, e := range live(p.HTTP.Endpoints) {
			add(e)
		}
	}
	for _, d := range p.Types {
		pl.addPartial(d)
	}
}

// addPartial leads from the members of a partial type to those of the whole one.
func (pl *places) addPartial(d *schema.Decl) {
	st, ok := d.Type.(*schema.Struct)
	if !ok || d.PartialOf == nil {
		return
	}
	whole := d.PartialOf.Type.(*schema.Struct)
	for _, f := range st.Fields {
		if of := whole.Field(f.Wire); of != nil {
			pl.home[f.Info()] = pl.home[of.Info()]
			pl.disputes[f.Info()] = pl.disputes[of.Info()]
		}
	}
}

// addRemoved gives a removed element its place in the history, the only page that tells of it.
func (pl *places) addRemoved(e schema.Element) bool {
	if e.Info().Removed == nil {
		return false
	}
	pl.of[e] = removedPlace(e)
	return true
}

func removedPlace(e schema.Element) place {
	return place{historyPage, "removed-" + anchorOf(e.Info().Path)}
}

// addMembers gives a place to the members of a type on the page of its owner.
func (pl *places) addMembers(owner schema.Element, page string, t schema.Type, prefix string) {
	switch t := t.(type) {
	case *schema.Struct:
		for _, f := range t.Fields {
			if f.Removed != nil {
				pl.addMember(owner, f, removedPlace(f))
				continue
			}
			name := prefix + segment(f.Wire)
			at := place{page, "property-" + name}
			pl.addMember(owner, f, at)
			pl.addInline(owner, at, f.Type, name+".")
		}
		pl.addInline(owner, place{page, "properties"}, t.Rest, prefix+"*.")
	case *schema.Enum:
		for _, v := range t.Values {
			if v.Removed != nil {
				pl.addMember(owner, v, removedPlace(v))
			} else {
				pl.addMember(owner, v, place{page, "value-" + prefix + segment(v.Value.Text())})
			}
		}
	case *schema.Union:
		for _, alt := range t.Alts {
			pl.addInline(owner, place{page, "type-" + anchorOf(alt.Name)}, alt.Type, segment(alt.Name)+".")
		}
	}
}

func (pl *places) addMember(owner, of schema.Element, at place) {
	key := of.Info()
	if _, known := pl.home[key]; known {
		pl.members[member{owner.Info(), key}] = at
	} else {
		pl.home[key] = memberPlace{at, owner.Info()}
	}
}

// member gives the place of a field or an enum value on the page of its owner.
func (pl *places) member(owner, of schema.Element) (place, bool) {
	if at, ok := pl.members[member{owner.Info(), of.Info()}]; ok {
		return at, true
	}
	home, ok := pl.home[of.Info()]
	return home.place, ok && home.owner == owner.Info()
}

// anchor is the anchor of a field or an enum value on the page of its owner.
func (pl *places) anchor(owner, of schema.Element) string {
	if at, ok := pl.member(owner, of); ok {
		return at.anchor
	}
	return ""
}

// addInline gives a place to the type that is written at a place, and to its members.
func (pl *places) addInline(owner schema.Element, at place, t schema.Type, prefix string) {
	d := inlineIn(t)
	if d == nil {
		return
	}
	if _, known := pl.of[d]; !known {
		pl.of[d] = at
	}
	pl.addMembers(owner, at.page, d.Type, prefix)
}

// inlineIn finds the type that is written inside a list, a map or beside null, or nil when what is there is named.
func inlineIn(t schema.Type) *schema.Decl {
	for {
		switch x := t.(type) {
		case *schema.Decl:
			if x.Inline && x.PartialOf == nil {
				return x
			}
			return nil
		case *schema.Array:
			t = x.Elem
		case *schema.Map:
			t = x.Elem
		case *schema.Nullable:
			t = x.Type
		default:
			return nil
		}
	}
}

// find gives the place that a reference leads to.
func (pl *places) find(ref *schema.Ref) (place, bool) {
	var of schema.Element
	switch {
	case ref.Field != nil:
		of = ref.Field
	case ref.Value != nil:
		of = ref.Value
	default:
		at, ok := pl.of[ref.Target]
		return at, ok
	}
	if at, ok := pl.member(ref.Target, of); ok {
		return at, true
	}
	home, ok := pl.home[of.Info()]
	return home.place, ok
}

// slugs gives the elements of one folder their pages.
type slugs struct {
	*places
	folder, what, advice string
	taken                map[string]schema.Element
	names                map[schema.Element]string
}

// page gives an element the page that its name makes, and reports an earlier one with the same.
func (s *slugs) page(e schema.Element, name, id string) string {
	if s.taken == nil {
		s.taken, s.names = map[string]schema.Element{}, map[schema.Element]string{}
	}
	path := s.folder + "/" + slug(name) + ".md"
	if first := s.taken[path]; first != nil {
		s.clashes = append(s.clashes, schema.Diagnostic{
			Pos: e.Info().Pos,
			Message: fmt.Sprintf("the %s %s and %s (%s) would share the page %s; %s",
				s.what, s.names[first], id, first.Info().Pos, path, s.advice),
			Rule: "duplicate-name",
		})
	}
	s.taken[path], s.names[e] = e, id
	s.of[e] = place{page: path}
	return path
}

// deviceNames cannot be files on Windows, and index and readme mean the folder to many tools.
var deviceNames = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true, "com1": true, "com2": true, "com3": true, "com4": true, "com5": true,
	"com6": true, "com7": true, "com8": true, "com9": true, "lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true,
	"lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true, "index": true, "readme": true,
}

const maxSlug = 80

// slug makes the name of a file from a name: its words in lower case with hyphens, so that no two files differ in case
// alone. "cursorMoved" is cursor-moved.
func slug(name string) string {
	s := strings.ToLower(strings.Join(schema.Words(name), "-"))
	if s == "" {
		s = strings.Trim(fmt.Sprintf("%x", name), " ")
	}
	if len(s) > maxSlug {
		h := fnv.New32a()
		h.Write([]byte(name))
		s = strings.ToValidUTF8(s[:maxSlug], "") + fmt.Sprintf("-%08x", h.Sum32())
	}
	if deviceNames[s] {
		s += "-page"
	}
	return s
}

// anchorOf writes a name so that it can be an anchor: letters, digits and what URLs allow stay, all else becomes a code.
func anchorOf(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return !isAnchorRune(r) }) {
		return name
	}
	var b strings.Builder
	for _, r := range name {
		if isAnchorRune(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "~%X", r)
		}
	}
	return b.String()
}

func isAnchorRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.:/$@+", r)
}

// segment writes a name that stands between dots in an anchor, so that its own dots are not taken for those.
func segment(name string) string { return strings.ReplaceAll(anchorOf(name), ".", "~2E") }
