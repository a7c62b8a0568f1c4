package calling_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/callinggen/callinggen/sdk/go/calling"
)

// A message keeps what the package does not know, and writes it again.
func ExampleDecode() {
	env, m, err := calling.Decode([]byte(`{"type":"DIAL_NUMBER","messageId":"host_1","data":{"phoneNumber":"","new":true}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	if dial, ok := m.(*calling.DialNumber); ok {
		fmt.Printf("%s %s: %q, and %s\n", env.Type, env.ID, dial.PhoneNumber, dial.Extra.Members["new"])
	}
	data, err := calling.Encode(env, m)
	fmt.Println(string(data), err)
	// Output:
	// DIAL_NUMBER host_1: "", and true
	// {"type":"DIAL_NUMBER","messageId":"host_1","data":{"phoneNumber":"","new":true}} <nil>
}

// Dispatch calls the handler of a message, and Default for those that have none.
func ExampleWidgetHandlers_Dispatch() {
	handlers := calling.WidgetHandlers{
		OnDialNumber: func(_ context.Context, m *calling.DialNumber) error {
			fmt.Println("dials", m.PhoneNumber)
			return nil
		},
		Default: func(_ context.Context, m calling.Message) error {
			fmt.Println("does nothing about", calling.TypeOf(m))
			return nil
		},
	}
	for _, text := range []string{
		`{"type":"DIAL_NUMBER","messageId":"host_1","data":{"phoneNumber":"+442079460123"}}`,
		`{"type":"END_CALL","messageId":"host_2"}`,
	} {
		env, m, err := calling.Decode([]byte(text))
		if err == nil {
			err = handlers.Dispatch(context.Background(), env, m)
		}
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// dials +442079460123
	// does nothing about END_CALL
}

// A host opens the conversation, and asks the widget to dial as soon as it is initialized.
func ExampleHost() {
	ctx := context.Background()
	conn, other := calling.Pipe()
	go func() { _ = app(other).Run(ctx) }()

	var host *calling.Host
	host = calling.NewHost(conn, &calling.HostHandlers{
		OnInitialized: func(ctx context.Context, _ *calling.Initialized) error {
			return host.DialNumber(ctx, &calling.DialNumber{PhoneNumber: "+442079460123"})
		},
		OnOutgoingCallStarted: func(_ context.Context, m *calling.OutgoingCallStarted) error {
			fmt.Println("the app calls", *m.ToNumber)
			return host.Close()
		},
	}, &calling.HostOptions{Open: &calling.Sync{PortalID: calling.Ptr(int64(62515))}})
	fmt.Println(host.Run(ctx))
	// Output:
	// the app calls +442079460123
	// <nil>
}

// app is a calling app that calls whom it is asked to call.
func app(conn calling.Conn) *calling.Widget {
	var widget *calling.Widget
	widget = calling.NewWidget(conn, &calling.WidgetHandlers{
		OnReady: func(ctx context.Context, _ *calling.Ready) error {
			return widget.Initialized(ctx, &calling.Initialized{IsLoggedIn: calling.Ptr(true)})
		},
		OnDialNumber: func(ctx context.Context, m *calling.DialNumber) error {
			return widget.OutgoingCall(ctx, &calling.OutgoingCallStarted{ToNumber: &m.PhoneNumber})
		},
	}, nil)
	return widget
}

// A message that was sent can be waited on for its reply. Only the wanted types end the wait; a deadline ends it too.
func ExampleWidget_OutgoingCallAndWait() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, other := calling.Pipe()
	go func() { _ = crm(other).Run(ctx) }()

	widget := calling.NewWidget(conn, nil, nil)
	ended := make(chan error, 1)
	go func() { ended <- widget.Run(ctx) }()

	reply, err := widget.OutgoingCallAndWait(ctx,
		&calling.OutgoingCallStarted{ToNumber: calling.Ptr("+442079460123"), CreateEngagement: calling.Ptr(true)},
		&calling.CreateEngagementSucceeded{}, &calling.CreateEngagementFailed{})
	switch m := reply.(type) {
	case *calling.CreateEngagementSucceeded:
		fmt.Println("logged as engagement", m.EngagementID)
	case *calling.CreateEngagementFailed:
		fmt.Println("was not logged")
	case nil:
		fmt.Println("no reply:", errors.Is(err, context.DeadlineExceeded), err)
	}
	fmt.Println(widget.Close(), <-ended)
	// Output:
	// logged as engagement 1001
	// <nil> <nil>
}

// crm is a host that logs every call.
func crm(conn calling.Conn) *calling.Host {
	var host *calling.Host
	host = calling.NewHost(conn, &calling.HostHandlers{
		OnOutgoingCallStarted: func(ctx context.Context, _ *calling.OutgoingCallStarted) error {
			return host.CreateEngagementSucceeded(ctx, &calling.CreateEngagementSucceeded{EngagementID: 1001})
		},
	}, nil)
	return host
}

// Decode takes what it can; Validate tells of what is missing or wrong, each with its path.
func ExampleViolations() {
	_, m, err := calling.Decode([]byte(`{"type":"DIAL_NUMBER","messageId":"host_1","data":{"portalId":"7","calleeInfo":{"calleeObjectTypeId":"0-1"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	var violations calling.Violations
	if errors.As(m.Validate(), &violations) {
		for _, v := range violations {
			fmt.Println(v.Path, "-", v.Problem)
		}
	}
	// Output:
	// phoneNumber - required
	// portalId - want integer, got string
	// calleeInfo.calleeId - required
}

// An app goes live with its settings. An answer that says no is an error with what the API says about it.
func ExampleHTTPClient_UpdateSettings() {
	api := httptest.NewServer(http.HandlerFunc(settingsAPI)) // leave BaseURL out to call the real one
	defer api.Close()
	client := &calling.HTTPClient{
		BaseURL: api.URL,
		Auth:    []calling.HTTPAuth{calling.OauthAuth(calling.StaticSecret("token"))},
	}
	for _, appID := range []int32{815, 816} {
		settings, err := client.UpdateSettings(context.Background(), appID, &calling.PartialWidgetSettings{IsReady: calling.Ptr(true)})
		var failed *calling.HTTPError
		switch {
		case errors.As(err, &failed) && failed.Body != nil:
			fmt.Println(failed.Status, failed.Body.Category)
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Println(settings.Name, "is ready:", settings.IsReady)
		}
	}
	// Output:
	// Phone is ready: true
	// 404 OBJECT_NOT_FOUND
}

// settingsAPI knows one app.
func settingsAPI(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if !strings.Contains(r.URL.Path, "/815/") {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"category":"OBJECT_NOT_FOUND","correlationId":"0b0f5d3e-6a0c-4c52-9b5e-5a6d3a1c0f11","message":"There is no such app."}`)
		return
	}
	fmt.Fprint(w, `{"name":"Phone","url":"https://phone.example","width":400,"height":600,"isReady":true}`)
}

// The app serves the address of each recording. Requests whose signature is wrong do not get through.
func ExampleRecordingURLHandler() {
	recordings := calling.RecordingURLHandler(
		calling.HTTPHandlerOptions{Verify: signedWith("client secret")},
		func(_ context.Context, externalID string, _ calling.RecordingURLParams) (*calling.RecordingURLResponse, error) {
			return &calling.RecordingURLResponse{AuthenticatedURL: "https://recordings.example/" + externalID + ".mp3"}, nil
		},
	)
	mux := http.NewServeMux()
	mux.Handle("GET /recordings/{externalId}", recordings)

	request := httptest.NewRequest("GET", "/recordings/c-1042?appId=815&externalAccountId=7", nil)
	ask(mux, request)
	sign(request, nil, "client secret")
	ask(mux, request)
	// Output:
	// 401 {"message":"the signature is not valid"}
	// 200 {"authenticatedUrl":"https://recordings.example/c-1042.mp3"}
}

// The app serves the numbers that the help desk may use. Verify is given the body that the signature covers.
func ExampleHelpDeskNumbersHandler() {
	numbers := calling.HelpDeskNumbersHandler(
		calling.HTTPHandlerOptions{Verify: signedWith("client secret")},
		func(_ context.Context, r *calling.HelpDeskNumbersRequest) (*calling.HelpDeskNumbersResponse, error) {
			if r.PortalID != 7 {
				return nil, &calling.HTTPStatusError{Status: http.StatusNotFound, Text: "no such account"}
			}
			return &calling.HelpDeskNumbersResponse{PhoneNumbers: []calling.HelpDeskPhoneNumber{}}, nil
		},
	)
	for _, body := range []string{`{"appId":815,"portalId":7,"userId":1}`, `{"appId":815,"portalId":8,"userId":1}`, `{"appId":815}`} {
		request := httptest.NewRequest("POST", "/", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		sign(request, []byte(body), "client secret")
		ask(numbers, request)
	}
	// Output:
	// 200 {"phoneNumbers":[]}
	// 404 {"message":"no such account"}
	// 400 {"message":"portalId: required; userId: required"}
}

// signedWith verifies a signature over the method, the address, the body and the time, as the vendor documents it for version 3
// of its signatures.
func signedWith(secret string) func(*http.Request, []byte) error {
	return func(r *http.Request, body []byte) error {
		got, err := base64.StdEncoding.DecodeString(r.Header.Get("X-HubSpot-Signature-v3"))
		if err != nil || !hmac.Equal(got, signature(r, body, secret)) {
			return errors.New("wrong signature")
		}
		return nil // a real app refuses times of more than five minutes ago, too
	}
}

func signature(r *http.Request, body []byte, secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s%s%s%s%s", r.Method, "https://app.example", r.URL, body, r.Header.Get("X-HubSpot-Request-Timestamp"))
	return mac.Sum(nil)
}

// sign does what the vendor does.
func sign(r *http.Request, body []byte, secret string) {
	r.Header.Set("X-HubSpot-Request-Timestamp", "1772357400000")
	r.Header.Set("X-HubSpot-Signature-v3", base64.StdEncoding.EncodeToString(signature(r, body, secret)))
}

func ask(h http.Handler, r *http.Request) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, strings.TrimSpace(w.Body.String()))
}
