package docs

import (
	"fmt"
	"io/fs"
	"slices"
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
	if err := addTemplates(all, builtIn); err != nil || own == nil {
		return all, err
	}
	if err := checkNames(builtIn, own); err != nil {
		return nil, err
	}
	return all, addTemplates(all, own)
}

// checkNames refuses a template of the user's that takes the place of none, since nothing would ever use it.
func checkNames(builtIn, own fs.FS) error {
	known, err := fs.Glob(builtIn, "*.tmpl")
	if err != nil {
		return err
	}
	names, err := fs.Glob(own, "*.tmpl")
	if err != nil {
		return err
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fmt.Errorf("the template %s takes the place of none; name it after one of %s, or remove it", name, strings.Join(known, ", "))
		}
	}
	return nil
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
