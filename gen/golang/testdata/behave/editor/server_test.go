package editor_test

import (
	"testing"

	"example.com/editor"
	"example.com/editor/editortest"
)

func TestServer(t *testing.T) {
	server := editortest.NewServer()
	defer server.Close()
	client, ctx := server.Client(), t.Context()
	made, err := client.CreateListing(ctx, &editor.Listing{ID: "0b0f5d3e-6a0c-4c52-9b5e-5a6d3a1c0f11", Title: "Spelling", Panel: editor.PanelLeft})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.ChangeListing(ctx, made.ID, &editor.PartialListing{Title: editor.Ptr("Better")}); err != nil {
		t.Error(err)
	}
	list, err := client.In(editor.PreviewFamily("beta")).FindListings(ctx, editor.FindListingsParams{Q: "x"})
	if err != nil || len(list) != 1 || list[0].Title != "Better" || list[0].ID != made.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if err := client.DeleteListing(ctx, made.ID); err != nil {
		t.Error(err)
	}
	if mean, err := client.RateListing(ctx, made.ID, &editor.RateListingRequest{Stars: 5}); err != nil || mean.Mean != 4.2 {
		t.Errorf("%+v, %v", mean, err)
	}
}
