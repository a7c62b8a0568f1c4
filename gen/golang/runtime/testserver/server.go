package testserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// An Endpoint names an endpoint of the protocol.
type Endpoint string

// A Server answers the endpoints of the protocol, and keeps what it is told in memory. It refuses, with an error of the
// protocol's own form, a path or a method that does not exist, a query parameter that is not known, a credential that is missing,
// and a parameter or a body that is not of its type.
//
// What is created at one endpoint can be read, changed and deleted at the others of the same path. An endpoint that means
// something else, like a search, answers with an example: give it another answer with [Server.Handle]. What nothing can
// create is there from the beginning, as an example.
//
// A Server may be used by several goroutines at once.
type Server struct {
	URL string // where it listens: the base URL for a client

	// Accept judges a credential for a way to authenticate, named as in the protocol. Nil: each is good that is not empty.
	Accept func(scheme, credential string) bool

	api  *api
	http *httptest.Server

	mu       sync.Mutex
	handlers map[Endpoint]func(*Request) (any, error)
	requests []*Request
	things   things
}

// newServer starts a server, which Close ends.
func newServer(a *api) *Server {
	s := &Server{api: a, handlers: map[Endpoint]func(*Request) (any, error){}, things: newThings()}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL
	return s
}

// Close ends the server when it has answered what it was asked.
func (s *Server) Close() { s.http.Close() }

// Handle puts a function in the place of what the server does at an endpoint; nil takes it away again. The server checks
// the request before and the answer after. An answer is anything that encoding/json can write, or nil for none; to refuse,
// return a [*Refusal] as the error. [Request.Default] does what the server would have done.
func (s *Server) Handle(e Endpoint, f func(r *Request) (any, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handlers[e] = f
}

// Requests gives what was asked at an endpoint and has been answered, in the order of the answers; without an endpoint,
// all of it.
func (s *Server) Requests(only ...Endpoint) []*Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.requests), func(r *Request) bool {
		return len(only) > 0 && !slices.Contains(only, r.Endpoint)
	})
}

// A Request is what the server was asked.
type Request struct {
	Endpoint   Endpoint // "" when the path or the method belongs to none
	Method     string
	Path       string              // as it was escaped
	Parameters map[string][]string // of the path, the query and the header that the endpoint knows, by their names in the protocol
	Header     http.Header
	Body       []byte
	Status     int // of the answer; 0 before there is one

	server   *Server
	endpoint *endpoint
	query    url.Values
}

// Default does what the server does at the endpoint where no function was put in its place.
func (r *Request) Default() (any, error) {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	return r.server.things.do(r)
}

// A Refusal is an error that the server answers with a status.
type Refusal struct {
	Status  int
	Message string      // put into an error of the protocol's form
	Header  http.Header // of the answer, beside what it has anyway
	Body    any         // in place of that error; nil: that
}

func (e *Refusal) Error() string { return strconv.Itoa(e.Status) + " " + e.Message }

func refuse(status int, format string, args ...any) *Refusal {
	return &Refusal{Status: status, Message: fmt.Sprintf(format, args...)}
}

// An api is what the server knows of the protocol.
type api struct {
	endpoints []endpoint
	schemes   map[string]scheme
	failure   string // an example of the body of a refusal
	words     string // the member of that which says what is wrong; "": there is none
	status    string // the member with the status, as a number; "": there is none
}

// A scheme is a way to authenticate; without a place, it is a bearer token.
type scheme struct{ in, name string }

// An endpoint is one operation that the server has.
type endpoint struct {
	id         Endpoint
	method     string
	under      []string // prefixes of the path; nil: it stands alone
	path       string
	auth       []string // ids of schemes, each of them sufficient
	parameters []parameter
	request    func([]byte) error // holds a body against its type; nil: there is none
	readOnly   []string           // members of the body that the server alone writes
	answer     func([]byte) error // holds an answer against its type; nil: it has no body
	status     int                // of an answer

	does   verb
	scope  string // endpoints of one scope keep the same things
	always bool   // the thing is there from the beginning, as the example
	made   identity
	shape  *shape // of an answer; nil: it has no body
}

// A parameter is a part of the path, the query or the header.
type parameter struct {
	in, name string
	required bool
	check    func([]byte) error // holds it, written as JSON, against its type
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, in *http.Request) {
	r := &Request{Method: in.Method, Path: in.URL.EscapedPath(), Header: in.Header.Clone(), server: s, Parameters: map[string][]string{}}
	answer, err := s.reply(r, in)
	var refusal *Refusal
	if err != nil && !errors.As(err, &refusal) {
		refusal = refuse(http.StatusInternalServerError, "%v", err)
	}
	r.Status = http.StatusNoContent
	switch {
	case refusal != nil:
		for name, values := range refusal.Header {
			w.Header()[http.CanonicalHeaderKey(name)] = values
		}
		r.Status, answer = refusal.Status, s.api.failureOf(refusal)
	case r.endpoint != nil:
		r.Status = r.endpoint.status
	}
	s.mu.Lock()
	s.requests = append(s.requests, r)
	s.mu.Unlock()
	if answer == nil {
		w.WriteHeader(r.Status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.Status)
	_, _ = w.Write(answer) // the client has gone: nobody is left to tell
}

// reply gives the body of an answer, or nil for none.
func (s *Server) reply(r *Request, in *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(in.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "the body cannot be read")
	case len(body) > maxBody:
		return nil, refuse(http.StatusRequestEntityTooLarge, "the body has more than %d bytes", maxBody)
	}
	r.Body = body
	if err := s.check(r, in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	handle := s.handlers[r.Endpoint]
	s.mu.Unlock()
	does, blame := r.Default, refuse(http.StatusNotImplemented, "the server cannot make up an answer of %s; give it one with Handle", r.Endpoint)
	if handle != nil {
		does = func() (any, error) { return handle(r) }
		blame = refuse(http.StatusInternalServerError, "the answer that was given to Handle is not right")
	}
	answer, err := does()
	if err != nil || r.endpoint.answer == nil {
		return nil, err
	}
	data, err := json.Marshal(answer)
	if err == nil {
		err = r.endpoint.answer(data)
	}
	if spelled := spelledOut(data); err != nil && handle == nil && r.endpoint.answer(spelled) == nil {
		return spelled, nil
	}
	if err != nil {
		blame.Message += ": " + strings.ReplaceAll(err.Error(), "\n", "; ")
		return nil, blame
	}
	return data, nil
}

// check finds the endpoint of a request, and holds the request against it.
func (s *Server) check(r *Request, in *http.Request) error {
	if err := s.route(r); err != nil {
		return err
	}
	r.query = in.URL.Query()
	if err := s.authenticate(r); err != nil {
		return err
	}
	if r.endpoint.request != nil && !isJSON(in.Header.Get("Content-Type")) {
		return refuse(http.StatusUnsupportedMediaType, "send application/json")
	}
	var problems []string
	problems = append(problems, r.checkParameters(s.api)...)
	problems = append(problems, r.checkBody()...)
	if len(problems) > 0 {
		return refuse(http.StatusBadRequest, "%s", strings.Join(problems, "; "))
	}
	return nil
}

// route finds the endpoint whose path says most about that of the request.
func (s *Server) route(r *Request) error {
	var allowed []string
	best := -1
	for i := range s.api.endpoints {
		e := &s.api.endpoints[i]
		for _, template := range e.templates() {
			values, literal := match(template, r.Path)
			if values == nil || literal < best {
				continue
			}
			if literal > best {
				best, allowed, r.endpoint = literal, nil, nil
			}
			allowed = append(allowed, e.method)
			if e.method == r.Method {
				r.endpoint, r.Endpoint, r.Parameters = e, e.id, values
			}
		}
	}
	switch {
	case best < 0:
		return refuse(http.StatusNotFound, "there is no endpoint %s", r.Path)
	case r.endpoint == nil:
		slices.Sort(allowed)
		list := strings.Join(slices.Compact(allowed), ", ")
		refusal := refuse(http.StatusMethodNotAllowed, "use %s", list)
		refusal.Header = http.Header{"Allow": {list}}
		return refusal
	}
	return nil
}

// templates gives the whole paths of an endpoint.
func (e *endpoint) templates() []string {
	if e.under == nil {
		return []string{e.path}
	}
	list := make([]string, len(e.under))
	for i, prefix := range e.under {
		list[i] = prefix + e.path
	}
	return list
}

// match finds the parameters of a path; nil: it is another path. It counts how many characters of the template are no
// parameter.
func match(template, path string) (values map[string][]string, literal int) {
	want, got := strings.Split(strings.Trim(template, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	if len(want) != len(got) {
		return nil, 0
	}
	values = map[string][]string{}
	for i := range want {
		before, rest, isParameter := strings.Cut(want[i], "{")
		name, after, _ := strings.Cut(rest, "}")
		text := got[i]
		if isParameter {
			if len(text) <= len(before)+len(after) || !strings.HasPrefix(text, before) || !strings.HasSuffix(text, after) {
				return nil, 0
			}
			text = text[len(before) : len(text)-len(after)]
		}
		plain, err := url.PathUnescape(text)
		switch {
		case err != nil, !isParameter && plain != want[i]:
			return nil, 0
		case isParameter:
			values[name] = []string{plain}
		}
		literal += len(before) + len(after)
	}
	return values, literal
}

// authenticate looks for a credential that the endpoint takes.
func (s *Server) authenticate(r *Request) error {
	for _, id := range r.endpoint.auth {
		credential := s.api.schemes[id].credential(r)
		if credential != "" && (s.Accept == nil || s.Accept(id, credential)) {
			return nil
		}
	}
	if len(r.endpoint.auth) == 0 {
		return nil
	}
	return refuse(http.StatusUnauthorized, "no credential that %s takes; it takes %s", r.Endpoint, strings.Join(r.endpoint.auth, " or "))
}

func (c scheme) credential(r *Request) string {
	switch c.in {
	case "query":
		return r.query.Get(c.name)
	case "header":
		return r.Header.Get(c.name)
	}
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func (r *Request) checkParameters(a *api) []string {
	var problems []string
	known := map[string]bool{}
	for _, id := range r.endpoint.auth {
		known[a.schemes[id].name] = a.schemes[id].in == "query"
	}
	for _, p := range r.endpoint.parameters {
		switch p.in {
		case "query":
			known[p.name] = true
			r.take(p.name, r.query[p.name])
		case "header":
			r.take(p.name, r.Header.Values(p.name))
		}
		if problem := p.problem(r.Parameters[p.name]); problem != "" {
			problems = append(problems, p.name+": "+problem)
		}
	}
	for name := range r.query {
		if !known[name] {
			problems = append(problems, name+": not a parameter of "+string(r.Endpoint))
		}
	}
	slices.Sort(problems)
	return problems
}

func (r *Request) take(name string, values []string) {
	if len(values) > 0 {
		r.Parameters[name] = values
	}
}

// problem says what is wrong with a parameter, or nothing. Outside JSON a text may stand for a number as well as for itself,
// and one value for a list.
func (p *parameter) problem(texts []string) string {
	if len(texts) == 0 {
		if p.required && p.in != "path" { // the path has what it needs, or is another one
			return "required"
		}
		return ""
	}
	if p.in == "header" {
		texts = strings.Split(strings.Join(texts, ","), ",")
	}
	first := p.check(jsonOf(texts, false))
	for _, asList := range []bool{false, true} {
		if first == nil || len(texts) == 1 && p.check(jsonOf(texts[:1], asList)) == nil || p.check(quoted(texts, asList)) == nil || p.check(jsonOf(texts, asList)) == nil {
			return ""
		}
	}
	return strings.ReplaceAll(first.Error(), "\n", "; ")
}

// jsonOf writes texts as JSON, those that are JSON as they are.
func jsonOf(texts []string, asList bool) []byte {
	items := make([]string, len(texts))
	for i, text := range texts {
		if items[i] = text; !json.Valid([]byte(text)) {
			items[i] = quote(text)
		}
	}
	return joined(items, asList)
}

// quoted writes texts as strings of JSON.
func quoted(texts []string, asList bool) []byte {
	items := make([]string, len(texts))
	for i, text := range texts {
		items[i] = quote(text)
	}
	return joined(items, asList)
}

func joined(items []string, asList bool) []byte {
	if asList || len(items) != 1 {
		return []byte("[" + strings.Join(items, ",") + "]")
	}
	return []byte(items[0])
}

func quote(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		return `""` // cannot happen: every text has a spelling
	}
	return string(data)
}

// checkBody holds the body against its type. What the server alone writes need not be there.
func (r *Request) checkBody() []string {
	if r.endpoint.request == nil {
		return nil
	}
	if len(bytes.TrimSpace(r.Body)) == 0 {
		return []string{"the body: required"}
	}
	err := r.endpoint.request(r.Body)
	if err == nil {
		return nil
	}
	return slices.DeleteFunc(strings.Split(err.Error(), "\n"), func(problem string) bool {
		name, found := strings.CutSuffix(problem, ": required")
		return found && slices.Contains(r.endpoint.readOnly, name)
	})
}

func isJSON(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json"))
}

// failureOf writes a refusal in the protocol's form.
func (a *api) failureOf(refusal *Refusal) []byte {
	if refusal.Body != nil {
		if data, err := json.Marshal(refusal.Body); err == nil {
			return data
		}
	}
	failure := map[string]json.RawMessage{}
	if json.Unmarshal([]byte(a.failure), &failure) != nil {
		return []byte(a.failure)
	}
	if a.words != "" {
		failure[a.words] = json.RawMessage(quote(refusal.Message))
	}
	if a.status != "" {
		failure[a.status] = json.RawMessage(strconv.Itoa(refusal.Status))
	}
	data, err := json.Marshal(failure)
	if err != nil {
		return []byte(a.failure) // cannot happen: it was JSON before
	}
	return data
}
