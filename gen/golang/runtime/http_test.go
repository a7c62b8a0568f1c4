package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

type failure struct {
	Category string `json:"category"`

	Extra Extra `json:"-"`
}

func (f *failure) fields(o *object) {
	for o.next(&f.Extra) {
		requiredText(o, "category", &f.Category)
	}
}

var testAPI = httpAPI{server: "https://nowhere.example", fail: failWith[failure]}

// serving gives a client of a server, and the waits that it asked for.
func serving(t *testing.T, h http.HandlerFunc) (*HTTPClient, *[]time.Duration) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	var waits []time.Duration
	return &HTTPClient{BaseURL: server.URL + "/base/", Sleep: func(_ context.Context, d time.Duration) error {
		waits = append(waits, d)
		return nil
	}}, &waits
}

// What may have taken effect is repeated only where that does no harm.
func TestRepeat(t *testing.T) {
	for _, c := range []struct {
		status     int
		idempotent bool
		after      string
		want       int // requests
	}{
		{429, false, "", 4}, {429, true, "", 4}, {503, false, "1", 1}, {503, true, "1", 4}, {500, true, "", 4}, {500, false, "", 1},
		{501, true, "", 1}, {404, true, "", 1}, {302, true, "", 1}, {429, true, "3600", 1}, {429, true, "99999999999999999999", 1},
	} {
		got := 0
		client, waits := serving(t, func(w http.ResponseWriter, r *http.Request) {
			got++
			if body, err := io.ReadAll(r.Body); err != nil || string(body) != `"x"` {
				t.Errorf("body %q, %v", body, err)
			}
			w.Header().Set("Retry-After", c.after)
			w.Header().Set("Location", "https://elsewhere.example/")
			w.WriteHeader(c.status)
		})
		_, err := callWith[noBody](t.Context(), client, &httpEndpoint{api: &testAPI, id: "e", method: "POST", path: "/", idempotent: c.idempotent}, "x")
		var failed *HTTPErrorOf[failure]
		if !errors.As(err, &failed) || failed.Status != c.status || got != c.want {
			t.Errorf("%+v: %d requests, %v", c, got, err)
		}
		for _, wait := range *waits {
			if c.after == "1" && wait < time.Second {
				t.Errorf("%+v: waited %v", c, wait)
			}
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, " 7 ": 7 * time.Second, "-1": 0, "soon": 0, "Sun, 01 Mar 2026 12:00:30 GMT": 30 * time.Second,
		"Sun, 01 Mar 2026 11:00:00 GMT": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}

// A credential is in no error and no log, wherever it stands.
func TestCredentials(t *testing.T) {
	for _, secret := range []string{"s3cr t/+key", `s3cr"\t<&key`} {
		testCredentials(t, secret)
	}
}

func testCredentials(t *testing.T, secret string) {
	for _, scheme := range []httpScheme{{id: "a"}, {id: "a", in: "query", name: "key"}, {id: "a", in: "header", name: "X-Key"}} {
		e := &httpEndpoint{api: &testAPI, id: "e", method: "GET", path: "/", auth: []string{"a"}}
		var log bytes.Buffer
		echo := func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(400)
			body, err := json.Marshal(failure{Category: r.URL.String() + secret + r.Header.Get("Authorization") + r.Header.Get("X-Key")})
			if err != nil {
				t.Error(err)
			}
			_, _ = w.Write(body)
		}
		client, _ := serving(t, echo)
		client.Auth = []HTTPAuth{{scheme, StaticSecret(secret)}}
		client.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		_, err := call[noBody](t.Context(), client, e)
		var failed *HTTPErrorOf[failure]
		if !errors.As(err, &failed) || failed.Status != 400 {
			t.Fatal(err)
		}
		client.BaseURL, client.Retries = "http://127.0.0.1:1", -1
		_, broken := call[noBody](t.Context(), client, e)
		if broken == nil {
			t.Fatal("a request to nowhere was answered")
		}
		for _, text := range []string{err.Error(), string(failed.Raw), broken.Error(), log.String()} {
			if strings.Contains(text, "s3cr") {
				t.Errorf("%+v: the credential is in %s", scheme, text)
			}
		}
	}
}

// However an answer spells the credential, and wherever it was cut off.
func TestRedactJSON(t *testing.T) {
	const secret = `s3"cr\t/é`
	for text, want := range map[string]string{
		`{"a":"x s3\"cr\\t/é y","b":"\u00e9"}`:               `{"a":"x [credential] y","b":"\u00e9"}`,
		`{"a":"s3\"cr\\t\/\u00e9"}`:                          `{"a":"[credential]"}`,
		`{"\u0073\u0033\u0022\u0063\u0072\u005c\u0074/é":1}`: `{"[credential]":1}`,
		`{"a":"s3%22cr%5Ct%2F%C3%A9"}`:                       `{"a":"[credential]"}`,
		`{"a":"s3\"cr\\t/é and what was cut`:                 `{"a":"[credential] and what was cut`,
		`he said: "s3"cr\t/é`:                                `he said: "[credential]`,
		`<a href="/?x=1">s3</a> "`:                           `<a href="/?x=1">s3</a> "`,
		``:                                                   ``,
	} {
		if got := redact(text, secret); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// A server may write a credential in any way that its language allows.
func TestRedact(t *testing.T) {
	const secret = `a"b\c/d+e f<é&😀`
	marshalled, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	for _, spelled := range []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), strings.ToLower(url.QueryEscape(secret)), string(marshalled[1 : len(marshalled)-1]),
		html.EscapeString(secret), strings.ReplaceAll(string(marshalled[1:len(marshalled)-1]), "/", `\/`),
		`a\u0022b\u005Cc\u002fd\u002Be\u0020f\u003c\u00e9\u0026\ud83d\uDE00`, url.QueryEscape(url.QueryEscape(secret)),
	} {
		if got := redact("<"+spelled+">", secret); got != "<[credential]>" {
			t.Errorf("%s: %s", spelled, got)
		}
	}
	if got := redact("a text", ""); got != "a text" {
		t.Error(got)
	}
}

// A failed request is logged too, and no credential with it.
func TestLoggedFailure(t *testing.T) {
	var log bytes.Buffer
	client := &HTTPClient{
		BaseURL: "http://127.0.0.1:1", Retries: -1, Auth: []HTTPAuth{{httpScheme{id: "a", in: "query", name: "key"}, StaticSecret("s3cret")}},
		Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	_, err := call[noBody](t.Context(), client, &httpEndpoint{api: &testAPI, id: "e", method: "GET", path: "/", auth: []string{"a"}})
	if err == nil || !strings.Contains(log.String(), "error=") || strings.Contains(log.String()+err.Error(), "s3cret") {
		t.Errorf("%v, logged %s", err, log.String())
	}
}

// What cannot be known to have failed is not sent again, unless that does no harm.
func TestBrokenConnection(t *testing.T) {
	for _, idempotent := range []bool{false, true} {
		var got atomic.Int32
		client, _ := serving(t, func(w http.ResponseWriter, _ *http.Request) {
			got.Add(1)
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			conn.Close()
		})
		_, err := callWith[noBody](t.Context(), client, &httpEndpoint{api: &testAPI, id: "e", method: "POST", path: "/", idempotent: idempotent}, "x")
		if want := map[bool]int32{false: 1, true: 4}[idempotent]; err == nil || got.Load() != want {
			t.Errorf("idempotent %t: %d requests, %v", idempotent, got.Load(), err)
		}
	}
}

func TestNoCredential(t *testing.T) {
	e := &httpEndpoint{api: &testAPI, id: "e", method: "GET", path: "/", auth: []string{"a", "a", "b"}}
	_, err := call[noBody](t.Context(), &HTTPClient{Auth: []HTTPAuth{{httpScheme{id: "c"}, StaticSecret("x")}}}, e)
	if !errors.Is(err, ErrHTTPAuth) || !strings.HasSuffix(err.Error(), "it takes a or b") {
		t.Error(err)
	}
}

func TestRequest(t *testing.T) {
	e := &httpEndpoint{api: &testAPI, id: "e", method: "GET", path: "/{id}/x/{n}", families: []HTTPFamily{{id: "f", prefix: "/f/{r}"}, {id: "g", prefix: "/g"}}}
	var got *http.Request
	client, _ := serving(t, func(_ http.ResponseWriter, r *http.Request) { got = r })
	var absent *string
	_, err := call[noBody](t.Context(), client.In(familyOf("f", "/f/{r}", inPath("r", "2026/{id}"))), e,
		inPath("id", "a/b ?#%{n}"), inPath("n", int64(9007199254740993)), inQuery("q", []string{"1", "&=", ""}), inQuery("none", absent),
		inQuery("empty", []string{}), inHeader("X-Trace", "t"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "/base/f/2026%2F%7Bid%7D/a%2Fb%20%3F%23%25%7Bn%7D/x/9007199254740993?q=1&q=%26%3D&q="; got.URL.String() != want || got.RequestURI != want {
		t.Errorf("got  %s\nwant %s", got.RequestURI, want)
	}
	if got.Header.Get("X-Trace") != "t" || got.Header.Get("Content-Type") != "" {
		t.Error(got.Header)
	}
	for _, bad := range []string{"", ".", ".."} {
		if _, err := call[noBody](t.Context(), client, e, inPath("id", bad), inPath("n", 1.5)); err == nil {
			t.Errorf("%q stood in a path", bad)
		}
	}
}

func TestHTTPAnswer(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   error
	}{
		{200, `{"category":"x"}`, nil}, {200, `<html>`, ErrHTTPAnswer}, {200, ``, ErrHTTPAnswer}, {200, `null`, ErrHTTPAnswer},
		{200, `[1]`, ErrHTTPAnswer}, {200, `{"category":"` + strings.Repeat("x", 100) + `"}`, ErrHTTPTooLarge},
	} {
		client, _ := serving(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		})
		client.MaxBody = 64
		v, err := call[*failure](t.Context(), client, &httpEndpoint{api: &testAPI, id: "e", method: "GET", path: "/", idempotent: true})
		if !errors.Is(err, c.want) || err == nil && v.Category != "x" {
			t.Errorf("%s: %v, %v", c.body, v, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client, _ := serving(t, func(w http.ResponseWriter, _ *http.Request) {
		cancel()
		w.WriteHeader(503)
	})
	client.Sleep = nil
	_, err := call[noBody](ctx, client, &httpEndpoint{api: &testAPI, id: "e", method: "GET", path: "/", idempotent: true})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

var _ = parameterRules("e", "n", func(c checker, v *int32) { check(c, v, atMost[int32](9)) })

func TestHandler(t *testing.T) {
	e := &httpEndpoint{id: "e", method: "POST", path: "/in/{id}", takesBody: true}
	h := handler(e, HTTPHandlerOptions{
		MaxBody: 50, Logger: slog.New(slog.DiscardHandler),
		Verify: func(r *http.Request, _ []byte) error {
			if r.Header.Get("Signature") != "good" {
				return errors.New("bad")
			}
			return nil
		},
	}, func(r *received) func() (*failure, error) {
		id, body, n := fromPath[string](r, "id"), bodyOf[*failure](r), fromQuery[*int32](r, "n", true)
		ending := fromHeader[string](r, "Ending", true)
		return func() (*failure, error) {
			switch {
			case id == "secret":
				return nil, errors.New("the password is 1234")
			case id == "gone":
				return nil, &HTTPStatusError{410, "no longer"}
			case id == "nil":
				return nil, nil
			}
			return &failure{Category: id + body.Category + strings.Repeat(ending, int(*n))}, nil
		}
	})
	const good = `{"category":"x"}`
	for _, c := range []struct {
		method, path, kind, signature, body string
		status                              int
		want                                string
	}{
		{"POST", "/my/in/a%2Fb?n=2", "application/json; charset=utf-8", "good", good, 200, `{"category":"a/bx!!"}`},
		{"GET", "/in/a?n=2", "application/json", "good", good, 405, `{"message":"use POST"}`},
		{"POST", "/out/a?n=2", "application/json", "good", good, 404, `{"message":"want a path like /in/{id}"}`},
		{"POST", "/in/a?n=2", "text/plain", "good", good, 415, `{"message":"send application/json"}`},
		{"POST", "/in/a?n=2", "application/json", "forged", good, 401, `{"message":"the signature is not valid"}`},
		{"POST", "/in/a?n=2", "application/json", "good", strings.Repeat(" ", 60), 413, `{"message":"the body has more than 50 bytes"}`},
		{"POST", "/in/a?n=x", "application/json", "good", good, 400, `{"message":"n: want integer of 32 bits, got string"}`},
		{"POST", "/in/a?n=10", "application/json", "good", good, 400, `{"message":"n: want at most 9"}`},
		{"POST", "/in/a", "application/json", "good", "null", 400, `{"message":"the body: required; n: required"}`},
		{"POST", "/in/secret?n=1", "application/json", "good", good, 500, `{"message":"something went wrong"}`},
		{"POST", "/in/gone?n=1", "application/json", "good", good, 410, `{"message":"no longer"}`},
		{"POST", "/in/nil?n=1", "application/json", "good", good, 500, `{"message":"something went wrong"}`},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.kind)
		r.Header.Set("Signature", c.signature)
		r.Header.Set("Ending", "!")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Body.String() != c.want {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
		}
	}
}

// What a client spells, a handler reads.
func TestTexts(t *testing.T) {
	type word string
	same(t, "x", "", `"q"`, "12", "null")
	same(t, word("true"))
	same(t, 1, int64(-9007199254740993))
	same(t, true, false)
	same(t, FromInt(3), FromString("3a"))
	for _, list := range [][]string{{"a"}, {"1", "2"}} {
		var got []string
		if err := readTexts(&got, textsOf(list)); err != nil || !slices.Equal(got, list) {
			t.Errorf("%q: %q, %v", list, got, err)
		}
	}
}

// A list in a header is one field with commas, or several fields.
func TestHeaderList(t *testing.T) {
	for _, values := range [][]string{{"1,2"}, {"1 , 2", ""}, {"1", "2"}} {
		in := &received{http: &http.Request{Header: http.Header{"N": values}}}
		if got := fromHeader[[]int32](in, "N", true); !slices.Equal(got, []int32{1, 2}) || in.problems != nil {
			t.Errorf("%q: %v, %q", values, got, in.problems)
		}
		if got := fromHeader[string](in, "N", true); got != values[0] {
			t.Errorf("%q: %q", values, got)
		}
	}
}

func same[T comparable](t *testing.T, values ...T) {
	t.Helper()
	for _, v := range values {
		var got T
		if err := readTexts(&got, textsOf(v)); err != nil || got != v {
			t.Errorf("%v: %v, %v", v, got, err)
		}
	}
}
