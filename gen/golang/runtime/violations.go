package runtime

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"math"
	"net/mail"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A Violation is one place where a value breaks the schema. It never repeats the value, which may be private.
type Violation struct {
	Path    string // "calleeInfo.calleeId", "callerIdMatches[2].email"; empty for the value as a whole
	Problem string // "required", "want string, got number"
}

func (v Violation) Error() string {
	if v.Path == "" {
		return v.Problem
	}
	return v.Path + ": " + v.Problem
}

// Violations are all the violations of a value, as Validate returns them.
type Violations []Violation

func (v Violations) Error() string {
	lines := make([]string, len(v))
	for i := range v {
		lines[i] = v[i].Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives each Violation to errors.As.
func (v Violations) Unwrap() []error {
	list := make([]error, len(v))
	for i := range v {
		list[i] = v[i]
	}
	return list
}

// checkable is what has rules of its own.
type checkable interface{ check(checker) }

func validate(v checkable) error {
	found := findings{absent: map[string]bool{}}
	v.check(checker{findings: &found})
	if len(found.list) == 0 {
		return nil
	}
	return found.list
}

type findings struct {
	list   Violations
	absent map[string]bool // paths at which nothing stands that other rules could judge
	one    bool            // is enough
}

// enough reports whether nothing more is wanted.
func (f *findings) enough() bool { return f.one && len(f.list) > 0 }

// A checker collects the violations of a value and knows where that value stands.
type checker struct {
	*findings
	path string
}

func (c checker) add(problem string) {
	if !c.absent[c.path] {
		c.list = append(c.list, Violation{Path: c.path, Problem: problem})
	}
}

// addAbsent is add for a field that is zero because nothing came that fits it.
func (c checker) addAbsent(problem string) {
	c.add(problem)
	c.absent[c.path] = true
}

func (c checker) require(ok bool, problem string) {
	if !ok {
		c.add(problem)
	}
}

var plainName = regexp.MustCompile(`^[\pL\pN_$-]+$`)

// at is the place of a member.
func (c checker) at(name string) checker {
	switch {
	case !plainName.MatchString(name):
		c.path += "[" + strconv.Quote(name) + "]"
	case c.path == "":
		c.path = name
	default:
		c.path += "." + name
	}
	return c
}

// item is the place of an array's item.
func (c checker) item(i int) checker {
	c.path += "[" + strconv.Itoa(i) + "]"
	return c
}

// optional checks what an optional field points to.
func optional[T any, P interface {
	*T
	checkable
}](c checker, p P) {
	if p != nil {
		p.check(c)
	}
}

// union checks the value of a union, whichever it is.
func (c checker) union(v any) {
	if v, ok := v.(checkable); ok {
		v.check(c)
	}
}

// chosen is union for a value that must not be null.
func chosen[T any](c checker, v T) {
	if any(v) == nil {
		c.add("want " + describe(reflect.TypeFor[T](), 2) + ", got null")
		return
	}
	c.union(v)
}

func (v RawValue) check(c checker) { c.add("of no known kind") }

// inOrder walks over a map by its keys.
func inOrder[T any](m map[string]T) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}

// members checks what is the same for one struct as for any other: that what is required is there, and that its fields could
// hold what came.
func (c checker) members(v fielder) {
	v.fields(&object{task: checking, checker: &c, self: v})
}

// closed checks that a struct has no members that the schema does not list.
func (c checker) closed(v fielder) {
	for name := range inOrder(extraOf(v).Members) {
		if !isField(v, name) {
			c.at(name).add("not a member of this object")
		}
	}
}

// A rule gives the problem of a value, or "".
type rule[T any] func(T) string

// check holds a value against rules. An optional value that is absent breaks none.
func check[T any](c checker, v *T, rules ...rule[T]) {
	if v == nil {
		return
	}
	for _, r := range rules {
		if problem := r(*v); problem != "" {
			c.add(problem)
		}
	}
}

type number interface {
	~int32 | ~int64 | ~uint32 | ~uint64 | ~float64
}

func atLeast[T number](least T) rule[T] {
	return func(v T) string { return problemUnless(v >= least, "want at least %v", least) }
}

func atMost[T number](most T) rule[T] {
	return func(v T) string { return problemUnless(v <= most, "want at most %v", most) }
}

func minLength(n int) rule[string] {
	return func(s string) string {
		return problemUnless(utf8.RuneCountInString(s) >= n, "want a length of at least %d", n)
	}
}

func maxLength(n int) rule[string] {
	return func(s string) string {
		return problemUnless(utf8.RuneCountInString(s) <= n, "want a length of at most %d", n)
	}
}

// matches gives the rule of a pattern, compiled when it is first needed.
func matches(pattern string) rule[string] {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(s string) string { return problemUnless(compiled().MatchString(s), "want a match of %s", pattern) }
}

// asText is a rule for text, for a type of text.
func asText[T ~string](r rule[string]) rule[T] {
	return func(v T) string { return r(string(v)) }
}

// asBase64 is a rule for text, for bytes, whose text on the wire is base64. Nil is absent.
func asBase64(r rule[string]) rule[[]byte] {
	return func(v []byte) string {
		if v == nil {
			return ""
		}
		return r(base64.StdEncoding.EncodeToString(v))
	}
}

// ifString is a rule for text, for values that may be integers as well.
func ifString(r rule[string]) rule[IntOrString] {
	return func(v IntOrString) string {
		if !v.IsString() {
			return ""
		}
		return r(v.String())
	}
}

// ifInt is a rule for integers, for values that may be text as well. One that int64 does not hold is judged as the last that it
// does: no limit is beyond.
func ifInt[T number](r rule[T]) rule[IntOrString] {
	return func(v IntOrString) string {
		n, ok := v.Int64()
		switch {
		case v.IsString() || v.IsZero():
			return ""
		case !ok && v.text[0] == '-':
			n = math.MinInt64
		case !ok:
			n = math.MaxInt64
		}
		return r(T(n))
	}
}

// equals is the rule of a constant.
func equals[T comparable](want T) rule[T] {
	return func(v T) string { return problemUnless(v == want, "want %#v", want) }
}

// unsetOr is the rule of a constant that is written for the zero value.
func unsetOr[T comparable](want T) rule[T] {
	var zero T
	return func(v T) string { return problemUnless(v == zero || v == want, "want %#v", want) }
}

func equalsJSON(want string) rule[json.RawMessage] {
	return func(v json.RawMessage) string {
		return problemUnless(v == nil || json.Valid(v) && sameJSON(v, []byte(want)), "want %s", want)
	}
}

func problemUnless(ok bool, format string, args ...any) string {
	if ok {
		return ""
	}
	return fmt.Sprintf(format, args...)
}

var (
	e164Pattern = regexp.MustCompile(`^\+[1-9][0-9]{1,14}$`)
	uuidPattern = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
)

func formatE164(s string) string {
	return problemUnless(e164Pattern.MatchString(s), "want a phone number in E.164, like +442073238299")
}

func formatUUID(s string) string {
	return problemUnless(uuidPattern.MatchString(s), "want a UUID")
}

func formatDateTime[T ~string](d T) string {
	_, err := DateTime(d).Time()
	return problemUnless(err == nil, "want a date and time in RFC 3339")
}

func formatDate(s string) string {
	_, err := time.Parse(time.DateOnly, s)
	return problemUnless(err == nil, "want a date, like 2026-03-01")
}

func formatBase64(s string) string {
	_, err := base64.StdEncoding.DecodeString(s)
	return problemUnless(err == nil, "want base64 with padding")
}

func formatURI(s string) string {
	u, err := url.Parse(s)
	return problemUnless(err == nil && u.IsAbs(), "want an absolute URI")
}

func formatEmail(s string) string {
	a, err := mail.ParseAddress(s)
	return problemUnless(err == nil && a.Name == "" && a.Address == s, "want an e-mail address")
}
