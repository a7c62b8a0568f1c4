package calling_test

import (
	"context"
	"errors"
	"fmt"
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
