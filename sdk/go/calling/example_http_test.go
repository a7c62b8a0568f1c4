package calling_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"

	"github.com/callinggen/callinggen/sdk/go/calling"
	"github.com/callinggen/callinggen/sdk/go/calling/callingtest"
)

// The settings of an app are written, changed and read; here those of a server in memory.
func ExampleHTTPClient_UpdateSettings() {
	server := callingtest.NewServer()
	defer server.Close()
	client := &calling.HTTPClient{
		BaseURL: server.URL, // leave it out for the real one
		Auth:    []calling.HTTPAuth{calling.HapikeyAuth(calling.StaticSecret("the developer key"))},
	}
	ctx, appID := context.Background(), int32(815)

	_, err := client.UpdateSettings(ctx, appID, &calling.PartialWidgetSettings{IsReady: calling.Ptr(true)})
	var failed *calling.HTTPError
	if errors.As(err, &failed) && failed.Status == http.StatusNotFound {
		fmt.Println(failed.Body.Message)
		_, err = client.CreateSettings(ctx, appID, &calling.WidgetSettings{
			Name: "Example Phone", URL: "https://calls.example.com/widget", IsReady: calling.Ptr(true),
		})
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	settings, err := client.GetSettings(ctx, appID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(settings.Name, settings.URL, settings.IsReady)
	// Output:
	// there is nothing at /crm/v3/extensions/calling/815/settings
	// Example Phone https://calls.example.com/widget true
}

// What the app serves is an http.Handler. The test package calls it as HubSpot does.
func ExampleRecordingURLHandler() {
	options := calling.HTTPHandlerOptions{
		Verify: func(r *http.Request, _ []byte) error {
			if r.Header.Get("X-Signature") != "that of the request" {
				return errors.New("somebody else asks")
			}
			return nil
		},
	}
	mux := http.NewServeMux()
	mux.Handle("/recordings/{externalId}", calling.RecordingURLHandler(options,
		func(_ context.Context, externalID string, _ calling.RecordingURLParams) (*calling.RecordingURLResponse, error) {
			return &calling.RecordingURLResponse{AuthenticatedURL: "https://calls.example.com/audio/" + externalID}, nil
		}))

	app := &callingtest.App{URL: "https://calls.example.com/recordings", Handler: mux}
	app.Sign = func(r *http.Request, _ []byte) error {
		r.Header.Set("X-Signature", "that of the request")
		return nil
	}
	answer, err := app.CallRecordingURL(context.Background(), "c-1042", calling.RecordingURLParams{AppID: "815", ExternalAccountID: "a-1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.AuthenticatedURL)
	// Output: https://calls.example.com/audio/c-1042
}

// Verify is given the body that the signature covers. An HTTPStatusError is what the other side is told.
func ExampleHelpDeskNumbersHandler() {
	numbers := calling.HelpDeskNumbersHandler(
		calling.HTTPHandlerOptions{Verify: func(r *http.Request, body []byte) error {
			if !hmac.Equal([]byte(r.Header.Get("X-Signature")), signature(body)) {
				return errors.New("somebody else asks")
			}
			return nil
		}},
		func(_ context.Context, request *calling.HelpDeskNumbersRequest) (*calling.HelpDeskNumbersResponse, error) {
			if request.PortalID != 7 {
				return nil, &calling.HTTPStatusError{Status: http.StatusNotFound, Text: "no such account"}
			}
			return &calling.HelpDeskNumbersResponse{PhoneNumbers: []calling.HelpDeskPhoneNumber{{E164PhoneNumber: "+442079460123"}}}, nil
		})

	app := &callingtest.App{URL: "https://calls.example.com/numbers", Handler: numbers}
	app.Sign = func(r *http.Request, body []byte) error {
		r.Header.Set("X-Signature", string(signature(body)))
		return nil
	}
	for _, portal := range []int64{7, 8} {
		answer, err := app.CallHelpDeskNumbers(context.Background(), &calling.HelpDeskNumbersRequest{AppID: 815, PortalID: portal, UserID: 1})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(answer.PhoneNumbers[0].E164PhoneNumber)
	}
	// Output:
	// +442079460123
	// helpDeskNumbers: the application answered 404 Not Found: {"message":"no such account"}
}

func signature(body []byte) []byte {
	mac := hmac.New(sha256.New, []byte("the client secret"))
	mac.Write(body)
	return base64.StdEncoding.AppendEncode(nil, mac.Sum(nil))
}
