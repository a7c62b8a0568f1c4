package pets_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"context"
	"example.com/pets"
	"example.com/pets/petstest"
)

// What the client sends, the server keeps, and refuses what the protocol does not allow.
func TestServer(t *testing.T) {
	server := petstest.NewServer()
	defer server.Close()
	client, ctx := server.Client(), t.Context()
	pet, err := client.AddPet(ctx, &pets.NewPet{Name: "Rex", Kind: pets.Ptr(pets.KindDog)})
	if err != nil || pet.ID != 1001 || pet.Name != "Rex" || pet.Kind != pets.KindDog || pet.Legs != 4 {
		t.Fatalf("%+v, %v", pet, err)
	}
	pet, err = client.ChangePet(ctx, pet.ID, &pets.PartialNewPet{Owner: &pets.NewPetOwner{Name: pets.Ptr("Ada")}})
	if err != nil || pet.Name != "Rex" || *pet.Owner.Name != "Ada" {
		t.Errorf("%+v, %v", pet, err)
	}
	list, err := client.ListPets(ctx, pets.ListPetsParams{Kinds: []pets.Kind{pets.KindDog, pets.KindCat}, Tags: []string{"a", "b"}})
	if err != nil || list.Total != 1 || list.Pets[0].ID != pet.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if r := server.Requests(petstest.ListPetsEndpoint); len(r) != 1 || !slices.Equal(r[0].Parameters["kinds"], []string{"dog", "cat"}) {
		t.Errorf("%+v", r)
	}
	if err := client.RemovePet(ctx, pet.ID); err != nil {
		t.Error(err)
	}
	var failed *pets.HTTPError
	if _, err := client.GetPet(ctx, pet.ID); !errors.As(err, &failed) || failed.Body.Status != 404 || *failed.Body.Detail != "there is nothing at /pets/1001" {
		t.Error(err)
	}
	if _, err := client.AddPet(ctx, &pets.NewPet{Kind: pets.Ptr(pets.Kind("cow"))}); !errors.As(err, &failed) || *failed.Body.Detail != "name: want a length of at least 1; kind: not a value of Kind" {
		t.Error(err)
	}
	if _, err := client.ListPets(ctx, pets.ListPetsParams{Kinds: []pets.Kind{"cow"}}); !errors.As(err, &failed) || failed.Status != 400 {
		t.Error(err)
	}
	if _, err := client.ListPets(ctx, pets.ListPetsParams{Limit: pets.Ptr[int64](101)}); !errors.As(err, &failed) || failed.Status != 400 {
		t.Error(err)
	}
	if hours, err := client.ChangeHours(ctx, &pets.PartialHours{Closes: pets.Ptr[int64](17)}); err != nil || hours.Opens != 0 || *hours.Closes != 17 {
		t.Errorf("%+v, %v", hours, err)
	}
	if err := client.WriteNote(ctx, "a/b", "12"); err != nil {
		t.Error(err)
	}
	if note, err := client.GetNote(ctx, "a/b"); err != nil || note != "12" {
		t.Errorf("%q, %v", note, err)
	}
	found, err := client.FindPets(ctx, &pets.Dog{Barks: true})
	if err != nil || len(found) != 1 || found[0].(*pets.Cat).Lives != 9 {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := client.FindPets(ctx, &pets.Cat{}); !errors.As(err, &failed) || *failed.Body.Detail != "lives: want at least 1" {
		t.Error(err)
	}
	if _, err := (&pets.HTTPClient{BaseURL: server.URL, Auth: []pets.HTTPAuth{pets.TokenAuth(pets.StaticSecret("x"))}}).AddPet(ctx, &pets.NewPet{Name: "x"}); err != nil {
		t.Error(err)
	}
	server.Accept = func(scheme, credential string) bool { return credential == "y" }
	if err := client.RemovePet(ctx, 1); !errors.As(err, &failed) || failed.Status != 401 {
		t.Error(err)
	}
}

// A client goes on after an error that passes.
func TestBusy(t *testing.T) {
	server := petstest.NewServer()
	defer server.Close()
	client := server.Client()
	client.Sleep = func(context.Context, time.Duration) error { return nil }
	times := 0
	server.Handle(petstest.AddPetEndpoint, func(r *petstest.Request) (any, error) {
		if times++; times < 3 {
			return nil, &petstest.Refusal{Status: http.StatusTooManyRequests, Message: "later", Header: http.Header{"Retry-After": {"1"}}}
		}
		return r.Default()
	})
	if pet, err := client.AddPet(t.Context(), &pets.NewPet{Name: "Rex"}); err != nil || pet.ID != 1001 || times != 3 {
		t.Errorf("%+v, %v after %d", pet, err, times)
	}
}

// The application is called with what its handler reads.
func TestApp(t *testing.T) {
	var id int64
	var tags []string
	var animal pets.Animal
	list := []pets.Pet{{ID: 1, Name: "Rex", Kind: pets.KindDog, Born: "2026-01-01", Legs: 4}}
	app := &petstest.App{Handler: pets.SoldHandler(pets.HTTPHandlerOptions{}, func(_ context.Context, petID int64, request pets.Animal, p pets.SoldParams) ([]pets.Pet, error) {
		id, tags, animal = petID, p.Tags, request
		return list, nil
	})}
	got, err := app.CallSold(t.Context(), 7, &pets.Dog{Barks: true}, pets.SoldParams{Tags: []string{"a", "b"}})
	if err != nil || len(got) != 1 || got[0].Name != "Rex" || id != 7 || !slices.Equal(tags, []string{"a", "b"}) || !animal.(*pets.Dog).Barks {
		t.Errorf("%+v, %v, %d, %q, %+v", got, err, id, tags, animal)
	}
	var failed *petstest.AppError
	if _, err := app.CallSold(t.Context(), 7, &pets.Cat{}, pets.SoldParams{}); !errors.As(err, &failed) || failed.Status != 400 {
		t.Error(err)
	}
	if _, err := app.CallSold(t.Context(), 0, &pets.Dog{}, pets.SoldParams{}); !errors.As(err, &failed) || failed.Status != 400 {
		t.Error(err)
	}
	list = []pets.Pet{{}}
	var violations pets.Violations
	if _, err := app.CallSold(t.Context(), 7, &pets.Dog{}, pets.SoldParams{}); !errors.As(err, &violations) {
		t.Error(err)
	}
}
