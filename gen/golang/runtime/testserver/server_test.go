package testserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// as is what a generated package puts here: it holds JSON against a type.
func as[T any](data []byte) error { return json.Unmarshal(data, new(T)) }

type thing struct{ Name string }

// Validate makes a body that must have a name.
func named(data []byte) error {
	var t thing
	switch err := json.Unmarshal(data, &t); {
	case err != nil:
		return err
	case t.Name == "":
		return errors.New("name: required\nid: required")
	}
	return nil
}

var aThing = shape{example: `{"id":0,"legs":4}`, members: []string{"id", "name", "legs", "owner"}}

var testAPI = api{
	failure: `{"category":"X","message":"","status":0}`, words: "message", status: "status",
	schemes: map[string]scheme{"token": {}, "key": {"query", "key"}, "head": {"header", "X-Key"}},
	endpoints: []endpoint{
		{id: "list", method: "GET", path: "/things", under: []string{"/v1", "/dated/{day}"}, status: 200, answer: as[any], does: lists, scope: "v1",
			parameters: []parameter{{"query", "n", false, as[int]}, {"query", "names", false, as[[]string]}, {"header", "X-Tags", true, as[[]int]}},
			shape:      &shape{example: `{"results":[],"total":0}`, list: "results", count: "total", item: &aThing}},
		{id: "create", method: "POST", path: "/things", under: []string{"/v1", "/dated/{day}"}, auth: []string{"token", "key"}, status: 201,
			request: named, readOnly: []string{"id"}, answer: as[any], does: creates, scope: "v1", made: identity{"id", "string"}, shape: &aThing},
		{id: "get", method: "GET", path: "/things/{id}", under: []string{"/v1", "/dated/{day}"}, status: 200, answer: as[any], does: reads, scope: "v1", shape: &aThing},
		{id: "change", method: "PATCH", path: "/things/{id}", under: []string{"/v1"}, auth: []string{"head"}, status: 200, request: as[any], answer: as[any], does: merges, scope: "v1", shape: &aThing},
		{id: "remove", method: "DELETE", path: "/things/{id}", under: []string{"/v1"}, status: 204, does: removes, scope: "v1"},
		{id: "search", method: "POST", path: "/things/search", under: []string{"/v1"}, status: 200, request: as[any], answer: as[[]int], does: pretends, shape: &shape{example: `[1]`}},
		{id: "hours", method: "GET", path: "/hours", status: 200, answer: as[any], does: reads, always: true, shape: &shape{example: `{"opens":8}`}},
		{id: "setHours", method: "PATCH", path: "/hours", status: 204, request: as[any], does: merges, always: true},
		{id: "note", method: "GET", path: "/notes/{name}.txt", status: 200, answer: as[any], does: reads, shape: &shape{example: `""`}},
		{id: "write", method: "PUT", path: "/notes/{name}.txt", status: 204, request: as[any], does: writes},
		{id: "hopeless", method: "GET", path: "/hopeless", status: 200, answer: named, does: pretends, shape: &shape{example: `{"name":""}`}},
	},
}

// ask sends "METHOD path[ header: value][ body]" and gives "status body".
func ask(t *testing.T, s *Server, line string) string {
	t.Helper()
	method, rest, _ := strings.Cut(line, " ")
	path, body, _ := strings.Cut(rest, " ")
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Tags", "1, 2")
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Authorization", "Bearer t")
	r.Header.Set("X-Key", "k")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return strings.TrimSpace(fmt.Sprintf("%d %s", w.Code, w.Body))
}

func serving(t *testing.T) *Server {
	t.Helper()
	s := newServer(&testAPI)
	t.Cleanup(s.Close)
	return s
}

// What is created is there for the other methods of its path, under each prefix, until it is deleted.
func TestThings(t *testing.T) {
	s := serving(t)
	for _, step := range []string{
		`GET /v1/things/1001 -> 404 {"category":"X","message":"there is nothing at /v1/things/1001","status":404}`,
		`POST /v1/things {"name":"a","id":"chosen","secret":1,"owner":{"name":"o","phone":"1"}} -> 201 {"id":"1001","legs":4,"name":"a","owner":{"name":"o","phone":"1"}}`,
		`POST /dated/x/things?key=k {"name":"b","legs":3} -> 201 {"id":"1002","legs":3,"name":"b"}`,
		`GET /dated/2026/things/1001 -> 200 {"id":"1001","legs":4,"name":"a","owner":{"name":"o","phone":"1"}}`,
		`PATCH /v1/things/1001 {"name":null,"owner":{"phone":null}} -> 200 {"id":"1001","legs":4,"owner":{"name":"o"}}`,
		`GET /v1/things -> 200 {"results":[{"id":"1001","legs":4,"owner":{"name":"o"}},{"id":"1002","legs":3,"name":"b"}],"total":2}`,
		`DELETE /v1/things/1001 -> 204`,
		`DELETE /v1/things/1001 -> 404 {"category":"X","message":"there is nothing at /v1/things/1001","status":404}`,
		`GET /v1/things -> 200 {"results":[{"id":"1002","legs":3,"name":"b"}],"total":1}`,
		`POST /v1/things/search {} -> 200 [1]`,
		`GET /hours -> 200 {"opens":8}`,
		`PATCH /hours {"closes":17} -> 204`,
		`GET /hours -> 200 {"closes":17,"opens":8}`,
		`PUT /notes/a%2Fb.txt "text" -> 204`,
		`GET /notes/a%2Fb.txt -> 200 "text"`,
		`GET /notes/a.txt -> 404 {"category":"X","message":"there is nothing at /notes/a.txt","status":404}`,
	} {
		line, want, _ := strings.Cut(step, " -> ")
		if got := ask(t, s, line); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", line, got, want)
		}
	}
}

// What the protocol does not allow is refused, with the reason in an error of the protocol's form.
func TestRefusals(t *testing.T) {
	s := serving(t)
	s.Accept = func(scheme, credential string) bool { return scheme != "token" || credential != "t" }
	for _, step := range []string{
		`GET /v2/things -> 404 there is no endpoint /v2/things`,
		`GET /notes/.txt -> 404 there is no endpoint /notes/.txt`,
		`GET /v1/things/%zz -> 404 there is no endpoint /v1/things/%25zz`,
		`PUT /v1/things/1 {} -> 405 use DELETE, GET, PATCH`,
		`POST /v1/things {"name":"a"} -> 401 no credential that create takes; it takes token or key`,
		`POST /v1/things?key=k {"id":"1"} -> 400 name: required`,
		`POST /v1/things?key=k [1] -> 400 json: cannot unmarshal array into Go value of type testserver.thing`,
		`GET /v1/things?n=x&names=a&names=1 -> 400 n: json: cannot unmarshal string into Go value of type int`,
		`GET /v1/things?m=1&n=5&names=a -> 400 m: not a parameter of list`,
		`GET /hopeless -> 501 the server cannot make up an answer of hopeless; give it one with Handle: name: required; id: required`,
	} {
		line, want, _ := strings.Cut(step, " -> ")
		if strings.Contains(line, "%zz") {
			continue // no client can send it
		}
		status, words, _ := strings.Cut(want, " ")
		if got, want := ask(t, s, line), fmt.Sprintf(`%s {"category":"X","message":%s,"status":%[1]s}`, status, quote(words)); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", line, got, want)
		}
	}
	for header, want := range map[string]int{"X-Tags": 400, "Content-Type": 415, "X-Key": 401} {
		r := httptest.NewRequest("PATCH", "/v1/things/1", strings.NewReader("{}"))
		if header == "X-Tags" {
			r = httptest.NewRequest("GET", "/v1/things", nil)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Key", "k")
		r.Header.Del(header)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("without %s: %d, want %d", header, w.Code, want)
		}
	}
}

// A function takes the place of what the server does, and may do that all the same.
func TestHandle(t *testing.T) {
	s := serving(t)
	times := 0
	s.Handle("search", func(r *Request) (any, error) {
		times++
		switch times {
		case 1:
			return nil, &Refusal{Status: 429, Message: "later", Header: http.Header{"Retry-After": {"1"}}}
		case 2:
			return nil, &Refusal{Status: 418, Body: []string{"teapot"}}
		case 3:
			return "no list", nil
		case 4:
			return nil, errors.New("broken")
		case 5:
			return []int{len(r.Body)}, nil
		}
		return r.Default()
	})
	for _, want := range []string{
		`429 {"category":"X","message":"later","status":429}`,
		`418 ["teapot"]`,
		`500 {"category":"X","message":"the answer that was given to Handle is not right: json: cannot unmarshal string into Go value of type []int","status":500}`,
		`500 {"category":"X","message":"broken","status":500}`,
		`200 [2]`, `200 [1]`,
	} {
		if got := ask(t, s, "POST /v1/things/search {}"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	s.Handle("search", nil)
	if got := ask(t, s, "POST /v1/things/search {}"); got != "200 [1]" {
		t.Error(got)
	}
	ask(t, s, "GET /nowhere")
	statuses := ""
	for _, r := range s.Requests("search") {
		statuses += fmt.Sprint(r.Status, " ")
	}
	if statuses != "429 418 500 500 200 200 200 " || len(s.Requests()) != 8 {
		t.Error(statuses, len(s.Requests()))
	}
}

// A number that was taken is given back as a text where the answer wants one.
func TestSpelledOut(t *testing.T) {
	for in, want := range map[string]string{
		`{"id":1,"p":{"n":-1.5,"s":"x","b":true,"l":[1]}}`: `{"id":1,"p":{"b":"true","l":[1],"n":"-1.5","s":"x"}}`,
		`[1]`: `[1]`,
	} {
		if got := string(spelledOut(json.RawMessage(in))); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestTogether(t *testing.T) {
	s := serving(t)
	var group sync.WaitGroup
	for range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for range 20 {
				ask(t, s, `POST /v1/things {"name":"x"}`)
				ask(t, s, `GET /v1/things`)
			}
		}()
	}
	group.Wait()
	if got := ask(t, s, "GET /v1/things"); !strings.Contains(got, `"total":160`) || !strings.Contains(got, `"1160"`) {
		t.Error(got)
	}
}

// An application is called as its address and the endpoint say, signed, in memory or over a network.
func TestApp(t *testing.T) {
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		switch r.URL.Path {
		case "/empty":
		case "/gone":
			w.WriteHeader(410)
			fmt.Fprint(w, "gone")
		default:
			fmt.Fprintf(w, "%s %s %s %s %s", r.Method, r.RequestURI, body, r.Header.Get("X-Tags"), r.Header.Get("Signature"))
		}
	})
	network := httptest.NewServer(app)
	defer network.Close()
	sign := func(r *http.Request, body []byte) error {
		r.Header.Set("Signature", fmt.Sprint(len(body)))
		return nil
	}
	arguments := []argument{inPath("id", "a b"), inQuery("q", []int{1, 2}), inQuery("none", (*int)(nil)), inHeader("X-Tags", []string{"x", "y"})}
	for _, base := range []App{{URL: network.URL}, {Handler: app}} {
		for url, want := range map[string]string{
			"":                  `POST /calls/a%20b?q=1&q=2 {"n":1} x,y 7`,
			"/in/":              `POST /in/calls/a%20b?q=1&q=2 {"n":1} x,y 7`,
			"/in/{id}/rec?k=v!": `POST /in/a%20b/rec?k=v%21&q=1&q=2 {"n":1} x,y 7`,
		} {
			a := App{URL: base.URL + url, Handler: base.Handler, Sign: sign}
			if base.Handler != nil && url != "" {
				a.URL = "https://app.example" + url
			}
			if got := a.call(t.Context(), &served{id: "e", method: "POST", path: "/calls/{id}"}, map[string]int{"n": 1}, arguments...); got.err != nil || string(got.data) != want {
				t.Errorf("%s\ngot  %s, %v\nwant %s", url, got.data, got.err, want)
			}
		}
	}
	a := App{Handler: app}
	for _, mayBeEmpty := range []bool{true, false} {
		if got := a.call(t.Context(), &served{id: "e", method: "GET", path: "/empty", mayBeEmpty: mayBeEmpty}, nil); got.err != nil || (got.data == nil) != mayBeEmpty {
			t.Errorf("%v: %q, %v", mayBeEmpty, got.data, got.err)
		}
	}
	var failed *AppError
	if got := a.call(t.Context(), &served{id: "e", method: "GET", path: "/gone"}, nil); !errors.As(got.err, &failed) || failed.Status != 410 || string(failed.Body) != "gone" {
		t.Error(got.err)
	}
	a.Sign = func(*http.Request, []byte) error { return errors.New("no key") }
	if got := a.call(t.Context(), &served{id: "e", method: "GET", path: "/"}, nil); got.err == nil || got.err.Error() != "e: no key" {
		t.Error(got.err)
	}
}
