package calling

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestSettings(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.RequestURI+" "+r.Header.Get("Authorization"))
		switch r.Method {
		case "DELETE":
			w.WriteHeader(204)
		case "PATCH":
			w.WriteHeader(404)
			_, _ = w.Write([]byte(`{"category":"OBJECT_NOT_FOUND","correlationId":"0b0f5d3e-6a0c-4c52-9b5e-5a6d3a1c0f11","message":"no app","context":{"appId":["7"]}}`))
		default:
			_, _ = w.Write([]byte(`{"name":"Phone","width":400,"new":1}`))
		}
	}))
	defer server.Close()
	client := &HTTPClient{BaseURL: server.URL, Auth: []HTTPAuth{HapikeyAuth(StaticSecret("k&y"))}}
	got, err := client.GetSettings(t.Context(), 7)
	if err != nil || got.Name != "Phone" || got.Width != 400 || string(got.Extra.Members["new"]) != "1" {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = client.UpdateSettings(t.Context(), 7, &PartialWidgetSettings{IsReady: Ptr(true)})
	var failed *HTTPError
	if !errors.As(err, &failed) || failed.Body.Category != "OBJECT_NOT_FOUND" || failed.Body.Context["appId"][0] != "7" {
		t.Error(err)
	}
	client.Auth = []HTTPAuth{OauthAuth(StaticSecret("tok"))}
	if err := client.In(DatedFamily("2026-03")).DeleteSettings(t.Context(), 7); err != nil {
		t.Error(err)
	}
	want := "GET /crm/v3/extensions/calling/7/settings?hapikey=k%26y |PATCH /crm/v3/extensions/calling/7/settings?hapikey=k%26y |" +
		"DELETE /crm/extensions/calling/2026-03/7/settings Bearer tok"
	if got := strings.Join(asked, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestServed(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/recordings/{externalId}", RecordingURLHandler(HTTPHandlerOptions{}, func(_ context.Context, id string, p RecordingURLParams) (*RecordingURLResponse, error) {
		return &RecordingURLResponse{AuthenticatedURL: "https://x.example/" + id + p.AppID}, nil
	}))
	mux.Handle("/numbers", HelpDeskNumbersHandler(HTTPHandlerOptions{}, func(_ context.Context, r *HelpDeskNumbersRequest) (*HelpDeskNumbersResponse, error) {
		return &HelpDeskNumbersResponse{PhoneNumbers: []HelpDeskPhoneNumber{}}, nil
	}))
	for _, c := range []struct{ method, path, body, want string }{
		{"GET", "/recordings/c-1?appId=815&externalAccountId=1", "", `{"authenticatedUrl":"https://x.example/c-1815"}`},
		{"GET", "/recordings/c-1?appId=815", "", `{"message":"externalAccountId: required"}`},
		{"POST", "/numbers", `{"appId":815,"portalId":1,"userId":2}`, `{"phoneNumbers":[]}`},
		{"POST", "/numbers", `{"appId":815,"portalId":1}`, `{"message":"userId: required"}`},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		if w.Body.String() != c.want {
			t.Errorf("%s: %d %s", c.path, w.Code, w.Body)
		}
	}
}
