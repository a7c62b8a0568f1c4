package schema

import "embed"

// Embedded holds the first protocol with everything that its file names, and the options of its targets.
//
//go:embed calling.yaml guides options.yaml compat locales
var Embedded embed.FS

// The files of Embedded.
const (
	EmbeddedProtocol = "calling.yaml"
	EmbeddedOptions  = "options.yaml" // in the form of callinggen.yaml; paths in it are paths of Embedded
)
