package load

import (
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// A scope is what an element hands down to what is written inside it.
type scope struct {
	path     string          // place in the protocol file, key of texts
	owner    schema.Element  // message, type, endpoint, flow: prose and types belong to it
	evidence schema.Evidence // holds until an element inside says otherwise
	name     string          // of a type that stands here and needs one, see typeName
	member   string          // that the type is of; its name comes after the other
	isMember bool
}

// in gives the scope of something one key further down.
func (s scope) in(key string) scope {
	s.path += "." + key
	return s
}

// called gives the scope with another name for a type.
func (s scope) called(name string) scope {
	s.name, s.isMember = name, false
	return s
}

// inside gives the scope with the name that a type has as a member of another.
func (s scope) inside(outer scope, member string) scope {
	s.name, s.member, s.isMember = outer.typeName(), member, true
	return s
}

// typeName gives the name of a type that stands here. It is spelled when it is needed: most members have no type of their
// own.
func (s scope) typeName() string {
	if s.isMember {
		return join(s.name, schema.Pascal(s.member))
	}
	return s.name
}

// meta fills what every element carries from its mapping, and gives the scope inside the element. The key is the node
// that positions point at.
func (l *loader) meta(m *schema.Meta, key, body *yaml.Node, s scope) scope {
	m.Path, m.Pos, m.Evidence = s.path, l.report.at(key), s.evidence
	for k, v := range pairs(body) {
		switch k.Value {
		case "summary":
			l.text(&m.Summary, v, s.path+".summary", s.owner)
		case "description":
			l.text(&m.Description, v, s.path+".description", s.owner)
		case "since":
			m.Since = l.version(v)
		case "changes":
			l.changes(m, v, s)
		case "deprecated":
			m.Deprecated = l.deprecation(k, v, s)
		case "removed":
			m.Removed = l.removal(k, v, s)
		case "evidence":
			m.Evidence = schema.Evidence(text(v))
		case "disputed":
			l.disputes(m, v, s)
		case "allow":
			m.Allow = allowances(v)
		}
	}
	s.evidence = m.Evidence
	return s
}

func (l *loader) changes(m *schema.Meta, n *yaml.Node, s scope) {
	for k, v := range pairs(n) {
		c := &schema.Change{In: l.version(k)}
		l.text(&c.Text, v, s.path+".changes."+k.Value, s.owner)
		m.Changes = append(m.Changes, c)
	}
}

// deprecation reads what to do instead; `deprecated: true` says that nobody knows.
func (l *loader) deprecation(key, n *yaml.Node, s scope) *schema.Deprecation {
	if isFalse(n) {
		return nil
	}
	d := &schema.Deprecation{Pos: l.report.at(key)}
	if since := get(n, "since"); since != nil {
		d.Since = l.version(since)
	}
	if use := get(n, "use"); use != nil {
		l.uses = append(l.uses, pendingUse{&d.Use, use, s.owner})
	}
	l.text(&d.Reason, get(n, "reason"), s.path+".deprecated.reason", s.owner)
	return d
}

func (l *loader) removal(key, n *yaml.Node, s scope) *schema.Removal {
	r := &schema.Removal{Pos: l.report.at(key), Since: l.version(get(n, "since"))}
	l.text(&r.Reason, get(n, "reason"), s.path+".removed.reason", s.owner)
	return r
}

func (l *loader) disputes(m *schema.Meta, n *yaml.Node, s scope) {
	seen := map[string]bool{}
	for _, item := range items(n) {
		source, about := get(item, "source"), text(get(item, "about"))
		d := &schema.Dispute{
			Source: lookup(l, source, "unknown-source", "source", l.sources, `add it to "sources"`),
			About:  about,
			Pos:    l.report.at(item),
		}
		key := text(source) + "." + about
		if seen[key] {
			l.report.add(item, "duplicate-name", "this source already disputes the %s here; join the two into one entry", about)
		}
		seen[key] = true
		l.text(&d.Says, get(item, "says"), s.path+".disputed."+key, s.owner)
		m.Disputes = append(m.Disputes, d)
	}
}

func allowances(n *yaml.Node) map[string]string {
	allow := map[string]string{}
	for k, v := range pairs(n) {
		allow[k.Value] = text(v)
	}
	return allow
}

// version finds a version of the history. One that is not there is kept, with an Index of -1; lint reports it.
func (l *loader) version(n *yaml.Node) *schema.Version {
	if n == nil {
		return nil
	}
	id := text(n)
	v := l.versions[id]
	if v == nil {
		v = &schema.Version{ID: id, Index: -1, Pos: l.report.at(n)}
		l.versions[id] = v
	}
	return v
}

// tagList finds the tags that an element names.
func (l *loader) tagList(n *yaml.Node) []*schema.Tag {
	var list []*schema.Tag
	for _, item := range items(n) {
		if tag := lookup(l, item, "unknown-tag", "tag", l.tags, `add it to "tags"`); tag != nil {
			list = append(list, tag)
		}
	}
	return list
}
