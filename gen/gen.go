// Package gen is what all targets share: the shape of a target, the files it gives, the values that it makes up, and the
// writing and comparing of files. It knows no target, and targets know nothing of each other or of the disk.
package gen

import "github.com/callinggen/callinggen/schema"

// A Target turns one protocol into the files of one language. It is built for that protocol (golang.New(p, opts)), so
// that names are computed once.
type Target interface {
	// Name is the target as on the command line: "go", "typescript", "docs".
	Name() string
	// Check gives the names that clash or cannot be spelled in this language, with both positions.
	Check() []schema.Diagnostic
	// Generate reads and writes no files; the same protocol gives the same bytes in the same order.
	Generate() ([]File, error)
}

// A File is one generated file.
type File struct {
	Path string // below the output folder, with slashes
	Data []byte
}

// A Sample is code that shows an example in one language: a whole compilable file, and the part of it to show.
type Sample struct {
	Path string // where tests put the file to compile it
	Code string // the whole file
	Show string // the part that a reader sees
}

// A Sampler shows examples as code in one language.
type Sampler interface {
	// Language is the info string of a code fence: "go", "ts".
	Language() string
	// Send shows how to send a message with this payload; ok is false when the language's package has no way to.
	Send(m *schema.Message, example *schema.Value) (Sample, bool)
	// Receive shows how to handle a message.
	Receive(m *schema.Message) (Sample, bool)
	// Call shows a request to an endpoint, or how to serve it when the application does.
	Call(e *schema.Endpoint, example *schema.Value) (Sample, bool)
}
