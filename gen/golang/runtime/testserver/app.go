package testserver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

// An App is where an application serves what the other side of the protocol calls. Its methods make those calls.
type App struct {
	// URL is the address that the application has given. The path of an endpoint goes behind it, unless the address has
	// places for the parameters of the path itself, as in https://app.example/recordings/{id}.
	URL     string
	Handler http.Handler // answers without a network; nil: whoever listens at URL
	Client  *http.Client // makes the calls over a network; nil: http.DefaultClient

	// Sign adds a signature to a request whose body is given. Nil: requests are not signed.
	Sign func(r *http.Request, body []byte) error
}

// An AppError is an answer of the application that is no success.
type AppError struct {
	Endpoint string
	Status   int
	Body     []byte
}

func (e *AppError) Error() string {
	return fmt.Sprintf("%s: the application answered %d %s: %s", e.Endpoint, e.Status, http.StatusText(e.Status), e.Body)
}

// A served is an endpoint of the application.
type served struct {
	id, method, path string
	mayBeEmpty       bool
}

// An argument is a parameter with its value; without texts it is left out.
type argument struct {
	in, name string
	texts    []string
}

func inPath(name string, v any) argument   { return argument{"path", name, textsOf(v)} }
func inQuery(name string, v any) argument  { return argument{"query", name, textsOf(v)} }
func inHeader(name string, v any) argument { return argument{"header", name, textsOf(v)} }

// textsOf spells a value outside JSON.
func textsOf(v any) []string {
	data, err := json.Marshal(v)
	if err != nil || string(data) == "null" {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return []string{plain(data)}
	}
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = plain(item)
	}
	return texts
}

// A called is what came of a call.
type called struct {
	data []byte // nil: there was no body, and there need be none
	err  error
}

// call asks the application. A body of nil is none.
func (a *App) call(ctx context.Context, e *served, body any, arguments ...argument) called {
	data, err := a.ask(ctx, e, body, arguments)
	var refused *AppError
	if err != nil && !errors.As(err, &refused) {
		err = fmt.Errorf("%s: %w", e.id, err)
	}
	if err == nil && len(data) == 0 && !e.mayBeEmpty {
		data = []byte{} // which is no JSON
	}
	return called{data, err}
}

func (a *App) ask(ctx context.Context, e *served, body any, arguments []argument) ([]byte, error) {
	r, data, err := a.request(ctx, e, body, arguments)
	if err != nil {
		return nil, err
	}
	if a.Sign != nil {
		if err := a.Sign(r, data); err != nil {
			return nil, err
		}
	}
	resp, err := a.do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	switch {
	case err != nil:
		return nil, err
	case resp.StatusCode/100 != 2:
		return nil, &AppError{e.id, resp.StatusCode, answer}
	case len(bytes.TrimSpace(answer)) == 0:
		return nil, nil
	}
	return answer, nil
}

func (a *App) do(r *http.Request) (*http.Response, error) {
	if a.Handler == nil {
		return cmp.Or(a.Client, http.DefaultClient).Do(r)
	}
	r.RequestURI = r.URL.RequestURI() // as a server sees it
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	a.Handler.ServeHTTP(w, r)
	return w.Result(), nil
}

func (a *App) request(ctx context.Context, e *served, body any, arguments []argument) (*http.Request, []byte, error) {
	var data []byte
	var reader io.Reader
	if body != nil {
		var err error
		if data, err = json.Marshal(body); err != nil {
			return nil, nil, err
		}
		reader = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(ctx, e.method, a.address(e, arguments), reader)
	if err != nil {
		return nil, nil, err
	}
	query := r.URL.Query()
	for _, p := range arguments {
		switch {
		case p.in == "query" && len(p.texts) > 0:
			query[p.name] = p.texts
		case p.in == "header" && len(p.texts) > 0:
			r.Header.Set(p.name, strings.Join(p.texts, ","))
		}
	}
	r.URL.RawQuery = query.Encode()
	r.Header.Set("Accept", "application/json")
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, data, nil
}

// address is the URL of an endpoint.
func (a *App) address(e *served, arguments []argument) string {
	address := cmp.Or(a.URL, "http://app.example")
	if !hasPlaces(address, arguments) {
		address = strings.TrimSuffix(address, "/")
		if path := strings.TrimSuffix(e.path, "/"); path != "" || a.URL == "" {
			address += "/" + strings.TrimPrefix(path, "/")
		}
	}
	for _, p := range arguments {
		if p.in == "path" {
			address = strings.ReplaceAll(address, "{"+p.name+"}", url.PathEscape(strings.Join(p.texts, ",")))
		}
	}
	return address
}

// hasPlaces reports whether an address has a place for each parameter of a path, of which there is one at least.
func hasPlaces(address string, arguments []argument) bool {
	found := false
	for _, p := range arguments {
		if p.in == "path" {
			if !strings.Contains(address, "{"+p.name+"}") {
				return false
			}
			found = true
		}
	}
	return found
}
