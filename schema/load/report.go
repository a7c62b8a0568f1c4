package load

import (
	"fmt"
	"maps"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

const (
	// maxReported bounds the diagnostics of one file: nobody reads more, and a hostile file could ask for millions.
	maxReported = 1000
	// maxCompared bounds the candidates compared for all "did you mean" of a file, for the same reason.
	maxCompared = 1_000_000
)

// A report collects what is wrong with a protocol file.
type report struct {
	file       string // the protocol file as the user named it
	list       []schema.Diagnostic
	parsed     int  // how many of them came from parsing
	dropped    int  // diagnostics that are not in the list
	compared   int  // candidates for suggestions so far
	incomplete bool // the model has nil pointers
}

// at gives the position of a node of the protocol file.
func (r *report) at(n *yaml.Node) schema.Position {
	if n == nil {
		return schema.Position{File: r.file}
	}
	return schema.Position{File: r.file, Line: n.Line, Col: n.Column}
}

// add reports a diagnostic at a node of the protocol file.
func (r *report) add(n *yaml.Node, rule, format string, args ...any) {
	r.addAt(r.at(n), rule, format, args...)
}

// addShape reports what is wrong with the shape of the file. What resolving reported at the same places follows from it
// and is taken back; what parsing reported there says more, and stays alone.
func (r *report) addShape(list []finding) {
	parsed, resolved := r.list[:r.parsed], r.list[r.parsed:]
	taken := map[schema.Position]bool{}
	for _, d := range parsed {
		taken[d.Pos] = true
	}
	misshapen := map[schema.Position]bool{}
	for _, f := range list {
		misshapen[r.at(f.at)] = true
	}
	r.list = slices.Concat(parsed, slices.DeleteFunc(resolved, func(d schema.Diagnostic) bool { return misshapen[d.Pos] }))
	for _, f := range list {
		if !taken[r.at(f.at)] {
			r.add(f.at, f.rule, "%s", f.message)
		}
	}
}

// addAt reports a diagnostic at any position.
func (r *report) addAt(pos schema.Position, rule, format string, args ...any) {
	severity := severityOf(rule)
	if severity == schema.Error && !harmless[rule] {
		r.incomplete = true
	}
	if r.full() {
		r.dropped++
		return
	}
	r.list = append(r.list, schema.Diagnostic{
		Pos: pos, Severity: severity, Message: clean(fmt.Sprintf(format, args...)), Rule: rule,
	})
}

// full reports whether nothing more will be listed.
func (r *report) full() bool { return len(r.list) >= maxReported }

func (r *report) sorted() []schema.Diagnostic {
	list := schema.SortDiagnostics(r.list)
	if r.dropped > 0 && len(list) > 0 {
		list = append(list, schema.Diagnostic{
			Pos:     list[len(list)-1].Pos,
			Message: fmt.Sprintf("there are %d more problems; mend the first ones and run again", r.dropped),
			Rule:    "too-large",
		})
	}
	return list
}

// mayCompare reports whether suggestions are still affordable, with n candidates more.
func (r *report) mayCompare(n int) bool {
	r.compared += n
	return r.compared <= maxCompared && !r.full()
}

// unknown reports a name that nothing has. What is the kind of thing, declare says where it could be declared.
func unknown[T any](l *loader, n *yaml.Node, rule, what string, known map[string]T, declare string) {
	hint := "; " + declare
	if l.report.mayCompare(len(known)) {
		names := slices.Sorted(maps.Keys(known))
		if near := schema.Suggest(n.Value, slices.Values(names)); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		} else if 0 < len(names) && len(names) <= 12 {
			hint = "; known: " + joinQuoted(names, "and") + hint
		}
	}
	l.report.add(n, rule, "unknown %s %q%s", what, n.Value, hint)
}

// lookup finds a named thing, or reports that it is unknown and gives nil.
func lookup[T any](l *loader, n *yaml.Node, rule, what string, known map[string]*T, declare string) *T {
	if n == nil {
		return nil
	}
	found := known[n.Value]
	if found == nil {
		unknown(l, n, rule, what, known, declare)
	}
	return found
}
