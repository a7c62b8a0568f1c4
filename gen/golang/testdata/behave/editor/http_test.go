package editor

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRegistry(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.RequestURI+" "+r.Header.Get("X-Trace")+r.Header.Get("X-Registry-Key")+r.Header.Get("Authorization"))
		switch {
		case r.Method == "DELETE":
			w.WriteHeader(204)
		case r.Method == "PUT":
			_, _ = w.Write([]byte(`{"mean":4.2}`))
		default:
			_, _ = w.Write([]byte(`[]`))
		}
	}))
	defer server.Close()
	client := &HTTPClient{BaseURL: server.URL, Auth: []HTTPAuth{KeyAuth(StaticSecret("k")), BearerAuth(StaticSecret("b"))}}
	if list, err := client.FindListings(t.Context(), FindListingsParams{Q: "a b&", Trace: Ptr("t")}); err != nil || list == nil {
		t.Error(list, err)
	}
	if _, err := client.In(PreviewFamily("x/y")).FindListings(t.Context(), FindListingsParams{}); err != nil {
		t.Error(err)
	}
	if err := client.DeleteListing(t.Context(), "a/b"); err != nil {
		t.Error(err)
	}
	if mean, err := client.RateListing(t.Context(), "a", &RateListingRequest{Stars: 5}); err != nil || mean == nil {
		t.Error(mean, err)
	}
	want := "GET /plugins/?q=a+b%26 t|GET /preview/x%2Fy/?q= |DELETE /plugins/a%2Fb k|PUT /ratings/a Bearer b"
	if got := strings.Join(asked, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestInstalled(t *testing.T) {
	var got string
	h := PluginInstalledHandler(HTTPHandlerOptions{}, func(_ context.Context, r *PluginInstalledRequest) error {
		got = r.Listing
		return nil
	})
	r := httptest.NewRequest("POST", "/hooks/installed", strings.NewReader(`{"listing":"0b0f5d3e-6a0c-4c52-9b5e-5a6d3a1c0f11"}`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 204 || got == "" {
		t.Error(w.Code, w.Body, got)
	}
}
