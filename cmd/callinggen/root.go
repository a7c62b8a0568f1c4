package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/callinggen/callinggen/schema"
)

// streams are what a command reads from and prints to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// The exit codes.
const (
	exitDone  = 0
	exitWrong = 1 // the input or the output is not right
	exitUsage = 2
)

// run runs a command line and gives its exit code.
func run(args []string, s streams) int { return runContext(context.Background(), args, s) }

// runContext is run for a command that goes on until the context is done.
func runContext(ctx context.Context, args []string, s streams) int {
	spareCollection()
	root := newRoot(s)
	root.SetArgs(args)
	unknown := refuseHelp(root)
	cmd, err := root.ExecuteContextC(ctx)
	return s.exit(cmd, errors.Join(err, *unknown))
}

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:           "callinggen",
		Short:         "Turn one protocol file into a Go package, an npm package and reference docs",
		Args:          cobra.ArbitraryArgs, // cobra's own error offers less than helpOrUnknown
		RunE:          helpOrUnknown("command"),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newGenerate(s), newLint(s), newL10n(s), newInit(s), newShow(s), newVersion(s))
	root.PersistentPreRunE = refuseEmptyFlags
	strictCompletion(root)
	strictHelp(root)
	return root
}

// strictHelp makes a usage error of a command that there is no help about; left to itself cobra helps with another one.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	help := commandNamed(root, "help")
	help.Run = nil
	help.RunE = func(_ *cobra.Command, args []string) error {
		about, rest, err := root.Find(args)
		switch {
		case err != nil:
			return err
		case len(rest) == 0:
			return about.Help()
		case about.HasSubCommands():
			return usagef("unknown command %q%s", rest[0], didYouMean(rest[0], commandNames(about)))
		}
		return usagef("%s has no commands, and %q would be one; run: callinggen help %[1]s", about.Name(), rest[0])
	}
}

// refuseHelp keeps --help from helping with the command above one that there is not: it fills in the error that the word
// alone would have been. Cobra asks for help before it looks at words, and lets help have no error of its own.
func refuseHelp(root *cobra.Command) (unknown *error) {
	unknown = new(error)
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if words := cmd.Flags().Args(); cmd.HasSubCommands() && len(words) > 0 {
			*unknown = cmd.RunE(cmd, words)
			return
		}
		help(cmd, args)
	})
	return unknown
}

// refuseEmptyFlags takes a flag without a value for the mistake that it is, such as a variable of the shell that is not set.
func refuseEmptyFlags(cmd *cobra.Command, _ []string) error {
	for name := range flagNames(cmd) {
		flag := cmd.Flags().Lookup(strings.TrimPrefix(name, "--"))
		if value := flag.Value.String(); flag.Changed && (value == "" || value == "[]") {
			return usagef("%s has an empty value; give it one, or leave the flag out", name)
		}
	}
	return nil
}

// strictCompletion makes a usage error of a shell that cobra does not know; left to itself it prints help and is content.
func strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	completion := commandNamed(root, "completion")
	completion.Args = cobra.ArbitraryArgs
	completion.RunE = helpOrUnknown("shell")
	for _, shell := range completion.Commands() {
		shell.Args = noArguments
	}
}

// helpOrUnknown is what a command does that only has others below it: it helps, or says that there is no such one.
func helpOrUnknown(what string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return usagef("unknown %s %q%s", what, args[0], didYouMean(args[0], commandNames(cmd)))
	}
}

func commandNamed(parent *cobra.Command, name string) *cobra.Command {
	for _, cmd := range parent.Commands() {
		if cmd.Name() == name {
			return cmd
		}
	}
	return nil
}

func commandNames(cmd *cobra.Command) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range cmd.Commands() {
			if !yield(c.Name()) {
				return
			}
		}
	}
}

// flagError makes a usage error of what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	if words, _, ok := strings.Cut(err.Error(), ": strconv."); ok {
		return usagef("%s; write the flag alone, or with =true or =false", words)
	}
	name, ok := strings.CutPrefix(err.Error(), "unknown flag: ")
	if !ok {
		return usagef("%s", err)
	}
	if name == "--version" {
		return usagef("there is no flag --version; run: callinggen version")
	}
	return usagef("unknown flag %s%s", name, didYouMean(name, flagNames(cmd)))
}

// flagNames gives the flags of a command, read from its usage: naming their type would import one more module.
func flagNames(cmd *cobra.Command) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, line := range strings.Split(cmd.Flags().FlagUsages(), "\n") {
			words := strings.Fields(line)
			i := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "--") })
			if i >= 0 && !yield(words[i]) {
				return
			}
		}
	}
}

// didYouMean gives the end of a sentence about a word that nobody knows: what it probably means, or what there is.
func didYouMean(word string, known iter.Seq[string]) string {
	if near := schema.Suggest(word, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return "; there is " + strings.Join(slices.Collect(known), ", ")
}

// A usageError is a command line that makes no sense.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// reason is what the system says of a file, without the name, which the sentence has already.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// unreadable says why a file cannot be read, and what to do.
func unreadable(name string, err error) error {
	if errors.Is(err, errNotPlain) {
		return fmt.Errorf("cannot read %s: %w", name, reason(err))
	}
	return fmt.Errorf("cannot read %s: %w; make it readable for you", name, reason(err))
}

// errPrinted is the error of a command that has already said what is wrong.
var errPrinted = errors.New("printed")

func isUsage(err error) bool {
	var usage *usageError
	return errors.As(err, &usage)
}

// exit prints an error and gives the exit code. The usage is shown for usage errors alone.
func (s streams) exit(cmd *cobra.Command, err error) int {
	switch {
	case err == nil:
		return exitDone
	case isUsage(err):
		fmt.Fprintf(s.err, "callinggen: %s\n\n%s", err, cmd.UsageString())
		return exitUsage
	}
	s.printError(err)
	return exitWrong
}

// printError prints what is wrong, when that has not been done.
func (s streams) printError(err error) {
	var found errDiagnostics
	switch {
	case err == nil || errors.Is(err, errPrinted):
	case errors.As(err, &found):
		s.complainAbout(found)
	default:
		s.complain(err)
	}
}

// complain prints an error that may have several lines, each a sentence.
func (s streams) complain(err error) {
	for _, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprintf(s.err, "callinggen: %s\n", line)
	}
}

// complainAbout prints diagnostics, one a line.
func (s streams) complainAbout(list []schema.Diagnostic) {
	for _, d := range list {
		fmt.Fprintln(s.err, d)
	}
}
