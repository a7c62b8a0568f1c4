package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/callinggen/callinggen/sdk/go/calling"
)

// An environment is what the program has around it.
type environment struct {
	lookup   func(name string) (string, bool)
	out, err io.Writer
}

// An errUsage is a command that was not called as it can be.
type errUsage struct{ error }

// run runs a command and gives its exit code: 0 done, 1 it could not be done, 2 it was not called as it can be.
func run(ctx context.Context, args []string, env environment) int {
	cmd := root(env)
	cmd.SetArgs(args)
	cmd.SetOut(env.out)
	cmd.SetErr(env.err)
	err := cmd.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintf(env.err, "callingctl: %v\n", explain(err))
	if usage := (errUsage{}); errors.As(err, &usage) {
		fmt.Fprintln(env.err, "callingctl --help says how to use it.")
		return 2
	}
	return 1
}

func root(env environment) *cobra.Command {
	var c connection
	cmd := &cobra.Command{
		Use:   "callingctl",
		Short: "Read and write the settings of a calling app",
		Long: "Read and write the settings of a calling app: where HubSpot loads it from, how large it is, who sees it.\n\n" +
			"The credential comes from the environment: " + envKey + " has the key of the developer account,\n" +
			"or " + envToken + " has an OAuth token. It is never printed.",
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return errUsage{fmt.Errorf("there is no command %q", args[0])}
			}
			return errUsage{errors.New("name a command: get, set, patch or delete")}
		},
		Args: cobra.ArbitraryArgs,
	}
	cmd.CompletionOptions.HiddenDefaultCmd = true
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return errUsage{err} })
	c.addTo(cmd.PersistentFlags())
	cmd.AddCommand(newGet(env, &c), newSet(env, &c), newPatch(env, &c), newDelete(env, &c))
	return cmd
}

// oneApp gives the app that a command is about, which is its only argument.
func oneApp(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errUsage{errors.New("name one app by its id, as in: callingctl get 815")}
	}
	if _, err := appID(args[0]); err != nil {
		return err
	}
	return nil
}

func appID(text string) (int32, error) {
	id, err := strconv.ParseInt(text, 10, 32)
	if err != nil || id <= 0 {
		return 0, errUsage{fmt.Errorf("%q is not the id of an app, which is a number like 815", text)}
	}
	return int32(id), nil
}

// An action does something about an app and gives the settings to show; nil: there are none.
type action func(ctx context.Context, client *calling.HTTPClient, app int32) (*calling.StoredWidgetSettings, error)

// do makes the function of a command.
func (c *connection) do(env environment, act action) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		app, err := appID(args[0])
		if err != nil {
			return err
		}
		client, err := c.client(env)
		if err != nil {
			return err
		}
		settings, err := act(cmd.Context(), client, app)
		if err != nil || settings == nil {
			return err
		}
		return show(env.out, settings)
	}
}

func newGet(env environment, c *connection) *cobra.Command {
	return &cobra.Command{
		Use: "get APP", Short: "Show the settings of an app", Args: oneApp,
		RunE: c.do(env, func(ctx context.Context, client *calling.HTTPClient, app int32) (*calling.StoredWidgetSettings, error) {
			return client.GetSettings(ctx, app)
		}),
	}
}

func newSet(env environment, c *connection) *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use: "set APP --name NAME --url URL", Short: "Write all settings of an app", Args: oneApp,
		Long: "Write all settings of an app. What is left out gets the default of HubSpot.",
	}
	cmd.RunE = c.do(env, func(ctx context.Context, client *calling.HTTPClient, app int32) (*calling.StoredWidgetSettings, error) {
		if !cmd.Flags().Changed("name") || !cmd.Flags().Changed("url") {
			return nil, errUsage{errors.New("set needs --name and --url; to change some of the settings, use patch")}
		}
		return client.CreateSettings(ctx, app, s.whole(cmd.Flags()))
	})
	s.addTo(cmd.Flags())
	return cmd
}

func newPatch(env environment, c *connection) *cobra.Command {
	var s settings
	cmd := &cobra.Command{Use: "patch APP", Short: "Change some settings of an app", Args: oneApp}
	cmd.RunE = c.do(env, func(ctx context.Context, client *calling.HTTPClient, app int32) (*calling.StoredWidgetSettings, error) {
		if !s.any(cmd.Flags()) {
			return nil, errUsage{errors.New("say what to change, as in: callingctl patch 815 --ready")}
		}
		return client.UpdateSettings(ctx, app, s.part(cmd.Flags()))
	})
	s.addTo(cmd.Flags())
	return cmd
}

func newDelete(env environment, c *connection) *cobra.Command {
	var sure bool
	cmd := &cobra.Command{
		Use: "delete APP --yes", Short: "Delete the settings of an app", Args: oneApp,
		Long: "Delete the settings of an app. It disappears from every account that has installed it, for good.",
	}
	cmd.RunE = c.do(env, func(ctx context.Context, client *calling.HTTPClient, app int32) (*calling.StoredWidgetSettings, error) {
		if !sure {
			return nil, errUsage{fmt.Errorf("delete takes app %d away from every account, for good; say --yes if you mean it", app)}
		}
		return nil, client.DeleteSettings(ctx, app)
	})
	cmd.Flags().BoolVar(&sure, "yes", false, "do it")
	return cmd
}
