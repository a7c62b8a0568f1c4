package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Position is a place in a file as the user named it. Line and Col count from 1, Col in characters; both are 0 when only
// the file is known.
type Position struct {
	File string
	Line int
	Col  int
}

func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Severity says whether a diagnostic stops the work.
type Severity int

const (
	// Error means that nothing can be generated.
	Error Severity = iota
	// Warning is advice; it changes an exit code only when the user asks for strictness.
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Diagnostic is one thing wrong with the input: where, what, and what to do about it.
type Diagnostic struct {
	Pos      Position
	Severity Severity
	Message  string // one sentence or two, ending with what to do
	Rule     string // id of the rule, for example "unknown-type"
}

func (d Diagnostic) String() string {
	level := ""
	if d.Severity == Warning {
		level = "warning: "
	}
	return fmt.Sprintf("%s: %s%s (%s)", d.Pos, level, d.Message, d.Rule)
}

// SortDiagnostics orders by place, then message, and drops exact repetitions.
func SortDiagnostics(list []Diagnostic) []Diagnostic {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(list)
}

// HasErrors reports whether one of the diagnostics is an error.
func HasErrors(list []Diagnostic) bool {
	return slices.ContainsFunc(list, func(d Diagnostic) bool { return d.Severity == Error })
}
