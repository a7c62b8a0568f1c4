package golang

import (
	"regexp"
	"slices"
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// A role is what an endpoint does to the things that a server keeps, as far as method and path tell.
type role struct {
	verb   string        // as the runtime of the test server calls it
	scope  string        // endpoints of one scope see the same things
	id     string        // of what is created: the member with its id
	idKind string        // "string", "integer" or "uuid"
	list   *schema.Field // of several things: the member that holds them; nil: the answer is the list
	always bool          // nothing creates the thing, so it is there from the beginning
}

// roles tells what each endpoint does that is not served by the application.
//
// A path is a thing when it has two methods, or when something creates it: GET reads it, PATCH changes it, PUT and POST
// write it, DELETE removes it. Where there are things one parameter below a path, POST creates one, and GET lists them if
// it answers with a list. Everything else means what method and path do not tell.
func roles(endpoints []*schema.Endpoint) map[*schema.Endpoint]*role {
	scopes, site := scopesOf(endpoints), site{}
	for _, e := range endpoints {
		if !e.ServedByApp {
			at := scopes[e] + " " + anonymous(e.Path)
			site[at] = append(site[at], e)
		}
	}
	list := map[*schema.Endpoint]*role{}
	for at, methods := range site {
		for _, e := range methods {
			list[e] = site.role(at, e)
			list[e].scope = scopes[e]
		}
	}
	return list
}

var aParameter = regexp.MustCompile(`\{[^}]*\}`)

// anonymous is a path without the names of its parameters, which may differ from endpoint to endpoint.
func anonymous(path string) string {
	return strings.TrimRight(aParameter.ReplaceAllString(path, "{}"), "/")
}

// A site has the endpoints of each path of a server, by its scope and the path.
type site map[string][]*schema.Endpoint

func (s site) role(at string, e *schema.Endpoint) *role {
	members := s[at+"/{}"]
	switch {
	case e.Method == "POST" && len(members) > 0:
		if id, kind := idOf(e, members); id != "" {
			return &role{verb: "creates", id: id, idKind: kind}
		}
	case e.Method == "GET" && len(members) > 0:
		if list, ok := listIn(e); ok {
			return &role{verb: "lists", list: list}
		}
	}
	if len(s[at]) == 1 && !s.isMember(at) {
		return &role{verb: "pretends"}
	}
	always := !s.isMember(at) && !s.has(at, "POST") && !s.has(at, "PUT")
	switch e.Method {
	case "GET", "HEAD":
		return &role{verb: "reads", always: always}
	case "PATCH":
		if e.Request != nil {
			return &role{verb: "merges", always: always}
		}
	case "PUT", "POST":
		if e.Request != nil {
			return &role{verb: "writes"}
		}
	case "DELETE":
		return &role{verb: "removes", always: always}
	}
	return &role{verb: "pretends"}
}

func (s site) has(at, method string) bool {
	return slices.ContainsFunc(s[at], func(e *schema.Endpoint) bool { return e.Method == method })
}

// isMember reports whether something above a path creates what is there.
func (s site) isMember(at string) bool {
	above, ok := strings.CutSuffix(at, "/{}")
	return ok && s.has(above, "POST")
}

// bodyStruct gives the members of what an endpoint answers with, or else of what it takes.
func bodyStruct(e *schema.Endpoint) (*schema.Struct, bool) {
	typ := success(e).body
	if typ == nil && e.Request != nil {
		typ = e.Request.Type
	}
	st, ok := schema.Underlying(typ).(*schema.Struct)
	return st, ok
}

// idOf finds the member with the id of what an endpoint creates: it is called like the parameter below, or id.
func idOf(e *schema.Endpoint, members []*schema.Endpoint) (name, kind string) {
	st, ok := bodyStruct(e)
	if !ok {
		return "", ""
	}
	for _, m := range members {
		all := aParameter.FindAllString(m.Path, -1)
		parameter := strings.Trim(all[len(all)-1], "{}")
		for _, name := range []string{parameter, "id"} {
			if f := st.Field(name); f != nil && f.Removed == nil {
				return name, idKind(f.Type)
			}
		}
	}
	return "", ""
}

func idKind(t schema.Type) string {
	switch t := schema.Underlying(t).(type) {
	case *schema.Basic:
		if t.Kind == "integer" || t.Format == "uuid" {
			return map[bool]string{true: "uuid", false: "integer"}[t.Format == "uuid"]
		}
	case *schema.Nullable:
		return idKind(t.Type)
	}
	return "string"
}

// listIn finds the list in an answer: the answer itself, or the only member that is one.
func listIn(e *schema.Endpoint) (*schema.Field, bool) {
	answer := success(e)
	switch t := schema.Underlying(answer.body).(type) {
	case *schema.Array:
		return nil, true
	case *schema.Struct:
		var found []*schema.Field
		for _, f := range t.Live() {
			if _, ok := schema.Underlying(f.Type).(*schema.Array); ok {
				found = append(found, f)
			}
		}
		if len(found) == 1 {
			return found[0], true
		}
	}
	return nil, false
}

// scopesOf names the scope of each endpoint: families that have an endpoint in common are one. The name is that of the
// first of them; an endpoint without a family is in the scope without a name.
func scopesOf(endpoints []*schema.Endpoint) map[*schema.Endpoint]string {
	leader := map[*schema.Family]*schema.Family{}
	find := func(f *schema.Family) *schema.Family {
		for leader[f] != nil {
			f = leader[f]
		}
		return f
	}
	for _, e := range endpoints {
		for _, f := range e.Families {
			if first, other := find(e.Families[0]), find(f); first != other {
				leader[other] = first
			}
		}
	}
	scopes := map[*schema.Endpoint]string{}
	for _, e := range endpoints {
		if len(e.Families) > 0 {
			scopes[e] = find(e.Families[0]).ID
		}
	}
	return scopes
}
