package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/lint"
	"github.com/callinggen/callinggen/schema/load"
)

// formats are the ways to print diagnostics.
var formats = map[string]func(io.Writer, []schema.Diagnostic) error{
	"text":   writeText,
	"json":   writeJSON,
	"github": writeGitHub,
}

func newLint(s streams) *cobra.Command {
	var format string
	var strict, rules bool
	cmd := &cobra.Command{
		Use:   "lint [file…]",
		Short: "Judge protocol files",
		Long: "Judge protocol files: those named, otherwise the one of callinggen.yaml, otherwise the embedded one.\n" +
			"Names are judged as the targets of the configuration would spell them, or else the usual targets.\n" +
			"A mistake ends in exit code 1; advice does so only with --strict.",
		RunE: func(_ *cobra.Command, args []string) error {
			write := formats[format]
			if write == nil {
				return unknownFormat(format, formats)
			}
			if rules {
				return listRules(s.out)
			}
			return lintFiles(s, args, write, strict)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "how to print: text, json or github (annotations of a workflow)")
	cmd.Flags().BoolVar(&strict, "strict", false, "let warnings end in exit code 1 too")
	cmd.Flags().BoolVar(&rules, "rules", false, "list every rule in place of judging")
	return cmd
}

func unknownFormat[F any](name string, known map[string]F) error {
	return usagef("unknown format %q%s", name, didYouMean(name, slices.Values(slices.Sorted(maps.Keys(known)))))
}

func lintFiles(s streams, paths []string, write func(io.Writer, []schema.Diagnostic) error, strict bool) error {
	configs, err := configsToLint(paths)
	if err != nil {
		return err
	}
	var all []schema.Diagnostic
	for _, c := range configs {
		diagnostics, err := c.lint()
		if err != nil {
			return err
		}
		all = append(all, diagnostics...)
	}
	if err := write(s.out, all); err != nil {
		return err
	}
	if schema.HasErrors(all) || strict && len(all) > 0 {
		return errPrinted
	}
	return nil
}

// configsToLint gives a configuration for each protocol: the one of the working directory where it is about that protocol,
// as it is without a path, otherwise the one that a protocol has without a file.
func configsToLint(paths []string) ([]*config, error) {
	found, err := findConfig("")
	if len(paths) == 0 {
		return []*config{found}, err
	}
	var list []*config
	for _, path := range paths {
		if err == nil && found.schema == filepath.Clean(path) {
			list = append(list, found)
		} else {
			list = append(list, noConfig(path))
		}
	}
	return list, nil
}

// lint judges a protocol, and the names that its targets would give; those only when the rest is right.
func (c *config) lint() ([]schema.Diagnostic, error) {
	p, diagnostics := c.protocol().judged()
	if p == nil || schema.HasErrors(diagnostics) {
		return diagnostics, nil
	}
	var f generateFlags
	choices, err := f.choose(c, nil)
	if err != nil {
		return nil, err
	}
	jobs, err := makeJobs(p, c, choices, &reads{})
	if err != nil {
		return nil, err
	}
	return schema.SortDiagnostics(append(diagnostics, checked(jobs)...)), nil
}

func writeText(w io.Writer, list []schema.Diagnostic) error {
	for _, d := range list {
		if _, err := fmt.Fprintln(w, d); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON prints a list with one object for each diagnostic.
func writeJSON(w io.Writer, list []schema.Diagnostic) error {
	type object struct {
		File     string `json:"file"`
		Line     int    `json:"line"`
		Column   int    `json:"column"`
		Severity string `json:"severity"`
		Rule     string `json:"rule"`
		Message  string `json:"message"`
	}
	objects := make([]object, len(list))
	for i, d := range list {
		objects[i] = object{d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity.String(), d.Rule, d.Message}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(objects)
}

// What a workflow command of GitHub reads as its own syntax, in its data and in its properties.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeGitHub prints the commands that make annotations in a workflow of GitHub.
func writeGitHub(w io.Writer, list []schema.Diagnostic) error {
	for _, d := range list {
		_, err := fmt.Fprintf(w, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", d.Severity,
			escapeProperty.Replace(d.Pos.File), d.Pos.Line, d.Pos.Col, escapeProperty.Replace(d.Rule), escapeData.Replace(d.Message))
		if err != nil {
			return err
		}
	}
	return nil
}

// listRules prints what a file is held to when it is loaded, then what it is judged by.
func listRules(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range load.Rules {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.ID, r.Severity, r.Purpose)
	}
	for _, r := range lint.Rules {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.ID, r.Severity, r.Purpose)
	}
	return table.Flush()
}
