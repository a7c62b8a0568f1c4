package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of callinggen and of the embedded protocol",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			p, diagnostics := embeddedProtocol().load()
			if p == nil {
				s.complainAbout(diagnostics)
				return errPrinted
			}
			fmt.Fprintf(s.out, "callinggen %s, with the protocol %s %s\n", buildVersion(), p.ID, p.Version)
			return nil
		},
	}
}

// buildVersion is the version that the go command built this program from, "(devel)" in a clone.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, and %q is one", cmd.Name(), args[0])
	}
	return nil
}
