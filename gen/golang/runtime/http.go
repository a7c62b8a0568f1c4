package runtime

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// An HTTPClient calls the endpoints of the protocol. Its zero value works for endpoints that need no credentials. It may be
// used by several goroutines at once, and must not be changed while it is in use.
//
// A request is repeated when it fails in a way that may pass. One that may have taken effect is repeated only where the
// endpoint is idempotent: the others only after an answer of 429, which says that the request was refused, and after a
// connection that could not be made. Redirects are not followed, so that credentials reach nobody else.
type HTTPClient struct {
	BaseURL  string        // where the API is, for tests and proxies; "": the first server of the protocol
	Client   *http.Client  // sends the requests; nil: http.DefaultClient
	Auth     []HTTPAuth    // the first that an endpoint takes is sent
	Families []HTTPFamily  // the first that an endpoint has is used; without one, the endpoint's first without parameters
	Retries  int           // how often a request is repeated at most; 0: three times, negative: never
	MaxWait  time.Duration // the longest wait between two attempts; 0: a minute. A longer Retry-After is an error at once
	MaxBody  int64         // the longest answer in bytes; 0: 10 MiB
	Logger   *slog.Logger  // told of each attempt at debug level, without parameters, bodies and credentials; nil: nobody

	// Sleep waits between attempts; nil: by a timer. Tests that do not want to wait give one of their own.
	Sleep func(context.Context, time.Duration) error
}

// In gives a client that prefers a family of paths, for one call or many.
func (c *HTTPClient) In(family HTTPFamily) *HTTPClient {
	other := *c
	other.Families = append([]HTTPFamily{family}, c.Families...)
	return &other
}

// An HTTPSecret gives a credential each time one is needed, so that a token may be renewed.
type HTTPSecret func(context.Context) (string, error)

// StaticSecret is a credential that stays the same.
func StaticSecret(secret string) HTTPSecret {
	return func(context.Context) (string, error) { return secret, nil }
}

// An HTTPAuth is a way to authenticate, with its credential.
type HTTPAuth struct {
	scheme httpScheme
	secret HTTPSecret
}

// An httpScheme is a way to authenticate. Without a place, it is a bearer token.
type httpScheme struct {
	id   string
	in   string // "query" or "header" of a key
	name string // the parameter of a key
}

// An HTTPFamily is one of several prefixes under which the same endpoints live.
type HTTPFamily struct {
	id, prefix string
	err        error
}

// familyOf fills in the parameters of a prefix.
func familyOf(id, prefix string, parameters ...httpParameter) HTTPFamily {
	prefix, err := expand(prefix, parameters)
	return HTTPFamily{id: id, prefix: prefix, err: err}
}

// ErrHTTPAuth says that a client has no credential that the endpoint takes.
var ErrHTTPAuth = errors.New("no credential that the endpoint takes")

// ErrHTTPTooLarge says that an answer is longer than HTTPClient.MaxBody.
var ErrHTTPTooLarge = errors.New("the answer is too large")

// ErrHTTPAnswer says that an answer is not what the endpoint promises.
var ErrHTTPAnswer = errors.New("unexpected answer")

// An HTTPErrorOf is an answer that says that a request failed, with a body of type B.
type HTTPErrorOf[B any] struct {
	Endpoint   string
	Status     int
	RetryAfter time.Duration // what the server asked to wait; 0: nothing
	Body       *B            // nil when the answer has none that can be read
	Raw        []byte        // the first 64 KiB of the answer, without the credential
	detail     string
}

func (e *HTTPErrorOf[B]) Error() string {
	text := fmt.Sprintf("%s: %d %s", e.Endpoint, e.Status, http.StatusText(e.Status))
	if e.detail != "" {
		text += " (" + e.detail + ")"
	}
	return text
}

// An httpFailure is an HTTPErrorOf before the type of its body is known.
type httpFailure struct {
	endpoint   string
	status     int
	retryAfter time.Duration
	raw        []byte
}

func failWith[B any](f httpFailure) error {
	e := &HTTPErrorOf[B]{Endpoint: f.endpoint, Status: f.status, RetryAfter: f.retryAfter, Raw: f.raw}
	if body := new(B); kindOfText(f.raw) == "object" && unmarshal(f.raw, body) == nil {
		e.Body, e.detail = body, scalarsOf(f.raw)
	}
	return e
}

// scalarsOf spells the texts and numbers of an object, for a message that a person reads.
func scalarsOf(data []byte) string {
	c, err := newCursor(data)
	if err != nil {
		return ""
	}
	var list []string
	for name := range c.members() {
		value := c.skip()
		if kind := value[0]; kind != '{' && kind != '[' && len(value) < 512 && len(list) < 8 {
			list = append(list, name+": "+value)
		}
	}
	return strings.Join(list, ", ")
}

// An httpAPI is what the endpoints of a protocol share.
type httpAPI struct {
	server string
	fail   func(httpFailure) error
}

// An httpEndpoint is one operation.
type httpEndpoint struct {
	api        *httpAPI
	id         string
	method     string
	path       string
	families   []HTTPFamily // with the prefix not filled in; one without parameters can be used as it is
	auth       []string     // ids of schemes, each of them sufficient
	idempotent bool
	takesBody  bool // a request has a body
	mayBeEmpty bool // an answer may be without the body that others have
	status     int  // of the answer, where the application serves it
}

// call sends a request without a body, and reads the answer.
func call[T any](ctx context.Context, c *HTTPClient, e *httpEndpoint, parameters ...httpParameter) (T, error) {
	return exchange[T](ctx, c, e, nil, parameters)
}

// callWith sends a request with a body, and reads the answer.
func callWith[T, B any](ctx context.Context, c *HTTPClient, e *httpEndpoint, body B, parameters ...httpParameter) (T, error) {
	var none T
	if isNil(body) {
		return none, fmt.Errorf("%s: the request is nil", e.id)
	}
	data, err := marshal(&body)
	if err != nil {
		return none, fmt.Errorf("%s: %w", e.id, err)
	}
	return exchange[T](ctx, c, e, data, parameters)
}

// noBody is the type of an answer without one.
type noBody struct{}

func exchange[T any](ctx context.Context, c *HTTPClient, e *httpEndpoint, body []byte, parameters []httpParameter) (answer T, err error) {
	a := &attempt{client: c, endpoint: e, body: body, parameters: parameters}
	data, err := a.untilDone(ctx)
	if err != nil {
		return answer, err
	}
	empty := len(bytes.TrimSpace(data)) == 0
	if _, none := any(answer).(noBody); none || empty && e.mayBeEmpty {
		return answer, nil
	}
	if empty {
		return answer, fmt.Errorf("%s: %w: it has no body", e.id, ErrHTTPAnswer)
	}
	if err := unmarshal(data, &answer); err != nil {
		return answer, fmt.Errorf("%s: %w: %s", e.id, ErrHTTPAnswer, redact(err.Error(), a.secret))
	}
	if isNil(answer) {
		return answer, fmt.Errorf("%s: %w: it is null", e.id, ErrHTTPAnswer)
	}
	return answer, nil
}

// An attempt is a request on its way.
type attempt struct {
	client     *HTTPClient
	endpoint   *httpEndpoint
	body       []byte
	parameters []httpParameter
	secret     string // of the last attempt
}

// untilDone repeats a request as long as that is wanted, and gives the body of the answer.
func (a *attempt) untilDone(ctx context.Context) ([]byte, error) {
	retries := cmp.Or(a.client.Retries, 3)
	for n := 0; ; n++ {
		data, again, err := a.once(ctx)
		if err == nil {
			return data, nil
		}
		if ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
			return nil, fmt.Errorf("%s: %w", a.endpoint.id, ctx.Err())
		}
		wait := a.pause(n, again.after)
		if !again.may || n >= retries || wait > cmp.Or(a.client.MaxWait, time.Minute) {
			return nil, err
		}
		if a.client.sleep(ctx, wait) != nil {
			return nil, fmt.Errorf("%s: %w", a.endpoint.id, errors.Join(ctx.Err(), err))
		}
	}
}

// A repetition says whether a request may be sent again, and what the server asked to wait.
type repetition struct {
	may   bool
	after time.Duration
}

// pause doubles with each attempt, and differs from client to client so that they do not come back all at once.
func (a *attempt) pause(n int, after time.Duration) time.Duration {
	step := min(500*time.Millisecond<<min(n, 6), cmp.Or(a.client.MaxWait, time.Minute))
	jittered := step/2 + rand.N(step/2+1)
	return max(after, jittered)
}

func (c *HTTPClient) sleep(ctx context.Context, d time.Duration) error {
	if c.Sleep != nil {
		return cmp.Or(c.Sleep(ctx, d), ctx.Err())
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *attempt) once(ctx context.Context) ([]byte, repetition, error) {
	req, err := a.request(ctx)
	if err != nil {
		return nil, repetition{}, fmt.Errorf("%s: %w", a.endpoint.id, err)
	}
	resp, err := a.client.sender().Do(req)
	if err != nil {
		again := repetition{may: a.endpoint.idempotent || neverSent(err)}
		err = withoutURL(err, a.secret)
		a.log(ctx, slog.String("error", err.Error()))
		return nil, again, fmt.Errorf("%s: %w", a.endpoint.id, err)
	}
	defer resp.Body.Close()
	a.log(ctx, slog.Int("status", resp.StatusCode))
	if resp.StatusCode/100 != 2 {
		return nil, a.repetition(resp), a.failure(resp)
	}
	data, err := a.read(resp)
	if err != nil {
		return nil, repetition{may: a.endpoint.idempotent && !errors.Is(err, ErrHTTPTooLarge) && !errors.Is(err, ErrHTTPAnswer)},
			fmt.Errorf("%s: %w", a.endpoint.id, err)
	}
	return data, repetition{}, nil
}

// sender is the client's http.Client, kept from following redirects.
func (c *HTTPClient) sender() *http.Client {
	sender := http.Client{}
	if c.Client != nil {
		sender = *c.Client
	}
	sender.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &sender
}

func (a *attempt) log(ctx context.Context, result slog.Attr) {
	if a.client.Logger != nil {
		a.client.Logger.LogAttrs(ctx, slog.LevelDebug, "http call",
			slog.String("endpoint", a.endpoint.id), slog.String("method", a.endpoint.method), result)
	}
}

// neverSent reports whether the connection was not even made.
func neverSent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func (a *attempt) repetition(resp *http.Response) repetition {
	after := retryAfter(resp.Header.Get("Retry-After"), time.Now())
	passing := slices.Contains([]int{500, 502, 503, 504}, resp.StatusCode)
	return repetition{resp.StatusCode == http.StatusTooManyRequests || passing && a.endpoint.idempotent, after}
}

// retryAfter reads a Retry-After, which is a number of seconds or a date.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value != "" && strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 32)
		if err != nil {
			seconds = 1<<31 - 1
		}
		return time.Duration(seconds) * time.Second
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return max(0, date.Sub(now))
}

// maxRaw is how many bytes are kept of an answer that says that a request failed.
const maxRaw = 64 << 10

func (a *attempt) failure(resp *http.Response) error {
	data, _ := io.ReadAll(io.LimitReader(resp.Body, 2*maxRaw)) // what can be read of it; more, so that no credential is cut in two
	raw := redact(string(data), a.secret)
	return a.endpoint.api.fail(httpFailure{
		endpoint: a.endpoint.id, status: resp.StatusCode, raw: []byte(raw[:min(len(raw), maxRaw)]),
		retryAfter: retryAfter(resp.Header.Get("Retry-After"), time.Now()),
	})
}

// read gives the body of an answer, which is JSON if there is one.
func (a *attempt) read(resp *http.Response) ([]byte, error) {
	limit := cmp.Or(a.client.MaxBody, 10<<20)
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return nil, withoutURL(err, a.secret)
	case int64(len(data)) > limit:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrHTTPTooLarge, limit)
	case len(bytes.TrimSpace(data)) > 0 && resp.StatusCode != http.StatusNoContent && !json.Valid(data):
		return nil, fmt.Errorf("%w: %d with a body that is not JSON", ErrHTTPAnswer, resp.StatusCode)
	}
	return data, nil
}

func (a *attempt) request(ctx context.Context) (*http.Request, error) {
	address, err := a.address()
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, a.endpoint.method, address, bytes.NewReader(a.body))
	if err != nil {
		return nil, withoutURL(err, "")
	}
	req.Header.Set("Accept", "application/json")
	if a.body != nil {
		req.Header.Set("Content-Type", "application/json")
	} else {
		req.Body, req.GetBody = nil, nil
	}
	query := url.Values{}
	for _, p := range a.parameters {
		switch {
		case p.in == "query" && len(p.values) > 0:
			query[p.name] = p.values
		case p.in == "header" && len(p.values) > 0:
			req.Header.Set(p.name, strings.Join(p.values, ","))
		}
	}
	err = a.authenticate(ctx, req, query)
	req.URL.RawQuery = query.Encode()
	return req, err
}

// address is the URL without its query.
func (a *attempt) address() (string, error) {
	base, err := url.Parse(cmp.Or(a.client.BaseURL, a.endpoint.api.server))
	if err != nil || base.Host == "" || base.RawQuery != "" || base.Fragment != "" || base.User != nil {
		return "", errors.New("the base URL must be absolute, like https://api.example.com, without user, query and fragment")
	}
	prefix, err := a.prefix()
	if err != nil {
		return "", err
	}
	path, err := expand(a.endpoint.path, a.parameters)
	return strings.TrimSuffix(base.String(), "/") + prefix + path, err
}

// prefix is that of the family that the client prefers among those of the endpoint.
func (a *attempt) prefix() (string, error) {
	families := a.endpoint.families
	if len(families) == 0 {
		return "", nil
	}
	for _, f := range a.client.Families {
		if slices.ContainsFunc(families, func(g HTTPFamily) bool { return f.id == g.id }) {
			return f.prefix, f.err
		}
	}
	for _, f := range families {
		if !strings.Contains(f.prefix, "{") {
			return f.prefix, nil
		}
	}
	return "", fmt.Errorf("give the client the family %q", families[0].id)
}

// authenticate adds the first credential that the endpoint takes.
func (a *attempt) authenticate(ctx context.Context, req *http.Request, query url.Values) error {
	if len(a.endpoint.auth) == 0 {
		return nil
	}
	i := slices.IndexFunc(a.client.Auth, func(auth HTTPAuth) bool { return slices.Contains(a.endpoint.auth, auth.scheme.id) })
	if i < 0 {
		return fmt.Errorf("%w; it takes %s", ErrHTTPAuth, strings.Join(slices.Compact(slices.Clone(a.endpoint.auth)), " or "))
	}
	auth := a.client.Auth[i]
	secret, err := auth.secret(ctx)
	if err != nil {
		return fmt.Errorf("credential %s: %w", auth.scheme.id, err)
	}
	if secret == "" || strings.ContainsAny(secret, "\r\n\x00") {
		return fmt.Errorf("%w: %s is empty or has a line break", ErrHTTPAuth, auth.scheme.id)
	}
	a.secret = secret
	switch auth.scheme.in {
	case "query":
		query.Set(auth.scheme.name, secret)
	case "header":
		req.Header.Set(auth.scheme.name, secret)
	default:
		req.Header.Set("Authorization", "Bearer "+secret)
	}
	return nil
}

// withoutURL takes the address off an error of net/http, since a key may stand in its query.
func withoutURL(err error, secret string) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if text := err.Error(); redact(text, secret) != text {
		return errors.New(redact(text, secret))
	}
	return err
}

// redact takes a credential out of a text, however it is spelled there: as it is, in a URL, in JSON or in HTML, and also where
// only some of its characters are escaped, since one server writes / as \/ and another + as \u002b.
func redact(text, secret string) string {
	if secret == "" || text == "" {
		return text
	}
	var b strings.Builder
	for _, r := range secret {
		b.WriteString(spellings(r))
	}
	pattern, err := regexp.Compile(b.String())
	if err != nil { // cannot happen: each part is a pattern
		return "[left out]"
	}
	return pattern.ReplaceAllLiteralString(text, "[credential]")
}

// spellings gives a pattern of the ways to write a character.
func spellings(r rune) string {
	ways := []string{regexp.QuoteMeta(string(r))}
	if r == ' ' {
		ways = append(ways, `\+`, `%2[Bb]`)
	}
	var percent, escaped strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&percent, `%%(?:25)?(?i:%02x)`, c)
	}
	for _, unit := range utf16.Encode([]rune{r}) {
		fmt.Fprintf(&escaped, `\\+u(?i:%04x)`, unit)
	}
	ways = append(ways, percent.String(), escaped.String(), fmt.Sprintf(`&#(?:0*%d|[xX]0*(?i:%x));`, r, r))
	if name := htmlNames[r]; name != "" {
		ways = append(ways, "&"+name+";")
	}
	if i := strings.IndexRune("\"\\/\b\f\n\r\t", r); i >= 0 {
		ways = append(ways, `\\+`+regexp.QuoteMeta(`"\/bfnrt`[i:i+1]))
	}
	return "(?:" + strings.Join(ways, "|") + ")"
}

var htmlNames = map[rune]string{'&': "amp", '<': "lt", '>': "gt", '"': "quot", '\'': "apos"}

// An httpParameter is a part of the path, the query or the header; without values it is absent.
type httpParameter struct {
	in, name string
	values   []string
}

func inPath[T any](name string, v T) httpParameter  { return httpParameter{"path", name, textsOf(v)} }
func inQuery[T any](name string, v T) httpParameter { return httpParameter{"query", name, textsOf(v)} }
func inHeader[T any](name string, v T) httpParameter {
	return httpParameter{"header", name, textsOf(v)}
}

// textsOf spells a value outside JSON: text without its quotes, a list as its items, and null as nothing.
func textsOf[T any](v T) []string {
	if isNil(v) {
		return nil
	}
	data, err := marshal(&v)
	if err != nil {
		return nil
	}
	c, err := newCursor(data)
	if err != nil {
		return nil
	}
	if c.peek() == '[' {
		var list []string
		for range c.items() {
			list = append(list, textOfValue(c.skip()))
		}
		return list
	}
	if data[0] == 'n' {
		return nil
	}
	return []string{textOfValue(string(data))}
}

func textOfValue(value string) string {
	if value[0] == '"' {
		return unquote(value)
	}
	return value
}

// expand fills in a path. A value that would change which path it is, is refused.
func expand(path string, parameters []httpParameter) (string, error) {
	for _, p := range parameters {
		if p.in != "path" {
			continue
		}
		text := strings.Join(p.values, ",")
		if text == "" || text == "." || text == ".." {
			return "", fmt.Errorf("%s: %q cannot stand in a path", p.name, text)
		}
		path = strings.ReplaceAll(path, "{"+p.name+"}", url.PathEscape(text))
	}
	return path, nil
}

// isJSON reports whether a content type is JSON.
func isJSON(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json"))
}
