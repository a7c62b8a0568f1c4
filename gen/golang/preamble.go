package golang

import (
	"fmt"
	"go/build/constraint"
	"strings"
)

// preamble is what every file begins with: the line that tools know generated code by, then what the options ask for. Only
// comments and empty lines may stand before a build constraint, which is followed by an empty line.
func (t *Target) preamble() string {
	text := header
	if words := strings.TrimSpace(t.options.Header); words != "" {
		text += "\n\n" + commentText(strings.Split(normalLines.Replace(words), "\n"))
	}
	if t.options.Tags != "" {
		text += "\n\n" + goBuild + t.options.Tags
	}
	return text
}

const goBuild = "//go:build "

// checkTags refuses what the go command would not read as a build constraint.
func checkTags(tags string) error {
	if tags == "" {
		return nil
	}
	_, err := constraint.Parse(goBuild + tags)
	if err != nil || strings.ContainsAny(tags, "\r\n") {
		return fmt.Errorf("%q is no build constraint; give tags as after //go:build, like linux && !cgo", tags)
	}
	return nil
}
