// Package codec measures reading and writing messages with the generated Go package, beside other ways to do it in the same run:
// the ratio counts, not the machine.
//
//	go test -bench . -benchmem ./codec
package codec

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

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

// A contestant does one thing in one way, and panics when it cannot.
type contestant struct {
	name string
	do   func()
}

const ours, theirs = "calling", "jx"

// decoders read the text and hand what it says to whoever wants it.
func decoders(text string) []contestant {
	data := []byte(text)
	return []contestant{
		{ours, decodeCalling(data)},
		{"encoding-json", func() { decodeTwoPasses(data, json.Unmarshal) }},
		{"goccy-go-json", func() { decodeTwoPasses(data, goccy.Unmarshal) }},
		{theirs, func() {
			m, err := decodeJX(data)
			must(err)
			mustDial(m.PhoneNumber)
		}},
	}
}

// encoders write the message that decoders read.
func encoders() []contestant {
	env, m, err := calling.Decode([]byte(dial))
	must(err)
	var around peer
	var own payload
	must(json.Unmarshal([]byte(dial), &around))
	must(json.Unmarshal(around.Data, &own))
	value, err := decodeJX([]byte(dial))
	must(err)
	return []contestant{
		{ours, func() {
			_, err := calling.Encode(env, m)
			must(err)
		}},
		{"encoding-json", func() { encodeTwoPasses(around, &own, json.Marshal) }},
		{"goccy-go-json", func() { encodeTwoPasses(around, &own, goccy.Marshal) }},
		{theirs, func() {
			var e jx.Encoder
			value.encode(&e)
		}},
	}
}

// decodeCalling decodes a message and hands it to its handler.
func decodeCalling(data []byte) func() {
	handlers := calling.WidgetHandlers{OnDialNumber: func(_ context.Context, m *calling.DialNumber) error {
		mustDial(m.PhoneNumber)
		return nil
	}}
	ctx := context.Background()
	return func() {
		env, m, err := calling.Decode(data)
		must(err)
		must(handlers.Dispatch(ctx, env, m))
	}
}

func decodeTwoPasses(data []byte, unmarshal func([]byte, any) error) {
	var env peer
	var m payload
	must(unmarshal(data, &env))
	must(unmarshal(env.Data, &m))
	mustDial(m.PhoneNumber)
}

func encodeTwoPasses(env peer, m *payload, marshal func(any) ([]byte, error)) {
	data, err := marshal(m)
	must(err)
	env.Data = data
	_, err = marshal(env)
	must(err)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func mustDial(number string) {
	if number != "+442073238299" {
		panic("dialed " + number)
	}
}

func BenchmarkDecode(b *testing.B)        { each(b, decoders(dial)) }
func BenchmarkDecodeUnknown(b *testing.B) { each(b, decoders(extended)) }
func BenchmarkEncode(b *testing.B)        { each(b, encoders()) }

func each(b *testing.B, contestants []contestant) {
	for _, c := range contestants {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.do()
			}
		})
	}
}

// BenchmarkTogether measures all of them on a machine that others use too: by turns, in pieces too short for much to happen in
// between. It gives the fastest piece of each, and the median of the ratios to jx.
func BenchmarkTogether(b *testing.B) {
	b.Run("decode", func(b *testing.B) { together(b, decoders(dial)) })
	b.Run("decode-unknown", func(b *testing.B) { together(b, decoders(extended)) })
	b.Run("encode", func(b *testing.B) { together(b, encoders()) })
}

func together(b *testing.B, contestants []contestant) {
	fastest, ratios := map[string]float64{}, map[string][]float64{}
	for b.Loop() {
		times := map[string]float64{}
		for _, c := range contestants {
			times[c.name] = piece(c.do)
		}
		for name, t := range times {
			fastest[name] = min(t, cmp.Or(fastest[name], t))
			ratios[name] = append(ratios[name], t/times[theirs])
		}
	}
	for name, list := range ratios {
		slices.Sort(list)
		b.ReportMetric(fastest[name], name+"-ns")
		b.ReportMetric(list[len(list)/2], name+"/jx")
	}
	b.ReportMetric(0, "ns/op") // of all of them together, which says nothing
}

// piece is how long one takes of a few, in nanoseconds.
func piece(do func()) float64 {
	const few = 50
	start := time.Now()
	for range few {
		do()
	}
	return float64(time.Since(start)) / few
}
