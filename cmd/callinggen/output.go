package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/callinggen/callinggen/gen"
)

// tell prints a line for each target, and what went wrong.
func (s streams) tell(outcomes []outcome) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	var errs []error
	var changes []gen.Change
	var remarks []string
	for _, o := range outcomes {
		if o.err != nil {
			errs = append(errs, o.err)
			continue
		}
		changes = append(changes, o.changes...)
		for _, remark := range o.remarks {
			remarks = append(remarks, o.kind.name+": "+remark)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", o.kind.name, o.out, o.summary(), o.took.Round(time.Millisecond))
	}
	table.Flush()
	for _, remark := range remarks {
		fmt.Fprintln(s.out, remark)
	}
	s.showChanges(changes)
	return errors.Join(append(errs, staleness(changes))...)
}

// staleness says what to do about files that are not as generated.
func staleness(changes []gen.Change) error {
	if len(changes) == 0 {
		return nil
	}
	todo := "run callinggen generate"
	if slices.ContainsFunc(changes, func(c gen.Change) bool { return c.Status == gen.Edited || c.Status == gen.Foreign }) {
		todo = "keep what was edited by hand elsewhere, then run callinggen generate --force"
	}
	return fmt.Errorf("%s not as generated; %s", count(len(changes), "file is", "files are"), todo)
}

// A change to more files of one target than this is counted, not listed.
const listedFiles = 10

// tellChanges prints each file that was written or removed.
func (s streams) tellChanges(outcomes []outcome) error {
	var errs []error
	for _, o := range outcomes {
		r := o.report
		switch {
		case o.err != nil:
			errs = append(errs, o.err)
		case len(r.Written)+len(r.Removed) > listedFiles:
			fmt.Fprintf(s.out, "%s: %s\n", o.out, o.summary())
		default:
			s.listFiles("written", o.out, r.Written)
			s.listFiles("removed", o.out, r.Removed)
		}
	}
	return errors.Join(errs...)
}

func (s streams) listFiles(what, folder string, paths []string) {
	for _, path := range paths {
		fmt.Fprintln(s.out, what, filepath.Join(folder, filepath.FromSlash(path)))
	}
}

// summary counts the files of a target.
func (o outcome) summary() string {
	switch {
	case len(o.changes) > 0:
		return fmt.Sprintf("%d not as generated", len(o.changes))
	case len(o.report.Written) == 0 && len(o.report.Removed) == 0:
		return count(o.report.Unchanged, "file") + ", unchanged"
	}
	s := fmt.Sprintf("%d written, %d unchanged", len(o.report.Written), o.report.Unchanged)
	if n := len(o.report.Removed); n > 0 {
		s += fmt.Sprintf(", %d removed", n)
	}
	return s
}

// showChanges prints what is not as generated.
func (s streams) showChanges(changes []gen.Change) {
	coloured := wantsColour(s.out)
	for _, c := range changes {
		diff := c.Diff
		if coloured {
			diff = paint(diff)
		}
		fmt.Fprintf(s.out, "\n%s: %s\n%s", c.Path, c.Status, diff)
	}
}

// count spells a number of things; the plural adds an s unless it is given.
func count(n int, one string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + one
	case many != nil:
		return fmt.Sprintf("%d %s", n, many[0])
	}
	return fmt.Sprintf("%d %ss", n, one)
}
