package load

import "github.com/callinggen/callinggen/schema"

// Rules are what the loader holds a protocol file to.
var Rules = []schema.Rule{
	{ID: "unreadable", Purpose: "The protocol file and its guides can be read and are inside its folder."},
	{ID: "not-text", Purpose: "Files are UTF-8 without control characters."},
	{ID: "too-large", Purpose: "Files, texts, nesting and the number of values stay within what a protocol can need."},
	{ID: "yaml", Purpose: "The file is one YAML document with values that JSON has."},
	{ID: "duplicate-key", Purpose: "A key stands in a mapping once."},
	{ID: "cut-text", Severity: schema.Warning, Purpose: "Plain text is not cut off by a comment."},
	{ID: "unknown-key", Purpose: "Every key is one of the language."},
	{ID: "missing-key", Purpose: "What must be said is said."},
	{ID: "misplaced-key", Purpose: "A key stands where it has a meaning."},
	{ID: "wrong-kind", Purpose: "A value is text, a number, a list or a mapping where one is asked for."},
	{ID: "wrong-value", Purpose: "A value is one of those that its key allows."},
	{ID: "reserved", Purpose: "Keys that are kept for later are not used yet."},
	{ID: "unsupported-keyword", Purpose: "Types use the supported part of JSON Schema."},
	{ID: "bad-name", Purpose: "Names can be read, and written in references."},
	{ID: "duplicate-name", Purpose: "Two things that are named in the same way have different names."},
	{ID: "unnamed-type", Purpose: "A type that needs a name has one."},
	{ID: "unknown-participant", Purpose: "A side or actor is one of those listed."},
	{ID: "unknown-message", Purpose: "A reply or step names a message of the file."},
	{ID: "unknown-type", Purpose: "A $ref names a type of the file."},
	{ID: "unknown-field", Purpose: "What names a field names one that is there."},
	{ID: "unknown-source", Purpose: "A dispute cites a source of the file."},
	{ID: "unknown-tag", Purpose: "A tag is declared."},
	{ID: "unknown-family", Purpose: "An endpoint names a family of the file."},
	{ID: "unknown-auth", Purpose: "An endpoint names a way to authenticate of the file."},
	{ID: "unknown-endpoint", Purpose: "A step names an endpoint of the file."},
	{ID: "unknown-flow", Purpose: "A step names a flow of the file."},
	{ID: "unknown-parameter", Purpose: "The placeholders of a path and its path parameters are the same."},
	{ID: "unknown-reference", Purpose: "A [[reference]] or a replacement names something that exists."},
	{ID: "handshake-message", Purpose: "The handshake's messages exist and are sent by the right side."},
	{ID: "wrong-layout", Purpose: "The layout of a message fits its payload and the envelope."},
	{ID: "ambiguous-union", Purpose: "The alternatives of a union can be told apart."},
	{ID: "recursive-type", Purpose: "A type does not stand for itself, and its values can end."},
	{ID: "recursive-flow", Purpose: "A flow does not run itself."},
	{ID: "invalid-pattern", Purpose: "A pattern is a regular expression that RE2 and ECMA-262 share."},
	{ID: "invalid-example", Purpose: "An example is a value of its type."},
	{ID: "invalid-default", Purpose: "A default is a value of its type."},
	{ID: "guide-title", Purpose: "A guide begins with its title."},
	{ID: "guide-heading", Purpose: "The headings of a guide are written with #, below the title."},
	{ID: "guide-code", Purpose: "Fenced code in a guide is closed."},
}

// harmless are the errors that leave the model whole, so that lint can judge it nevertheless.
var harmless = map[string]bool{"invalid-example": true, "invalid-default": true}

// severityOf gives the severity of a rule. A rule that is not in the table is a mistake of this package.
func severityOf(id string) schema.Severity {
	for _, r := range Rules {
		if r.ID == id {
			return r.Severity
		}
	}
	panic("load: rule " + id + " is not in Rules")
}
