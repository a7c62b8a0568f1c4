package runtime

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
)

// HTTPHandlerOptions are what the handlers of the package share. The zero value is usable, and believes every request.
type HTTPHandlerOptions struct {
	// Verify judges the signature of a request whose body is given. An error is answered with 401.
	Verify  func(r *http.Request, body []byte) error
	MaxBody int64        // the longest request in bytes; 0: 1 MiB
	Logger  *slog.Logger // told of errors that the caller is not told of; nil: slog.Default()
}

// An HTTPStatusError is an error that a handler answers with a status of its own.
type HTTPStatusError struct {
	Status int
	Text   string // what the caller is told
}

func (e *HTTPStatusError) Error() string { return strconv.Itoa(e.Status) + " " + e.Text }

// A received is a request that is being read. Reading goes on after a problem, so that all are found.
type received struct {
	context.Context
	endpoint string
	http     *http.Request
	path     map[string]string
	body     []byte
	problems []string
}

func (r *received) problem(format string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

// handler serves an endpoint. What read gives, answers a request without problems.
func handler[T any](e *httpEndpoint, o HTTPHandlerOptions, read func(r *received) func() (T, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in, err := e.open(w, r, o)
		if err == nil {
			answer := read(in)
			if len(in.problems) > 0 {
				err = &HTTPStatusError{http.StatusBadRequest, strings.Join(in.problems, "; ")}
			} else {
				var result T
				if result, err = answer(); err == nil {
					err = writeReply(w, e, result)
				}
			}
		}
		if err != nil {
			e.refuse(w, r, o, err)
		}
	})
}

// open checks what is the same for every endpoint.
func (e *httpEndpoint) open(w http.ResponseWriter, r *http.Request, o HTTPHandlerOptions) (*received, error) {
	if r.Method != e.method {
		w.Header().Set("Allow", e.method)
		return nil, &HTTPStatusError{http.StatusMethodNotAllowed, "use " + e.method}
	}
	if e.takesBody && !isJSON(r.Header.Get("Content-Type")) {
		return nil, &HTTPStatusError{http.StatusUnsupportedMediaType, "send application/json"}
	}
	path, ok := valuesOf(e.path, r)
	if !ok {
		return nil, &HTTPStatusError{http.StatusNotFound, "want a path like " + e.path}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, cmp.Or(o.MaxBody, 1<<20)))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, &HTTPStatusError{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body has more than %d bytes", large.Limit)}
	case err != nil:
		return nil, &HTTPStatusError{http.StatusBadRequest, "the body cannot be read"}
	}
	if o.Verify != nil {
		if err := o.Verify(r, body); err != nil {
			o.log(r, e, err)
			return nil, &HTTPStatusError{http.StatusUnauthorized, "the signature is not valid"}
		}
	}
	return &received{Context: r.Context(), endpoint: e.id, http: r, path: path, body: body}, nil
}

// valuesOf finds the parameters of a path. The application may serve it below any prefix, so the end counts.
func valuesOf(pattern string, r *http.Request) (map[string]string, bool) {
	values := map[string]string{}
	want := strings.Split(strings.Trim(pattern, "/"), "/")
	if want[0] == "" {
		return values, true
	}
	got := strings.Split(strings.Trim(r.URL.EscapedPath(), "/"), "/")
	if len(got) < len(want) {
		return nil, false
	}
	got = got[len(got)-len(want):]
	for i, segment := range want {
		text, err := url.PathUnescape(got[i])
		name, isParameter := strings.CutPrefix(segment, "{")
		switch {
		case err != nil || text == "":
			return nil, false
		case isParameter:
			values[strings.TrimSuffix(name, "}")] = text
		case text != segment:
			return nil, false
		}
	}
	return values, true
}

func writeReply[T any](w http.ResponseWriter, e *httpEndpoint, result T) error {
	status := cmp.Or(e.status, http.StatusOK)
	if _, none := any(result).(noBody); none {
		w.WriteHeader(status)
		return nil
	}
	if isNil(result) {
		return errors.New("the handler gave no answer and no error")
	}
	data, err := marshal(&result)
	if err != nil {
		return err
	}
	writeJSON(w, status, data)
	return nil
}

func writeJSON(w http.ResponseWriter, status int, data []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(data) // the caller has gone: nobody is left to tell
}

// refuse answers with an error. What an error of the application says, stays in its log.
func (e *httpEndpoint) refuse(w http.ResponseWriter, r *http.Request, o HTTPHandlerOptions, err error) {
	var status *HTTPStatusError
	if !errors.As(err, &status) {
		o.log(r, e, err)
		status = &HTTPStatusError{http.StatusInternalServerError, "something went wrong"}
	}
	answer := map[string]string{"message": status.Text}
	data, err := marshal(&answer)
	if err == nil {
		writeJSON(w, status.Status, data)
	}
}

func (o HTTPHandlerOptions) log(r *http.Request, e *httpEndpoint, err error) {
	logger := o.Logger
	if logger == nil {
		logger = slog.Default()
	}
	logger.ErrorContext(r.Context(), "http handler", "endpoint", e.id, "error", err)
}

// bodyOf reads the body of a request and holds it against the rules of its type.
func bodyOf[T any](r *received) T {
	body, err := ReadJSON[T](r.body)
	var violations Violations
	switch {
	case errors.As(err, &violations):
		r.problem("%s", strings.ReplaceAll(err.Error(), "\n", "; "))
	case err != nil:
		r.problem("the body: %v", err)
	}
	return body
}

// ReadJSON reads JSON into any type of this package, also one that encoding/json cannot read by itself, like a union or a list
// of them. What breaks the rules of the type is read all the same, with [Violations] as the error.
func ReadJSON[T any](data []byte) (T, error) {
	return readChecked[T](data, func(c checker, v *T) { checkAll(c, reflect.ValueOf(v).Elem()) })
}

// ReadParameter is [ReadJSON] for a parameter of an endpoint, which may have rules besides those of its type. It is for whoever
// answers the requests that [HTTPClient] makes.
func ReadParameter[T any](endpoint, name string, data []byte) (T, error) {
	return readChecked[T](data, func(c checker, v *T) { checkParameter(c, endpoint, name, v) })
}

func readChecked[T any](data []byte, check func(checker, *T)) (v T, err error) {
	if err := unmarshal(data, &v); err != nil {
		return v, err
	}
	if isNil(v) {
		return v, errors.New("required")
	}
	found := findings{absent: map[string]bool{}}
	check(checker{findings: &found}, &v)
	if len(found.list) > 0 {
		return v, found.list
	}
	return v, nil
}

// rulesOfParameters has the rules of parameters: see parameterRules.
var rulesOfParameters = map[[2]string]func(c checker, p any){}

// parameterRules makes the rules of a parameter known, where its type alone does not have them. It is for initialising a package variable.
func parameterRules[T any](endpoint, name string, rules func(checker, *T)) bool {
	rulesOfParameters[[2]string{endpoint, name}] = func(c checker, p any) {
		switch p := p.(type) {
		case *T:
			rules(c, p)
		case **T: // of one that is optional
			if *p != nil {
				rules(c, *p)
			}
		}
	}
	return true
}

// checkParameter holds the value that p points to against the rules of a parameter, or else against those of its type.
func checkParameter(c checker, endpoint, name string, p any) {
	if rules, ok := rulesOfParameters[[2]string{endpoint, name}]; ok {
		rules(c, p)
		return
	}
	checkAll(c, reflect.ValueOf(p).Elem())
}

// checkAll checks a value by its own rules, or else what it is made of.
func checkAll(c checker, v reflect.Value) {
	if own, ok := v.Addr().Interface().(checkable); ok {
		own.check(c)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			c.union(v.Interface())
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return // bytes, or JSON as it came
		}
		for i := range v.Len() {
			checkAll(c.item(i), v.Index(i))
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			checkAll(c.at(key.String()), addressable(v.MapIndex(key)))
		}
	}
}

func fromPath[T any](r *received, name string) T {
	return fromTexts[T](r, name, []string{cmp.Or(r.http.PathValue(name), r.path[name])}, true)
}

func fromQuery[T any](r *received, name string, required bool) T {
	return fromTexts[T](r, name, r.http.URL.Query()[name], required)
}

// fromHeader reads a field of the header. A list is in one field with commas, or in several.
func fromHeader[T any](r *received, name string, required bool) T {
	texts := r.http.Header.Values(name)
	if isList(reflect.TypeFor[T]()) {
		texts = splitAll(texts)
	}
	return fromTexts[T](r, name, texts, required)
}

func splitAll(texts []string) []string {
	var list []string
	for _, text := range texts {
		for _, item := range strings.Split(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				list = append(list, item)
			}
		}
	}
	return list
}

// isList reports whether a type is read from several texts.
func isList(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Slice && t != typeOfBytes && t != typeOfRaw
}

// fromTexts reads a parameter: the opposite of textsOf.
func fromTexts[T any](r *received, name string, texts []string, required bool) (v T) {
	if len(texts) == 0 {
		if required {
			r.problem("%s: required", name)
		}
		return v
	}
	if err := readTexts(&v, texts); err != nil {
		r.problem("%s: %v", name, err)
		return v
	}
	found := findings{absent: map[string]bool{}}
	checkParameter(checker{findings: &found}.at(name), r.endpoint, name, &v)
	for _, violation := range found.list {
		r.problem("%v", violation)
	}
	return v
}

func readTexts(p any, texts []string) error {
	t := reflect.TypeOf(p).Elem()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if isList(t) {
		items := make([]string, len(texts))
		for i, text := range texts {
			items[i] = jsonOf(t.Elem(), text)
		}
		return unmarshal([]byte("["+strings.Join(items, ",")+"]"), p)
	}
	return unmarshal([]byte(jsonOf(t, texts[0])), p)
}

// jsonOf spells a text as JSON of the kind that a type wants.
func jsonOf(t reflect.Type, text string) string {
	quoted := string(appendString(nil, text))
	if t.Kind() == reflect.String || text == "" || text[0] == '"' {
		return quoted
	}
	if unmarshal([]byte(text), reflect.New(t).Interface()) == nil {
		return text
	}
	return quoted
}
