package calling_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"example.com/calling"
	"example.com/calling/callingtest"
)

func TestServer(t *testing.T) {
	server := callingtest.NewServer()
	defer server.Close()
	client, ctx := server.Client(), t.Context()
	var failed *calling.HTTPError
	if _, err := client.GetSettings(ctx, 815); !errors.As(err, &failed) || failed.Status != 404 || failed.Body.CorrelationID == "" {
		t.Error(err)
	}
	if _, err := client.CreateSettings(ctx, 815, &calling.WidgetSettings{Name: "Phone", URL: "https://phone.example", Width: calling.Ptr[int32](400)}); err != nil {
		t.Fatal(err)
	}
	settings, err := client.In(calling.DatedFamily("2026-03")).UpdateSettings(ctx, 815, &calling.PartialWidgetSettings{IsReady: calling.Ptr(true)})
	if err != nil || settings.Name != "Phone" || settings.Width != 400 || !settings.IsReady || settings.CreatedAt == "" {
		t.Errorf("%+v, %v", settings, err)
	}
	if err := client.DeleteSettings(ctx, 815); err != nil {
		t.Error(err)
	}
	if _, err := client.GetSettings(ctx, 815); !errors.As(err, &failed) || failed.Status != 404 {
		t.Error(err)
	}
	id, err := client.CreateTranscript(ctx, &calling.NewTranscript{EngagementID: 1, TranscriptCreateUtterances: []calling.NewUtterance{}})
	if err != nil {
		t.Fatal(err)
	}
	if transcript, err := client.GetTranscript(ctx, id.ID); err != nil || transcript.ID != id.ID {
		t.Errorf("%+v, %v", transcript, err)
	}
	call, err := client.CreateCall(ctx, &calling.NewCall{Properties: calling.EngagementProperties{HsTimestamp: calling.FromInt(1)}})
	if err != nil {
		t.Fatal(err)
	}
	if call, err = client.GetCall(ctx, call.ID, calling.GetCallParams{}); err != nil || call.ID == "" {
		t.Errorf("%+v, %v", call, err)
	}
}

// Each endpoint has an answer that its client understands.
func TestAnswers(t *testing.T) {
	server := callingtest.NewServer()
	defer server.Close()
	client, ctx := server.Client(), t.Context()
	check := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	check(client.ListConnectionStatuses(ctx, calling.ListConnectionStatusesParams{UserID: calling.Ptr("4711")}))
	check(client.GetMyConnectionStatus(ctx))
	check(client.ReadConnectionStatuses(ctx, &calling.ReadConnectionStatusesRequest{Inputs: []calling.RecordReference{{ID: "1"}}}))
	check(client.ReadCalls(ctx, &calling.ReadCallsRequest{Inputs: []calling.RecordReference{{ID: "1"}}}))
	check(nil, client.DeleteCalls(ctx, &calling.DeleteCallsRequest{Inputs: []calling.RecordReference{{ID: "1"}}}))
	check(nil, client.MarkRecordingReady(ctx, &calling.MarkRecordingReadyRequest{EngagementID: 1}))
}

// The application is asked as the other side asks it, with a signature.
func TestApp(t *testing.T) {
	mux := http.NewServeMux()
	options := calling.HTTPHandlerOptions{Verify: func(r *http.Request, _ []byte) error {
		if r.Header.Get("Signature") != "good" {
			return errors.New("forged")
		}
		return nil
	}}
	mux.Handle("/recordings/{externalId}/audio", calling.RecordingURLHandler(options, func(_ context.Context, id string, p calling.RecordingURLParams) (*calling.RecordingURLResponse, error) {
		return &calling.RecordingURLResponse{AuthenticatedURL: "https://x.example/" + id + p.AppID}, nil
	}))
	app := &callingtest.App{URL: "https://app.example/recordings/{externalId}/audio", Handler: mux}
	params := calling.RecordingURLParams{AppID: "815", ExternalAccountID: "1"}
	var failed *callingtest.AppError
	if _, err := app.CallRecordingURL(t.Context(), "c/1", params); !errors.As(err, &failed) || failed.Status != 401 {
		t.Error(err)
	}
	app.Sign = func(r *http.Request, _ []byte) error { r.Header.Set("Signature", "good"); return nil }
	if got, err := app.CallRecordingURL(t.Context(), "c/1", params); err != nil || got.AuthenticatedURL != "https://x.example/c/1815" {
		t.Errorf("%+v, %v", got, err)
	}
}
