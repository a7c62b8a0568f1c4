package schema

// A Rule is something that a protocol file must or should be, with the id that diagnostics print.
type Rule struct {
	ID       string
	Severity Severity
	Purpose  string // one line for the reference
}
