package docs

import (
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"github.com/callinggen/callinggen/templates"
)

// parseTemplates reads the built-in templates, and over them those of the same name that the user has.
func parseTemplates(own fs.FS) (*template.Template, error) {
	builtIn, err := fs.Sub(templates.FS, "docs")
	if err != nil {
		return nil, err
	}
	all := template.New("docs")
	for _, files := range []fs.FS{builtIn, own} {
		if files == nil {
			continue
		}
		if err := addTemplates(all, files); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func addTemplates(all *template.Template, files fs.FS) error {
	names, err := fs.Glob(files, "*.tmpl")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("the template %s cannot be read: %w", name, err)
		}
		if _, err := all.New(name).Parse(strings.ReplaceAll(string(text), "\r\n", "\n")); err != nil {
			return fmt.Errorf("the template %s is not right: %w", name, err)
		}
	}
	return nil
}
