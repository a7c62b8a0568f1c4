// Package codec measures reading and writing messages with the generated Go package, beside other ways to do it in the same run:
// the ratio counts, not the machine.
//
//	go test -bench . -benchmem ./codec
package codec

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/callinggen/callinggen/sdk/go/calling"
	"github.com/go-faster/jx"
	goccy "github.com/goccy/go-json"
)

// dial is an envelope with twelve fields in its payload.
const dial = `{"type":"DIAL_NUMBER","messageId":"1732186800000_1732186800001","data":{"phoneNumber":"+442073238299","phone_number":"+442073238299",` +
	`"ownerId":"158373005","portalId":45321098,"objectId":9007199254740993,"objectType":"CONTACT","subjectId":0,"countryCode":"GB",` +
	`"calleeInfo":{"calleeId":9007199254740993,"calleeObjectTypeId":"0-1"},"startTimestamp":1732186800123,"toPhoneNumberSrc":"hs_calculated_phone_number","threadId":0}}`

// extended has two members that the protocol does not list.
var extended = dial[:len(dial)-2] + `,"campaign":{"id":7,"name":"spring"},"attempt":2}}`

// peer is what one would write by hand for encoding/json: an envelope, then a payload.
type peer struct {
	Type      string          `json:"type"`
	MessageID json.RawMessage `json:"messageId"`
	Data      json.RawMessage `json:"data"`
}

// payload is the payload of a dial, without what is not known.
type payload struct {
	PhoneNumber       string          `json:"phoneNumber"`
	LegacyPhoneNumber *string         `json:"phone_number,omitempty"`
	OwnerID           json.RawMessage `json:"ownerId,omitempty"`
	PortalID          *int64          `json:"portalId,omitempty"`
	ObjectID          *int64          `json:"objectId,omitempty"`
	ObjectType        *string         `json:"objectType,omitempty"`
	SubjectID         *int64          `json:"subjectId,omitempty"`
	CountryCode       *string         `json:"countryCode,omitempty"`
	CalleeInfo        *callee         `json:"calleeInfo,omitempty"`
	StartTimestamp    *int64          `json:"startTimestamp,omitempty"`
	ToPhoneNumberSrc  *string         `json:"toPhoneNumberSrc,omitempty"`
	ThreadID          *int64          `json:"threadId,omitempty"`
}

type callee struct {
	CalleeID           int64  `json:"calleeId"`
	CalleeObjectTypeID string `json:"calleeObjectTypeId"`
}

func BenchmarkDecode(b *testing.B) {
	b.Run("calling", func(b *testing.B) { benchCalling(b, dial) })
	b.Run("calling-two-unknown", func(b *testing.B) { benchCalling(b, extended) })
	b.Run("encoding-json", func(b *testing.B) { benchTwoPasses(b, json.Unmarshal) })
	b.Run("goccy-go-json", func(b *testing.B) { benchTwoPasses(b, goccy.Unmarshal) })
	b.Run("jx-as-ogen", benchJX)
}

// benchCalling decodes a message and hands it to its handler.
func benchCalling(b *testing.B, text string) {
	got := ""
	handlers := calling.WidgetHandlers{OnDialNumber: func(_ context.Context, m *calling.DialNumber) error {
		got = m.PhoneNumber
		return nil
	}}
	ctx, data := context.Background(), []byte(text)
	b.ReportAllocs()
	for b.Loop() {
		env, m, err := calling.Decode(data)
		if err != nil {
			b.Fatal(err)
		}
		if err := handlers.Dispatch(ctx, env, m); err != nil || got != "+442073238299" {
			b.Fatal(got, err)
		}
	}
}

func benchTwoPasses(b *testing.B, unmarshal func([]byte, any) error) {
	data := []byte(dial)
	b.ReportAllocs()
	for b.Loop() {
		var env peer
		var m payload
		if err := unmarshal(data, &env); err != nil || env.Type != "DIAL_NUMBER" {
			b.Fatal(err)
		}
		if err := unmarshal(env.Data, &m); err != nil || m.PhoneNumber != "+442073238299" {
			b.Fatal(err)
		}
	}
}

func benchJX(b *testing.B) {
	data := []byte(dial)
	b.ReportAllocs()
	for b.Loop() {
		m, err := decodeJX(data)
		if err != nil || m.PhoneNumber != "+442073238299" {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	env, m, err := calling.Decode([]byte(dial))
	if err != nil {
		b.Fatal(err)
	}
	var own payload
	var around peer
	if json.Unmarshal([]byte(dial), &around) != nil || json.Unmarshal(around.Data, &own) != nil {
		b.Fatal("the message cannot be read")
	}
	b.Run("calling", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := calling.Encode(env, m); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) { benchMarshal(b, around, &own, json.Marshal) })
	b.Run("goccy-go-json", func(b *testing.B) { benchMarshal(b, around, &own, goccy.Marshal) })
	b.Run("jx-as-ogen", func(b *testing.B) {
		value, err := decodeJX([]byte(dial))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			var e jx.Encoder
			value.encode(&e)
		}
	})
}

func benchMarshal(b *testing.B, env peer, m *payload, marshal func(any) ([]byte, error)) {
	b.ReportAllocs()
	for b.Loop() {
		data, err := marshal(m)
		if err != nil {
			b.Fatal(err)
		}
		env.Data = data
		if _, err := marshal(env); err != nil {
			b.Fatal(err)
		}
	}
}
