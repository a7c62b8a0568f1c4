package docs

import (
	"slices"
	"strings"
	"sync"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// An elementGroup is one kind of element of the protocol, in the order of the file.
type elementGroup struct {
	label    string
	elements []schema.Element
}

// groupsOf lists everything that may have a history or a dispute.
func groupsOf(p *schema.Protocol) []elementGroup {
	groups := []elementGroup{
		{"messages", elements(p.Messages)},
		{"types", elements(slices.DeleteFunc(slices.Clone(p.Types), func(d *schema.Decl) bool { return d.Inline || d.PartialOf != nil }))},
	}
	if h := p.HTTP; h != nil {
		groups = append(groups, elementGroup{"endpoints", slices.Concat(elements(h.Families), elements(h.Auth), elements(h.Endpoints))})
	}
	return append(groups,
		elementGroup{"storage", elements(p.Storage)},
		elementGroup{"flows", elements(p.Flows)},
		elementGroup{"participants", slices.Concat(elements(p.Participants[:]), elements(p.Actors))},
	)
}

func elements[E schema.Element](list []E) []schema.Element {
	out := make([]schema.Element, len(list))
	for i, e := range list {
		out[i] = e
	}
	return out
}

// An eventKind is what a version did to a part of the protocol.
type eventKind int

const (
	added eventKind = iota
	changed
	deprecated
	removed
)

// eventLabels gives the heading of each kind of event; their order is that of the page.
var eventLabels = [...]string{added: "history.added", changed: "history.changed", deprecated: "history.deprecated", removed: "history.removed"}

// An event is one thing that happened to a part of the protocol.
type event struct {
	part
	kind eventKind
	in   *schema.Version // nil: the protocol does not say
	text *schema.Text    // of a change
}

// eventsOf gives what happened to an element and its members, in the order of its page. What was there from the beginning
// of the element is not told apart.
func eventsOf(e schema.Element) []event {
	var list []event
	for x := range partsOf(e) {
		m := x.of.Info()
		if m.Since != nil && (x.name == "" || m.Since != e.Info().Since) {
			list = append(list, event{part: x, kind: added, in: m.Since})
		}
		for _, c := range m.Changes {
			list = append(list, event{part: x, kind: changed, in: c.In, text: &c.Text})
		}
		if m.Deprecated != nil {
			list = append(list, event{part: x, kind: deprecated, in: m.Deprecated.Since})
		}
		if m.Removed != nil {
			list = append(list, event{part: x, kind: removed, in: m.Removed.Since})
		}
	}
	return list
}

// A record is what the page of an element tells of its past and of what is disputed, the same in every language. What was
// removed is told of by the page of the whole history alone.
type record struct {
	disputed []part
	events   []event
	versions []*schema.Version // of the events, newest first
}

// recordOf makes the record of an element the first time that a page asks for it.
func recordOf(e schema.Element) func() record {
	return sync.OnceValue(func() record {
		events := slices.DeleteFunc(eventsOf(e), func(x event) bool { return x.of.Info().Removed != nil || x.in == nil })
		if len(events) == 1 && events[0].kind == added && events[0].name == "" {
			events = nil // the line under the summary says it already
		}
		return record{disputedParts(e), events, versionsIn(events)}
	})
}

func (p *page) disputesPart(r record) string {
	return p.part("disputes", "disputes", p.disputes(r.disputed))
}

func (p *page) versionsPart(r record) string { return p.part("versions", "history.of", p.versions(r)) }

// versions tells the history of one element on its own page.
func (p *page) versions(r record) string {
	var items []string
	for _, v := range r.versions {
		events := r.events
		var said []string
		for kind, label := range eventLabels {
			if s := p.eventsInLine(events, v, eventKind(kind)); s != "" {
				said = append(said, p.say(label+".list", "elements", s))
			}
		}
		items = append(items, "**"+p.version(v, inText)+"** – "+strings.Join(said, " · "))
	}
	return p.bullets(items)
}

// versionsIn gives the versions of events, newest first; one that the history does not list comes last.
func versionsIn(events []event) []*schema.Version {
	var list []*schema.Version
	for _, e := range events {
		if e.in != nil && !slices.Contains(list, e.in) {
			list = append(list, e.in)
		}
	}
	slices.SortStableFunc(list, func(a, b *schema.Version) int { return b.Index - a.Index })
	return list
}

func (p *page) eventsInLine(events []event, v *schema.Version, kind eventKind) string {
	var list []string
	for _, e := range events {
		if e.in != v || e.kind != kind {
			continue
		}
		s := p.partLink(e.part, false).Inline()
		if e.text != nil {
			s = p.say("history.changed.how", "element", s, "change", p.line(e.text))
		}
		list = append(list, s)
	}
	return p.commas(list)
}

// A historyView is what the template of the history shows.
type historyView struct {
	Frame
	Lead     string
	Versions []versionView
}

// A versionView is one version.
type versionView struct {
	Heading string
	Text    string
	Events  []string // one for each kind
}

func (t *Target) historySheet() sheet {
	events := sync.OnceValue(t.events)
	return sheet{path: historyPage, template: "history.tmpl", view: func(p *page) view {
		p.titled(p.sayPlain("history"), p.say("history"), p.sayPlain("history.lead"))
		v := &historyView{Lead: blocks(p.say("history.lead"))}
		byVersion := events()
		for _, version := range slices.Backward(t.versions(byVersion)) {
			v.Versions = append(v.Versions, p.versionView(version, byVersion[version]))
		}
		return v
	}}
}

// events gives everything that happened, by version, in the order of the protocol.
func (t *Target) events() map[*schema.Version][]event {
	byVersion := map[*schema.Version][]event{}
	for _, g := range t.groups() {
		for _, e := range g.elements {
			for _, x := range eventsOf(e) {
				byVersion[x.in] = append(byVersion[x.in], x)
			}
		}
	}
	return byVersion
}

// versions gives the history's versions, oldest first, after those that it does not list and the events of none.
func (t *Target) versions(byVersion map[*schema.Version][]event) []*schema.Version {
	var list []*schema.Version
	if len(byVersion[nil]) > 0 {
		list = append(list, nil)
	}
	var unlisted []*schema.Version
	for v := range byVersion {
		if v != nil && v.Index < 0 {
			unlisted = append(unlisted, v)
		}
	}
	slices.SortFunc(unlisted, func(a, b *schema.Version) int { return strings.Compare(a.ID, b.ID) })
	return slices.Concat(list, unlisted, t.protocol.History)
}

func (p *page) versionView(v *schema.Version, events []event) versionView {
	if v == nil {
		return versionView{Heading: blocks(heading(2, "unversioned", p.say("history.unversioned"))), Events: p.eventLists(events)}
	}
	return versionView{
		Heading: blocks(heading(2, "v"+anchorOf(v.ID), markdown.Escape(v.ID))),
		Text:    blocks(p.block(&v.Text)),
		Events:  p.eventLists(events),
	}
}

// eventLists lists what a version did, kind by kind.
func (p *page) eventLists(events []event) []string {
	var lists []string
	for kind, label := range eventLabels {
		of := slices.DeleteFunc(slices.Clone(events), func(e event) bool { return e.kind != eventKind(kind) })
		if len(of) > 0 {
			lists = append(lists, blocks("**"+p.say(label)+"**", p.bullets(p.eventItems(of))))
		}
	}
	return lists
}

// eventItems lists events of one kind; additions to the same element share an item.
func (p *page) eventItems(events []event) []string {
	var items []string
	for i := 0; i < len(events); i++ {
		e := events[i]
		if e.kind != added || e.name == "" {
			items = append(items, p.eventItem(e))
			continue
		}
		var members []string
		for ; i < len(events) && events[i].page == e.page; i++ {
			members = append(members, p.member(events[i].part))
		}
		i--
		items = append(items, p.say("history.members", "element", p.name(e.page).Inline(), "members", p.commas(members)))
	}
	return items
}

// member names an added member. One that is gone again has no place to link to.
func (p *page) member(x part) string {
	l := p.partLink(x, false)
	if x.of.Info().Removed != nil || x.page.Info().Removed != nil {
		l.URL = ""
	}
	return l.Inline()
}

func (p *page) eventItem(e event) string {
	m := e.of.Info()
	l := p.partLink(e.part, true)
	switch e.kind {
	case changed:
		return withGist(l.Inline(), p.line(e.text))
	case deprecated:
		return withGist(l.Inline(), p.replacement(m.Deprecated))
	case removed:
		l.URL = ""
		return paragraphs(anchorTag(removedPlace(e.of).anchor)+withGist(l.Inline(), p.line(&m.Removed.Reason)), p.bullets(p.claims(m)))
	}
	if m.Removed != nil {
		l.URL = ""
	}
	return withGist(l.Inline(), p.gist(m, p.line))
}

// replacement says what to use in place of what is deprecated, and why.
func (p *page) replacement(d *schema.Deprecation) string {
	use := ""
	if d.Use != nil {
		use = p.say("deprecated.use", "element", p.use(d.Use).Inline())
	}
	return p.sentences(use, p.line(&d.Reason))
}

// claims lists what sources still say about something that was removed.
func (p *page) claims(m *schema.Meta) []string {
	var items []string
	for _, d := range m.Disputes {
		items = append(items, withGist(p.cite(d.Source), p.line(&d.Says)))
	}
	return items
}
