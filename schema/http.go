package schema

// HTTP is what the protocol does over HTTP, beside its messages.
type HTTP struct {
	Servers   []*Server
	Families  []*Family
	Auth      []*Auth
	Error     Type // body of every answer that is not listed; nil: unknown
	Endpoints []*Endpoint
}

// A Server is a base address.
type Server struct {
	ID  string // "default"
	URL string
	Pos Position
}

// A Family is one of several prefixes under which the same endpoints live.
type Family struct {
	Meta
	ID         string
	Prefix     string // "/crm/extensions/calling/{release}"
	Parameters []*Parameter
}

// Auth is a way to authenticate, in OpenAPI's words.
type Auth struct {
	Meta
	ID   string
	Type string // "oauth2", "apiKey" or "http"
	In   string // of an apiKey: "query" or "header"
	Name string // of an apiKey: the parameter
}

// An AuthUse is one sufficient way to authenticate at an endpoint.
type AuthUse struct {
	Auth   *Auth
	Scopes []string // all of them are needed
}

// An Endpoint is one HTTP operation.
type Endpoint struct {
	Meta
	ID          string
	Method      string // upper case
	Path        string // after the family's prefix; "/{appId}/settings"
	Families    []*Family
	ServedByApp bool // turned round: the application serves it, the other party calls
	Parameters  []*Parameter
	Request     *Body // nil: none
	Responses   []*Response
	Auth        []*AuthUse // each one suffices
	Idempotent  bool       // may be repeated when it is not known whether it took effect
	Tags        []*Tag
	Examples    []*Value // request bodies
}

// A Parameter is a part of the path, the query or the header.
type Parameter struct {
	Meta
	Wire     string // name on the wire
	Name     string // name to spell in code
	In       string // "path", "query" or "header"
	Type     Type
	Required bool
	Default  *Value // what absence means, or nil
	Examples []*Value
}

// A Body is what a request carries.
type Body struct {
	Type Type // partial bodies name a Decl with PartialOf
}

// A Response is one expected answer.
type Response struct {
	Status      int
	Description Text
	Type        Type // nil: no body
	Examples    []*Value
	Pos         Position
}
