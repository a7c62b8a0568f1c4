package main

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/pflag"

	"github.com/callinggen/callinggen/sdk/go/calling"
)

// The variables of the environment that hold a credential. Flags would leave it in the history of the shell, and in the list
// of processes.
const (
	envKey   = "HUBSPOT_DEVELOPER_KEY"
	envToken = "HUBSPOT_TOKEN"
)

// A connection says how HubSpot is reached.
type connection struct {
	baseURL string
	release string
	timeout time.Duration
}

func (c *connection) addTo(flags *pflag.FlagSet) {
	flags.StringVar(&c.baseURL, "base-url", calling.DefaultServer, "where the API is")
	flags.StringVar(&c.release, "release", "", "release of the API, as in 2026-03; without one, version 3")
	flags.DurationVar(&c.timeout, "timeout", 30*time.Second, "how long one request may take")
}

func (c *connection) client(env environment) (*calling.HTTPClient, error) {
	client := &calling.HTTPClient{BaseURL: c.baseURL, Client: &http.Client{Timeout: c.timeout}}
	if key, ok := env.lookup(envKey); ok && key != "" {
		client.Auth = append(client.Auth, calling.HapikeyAuth(calling.StaticSecret(key)))
	}
	if token, ok := env.lookup(envToken); ok && token != "" {
		client.Auth = append(client.Auth, calling.OauthAuth(calling.StaticSecret(token)))
	}
	if len(client.Auth) == 0 {
		return nil, fmt.Errorf("there is no credential: set %s to the key of the developer account, or %s to an OAuth token", envKey, envToken)
	}
	if c.release != "" {
		client = client.In(calling.DatedFamily(calling.APIRelease(c.release)))
	}
	return client, nil
}

// explain turns an error of HubSpot into a sentence that says what to do.
func explain(err error) error {
	var failed *calling.HTTPError
	switch {
	case errors.Is(err, calling.ErrHTTPAnswer):
		return fmt.Errorf("the answer is not one of HubSpot's API; check --base-url: %w", err)
	case !errors.As(err, &failed):
		return err
	}
	reason := "HubSpot answered " + fmt.Sprint(failed.Status)
	if failed.Body != nil {
		reason = fmt.Sprintf("HubSpot says: %s (%s, correlation id %s)", failed.Body.Message, failed.Body.Category, failed.Body.CorrelationID)
	}
	switch failed.Status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("the credential was refused; check %s or %s. %s", envKey, envToken, reason)
	case http.StatusNotFound:
		return fmt.Errorf("there are no settings of this app, or no such app; write them with: callingctl set. %s", reason)
	case http.StatusTooManyRequests:
		return fmt.Errorf("there were too many requests; try again later. %s", reason)
	}
	return errors.New(reason)
}
