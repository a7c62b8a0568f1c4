// Package templates holds the files with holes that targets fill.
package templates

import "embed"

// FS has a folder for each target that uses templates.
//
//go:embed docs typescript
var FS embed.FS
