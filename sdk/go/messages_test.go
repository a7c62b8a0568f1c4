// Package sdk_test uses the generated package the way an integration does: from outside.
package sdk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/callinggen/callinggen/sdk/go/calling"
)

// envelopes gives the messages of testdata/envelopes.txt, one a line.
func envelopes(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/envelopes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}

// Every message of the protocol, as real peers send it, is the same JSON after it was decoded and encoded: as it stands in the
// file, and in each of its other forms.
func TestRoundTrip(t *testing.T) {
	left := messageTypes()
	for _, line := range envelopes(t) {
		for _, text := range forms(t, line) {
			_, m := roundTrip(t, text)
			if _, raw := m.(*calling.RawMessage); raw {
				t.Errorf("%s: is not known", text)
			}
			delete(left, reflect.TypeOf(m))
		}
	}
	for missing := range left {
		t.Errorf("testdata/envelopes.txt has no %s", missing)
	}
}

// roundTrip decodes a message and sees that it is encoded as the same JSON.
func roundTrip(t *testing.T, text string) (calling.Envelope, calling.Message) {
	t.Helper()
	env, m, err := calling.Decode([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	again, err := calling.Encode(env, m)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if !reflect.DeepEqual(toAny(t, []byte(text)), toAny(t, again)) {
		t.Errorf("%s\nbecame %s", text, again)
	}
	return env, m
}

// messageTypes gives the types of all messages: those that a handler of either side takes.
func messageTypes() map[reflect.Type]bool {
	types := map[reflect.Type]bool{}
	for _, handlers := range []reflect.Type{reflect.TypeFor[calling.WidgetHandlers](), reflect.TypeFor[calling.HostHandlers]()} {
		for i := range handlers.NumField() {
			if f := handlers.Field(i); f.Name != "Default" {
				types[f.Type.In(1)] = true
			}
		}
	}
	return types
}

// forms gives a message as it stands, with a member that nobody knows beside the type and inside the payload, with all members
// sorted, so that the type comes last, with white space, with its payload beside the type, and with all that is beside the type as its payload.
func forms(t *testing.T, line string) []string {
	t.Helper()
	var spaced bytes.Buffer
	if err := json.Indent(&spaced, []byte(line), "\r ", "\t"); err != nil {
		t.Fatal(err)
	}
	message := membersOf(t, line)
	flat, nested, payload := map[string]json.RawMessage{}, map[string]json.RawMessage{}, map[string]json.RawMessage{}
	for name, value := range message {
		if name == "type" || name == "messageId" {
			flat[name], nested[name] = value, value
		} else {
			payload[name] = value
		}
	}
	if data := message["data"]; len(data) > 0 && data[0] == '{' {
		for name, value := range membersOf(t, string(data)) {
			if name != "type" {
				flat[name] = value
			}
		}
	}
	nested["data"] = toJSON(t, payload)
	return []string{
		line, extended(line), extendedPayload(line), string(toJSON(t, toAny(t, []byte(line)))), spaced.String(), string(toJSON(t, flat)), string(toJSON(t, nested)),
	}
}

func membersOf(t *testing.T, text string) (members map[string]json.RawMessage) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &members); err != nil {
		t.Fatal(err)
	}
	return members
}

func toJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const news = `"x-new":{"deep":[1.50,9007199254740993,12345678901234567890.10,{"a":null}],"text":"\ud83d\ude00"}`

// extended puts a new member beside the type.
func extended(line string) string { return "{" + news + "," + line[1:] }

// extendedPayload puts a new member into the payload, if it is an object.
func extendedPayload(line string) string {
	line = strings.Replace(line, `"data":{}`, `"data":{`+news+`}`, 1)
	return strings.Replace(line, `"data":{"`, `"data":{`+news+`,"`, 1)
}

func toAny(t *testing.T, text []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// encoding/json reads and writes the payload alone just as well.
func TestWithEncodingJSON(t *testing.T) {
	for _, line := range envelopes(t) {
		_, m, err := calling.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		again := reflect.New(reflect.TypeOf(m).Elem()).Interface()
		if err := json.Unmarshal(text, again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if second, err := json.Marshal(again); err != nil || !bytes.Equal(text, second) {
			t.Errorf("%s became %s, %v", text, second, err)
		}
	}
}

func TestRawMessageKeepsEveryByte(t *testing.T) {
	text := " {\"type\" : \"DANCE\", \"n\": 1.0 ,\t\"s\":\"\\u0041\" }\n"
	env, m, err := calling.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if raw, ok := m.(*calling.RawMessage); !ok || string(raw.JSON) != text || raw.Type != "DANCE" {
		t.Errorf("got %+v", m)
	}
	if again, err := calling.Encode(env, m); err != nil || string(again) != text {
		t.Errorf("got %q, %v", again, err)
	}
}

func TestBothFormsOfSetWidgetURL(t *testing.T) {
	for text, form := range map[string]calling.Form{
		`{"type":"SET_WIDGET_URL","messageId":"1","iFrameUrl":"https://a.example/x"}`:          calling.FormFlat,
		`{"type":"SET_WIDGET_URL","messageId":"1","data":{"iFrameUrl":"https://a.example/x"}}`: calling.FormUsual,
	} {
		env, m := roundTrip(t, text)
		if got := m.(*calling.SetWidgetURL).IFrameURL; got != "https://a.example/x" || env.Form != form {
			t.Errorf("%s: got %q, form %d", text, got, env.Form)
		}
	}
}

func TestIDs(t *testing.T) {
	for text, isString := range map[string]bool{
		`{"type":"CALL_COMPLETED","messageId":"1","data":{"engagementId":9007199254740993}}`:   false,
		`{"type":"CALL_COMPLETED","messageId":"1","data":{"engagementId":"9007199254740993"}}`: true,
	} {
		_, m := roundTrip(t, text)
		id := m.(*calling.CallCompleted).EngagementID
		if n, ok := id.Int64(); id.IsString() != isString || ok == isString || ok && n != 9007199254740993 || id.String() != "9007199254740993" {
			t.Errorf("%s: got %v", text, id)
		}
	}
	_, m := roundTrip(t, `{"type":"CALL_ENDED","messageId":"1","data":{"engagementId":9223372036854775807}}`)
	if got := m.(*calling.CallEnded).EngagementID; got == nil || *got != 9223372036854775807 {
		t.Errorf("got %v", got)
	}
}

func TestOptionalScalars(t *testing.T) {
	for text, want := range map[string]*bool{
		`{"type":"CALL_COMPLETED","data":{}}`:                   nil,
		`{"type":"CALL_COMPLETED","data":{"hideWidget":false}}`: calling.Ptr(false),
		`{"type":"CALL_COMPLETED","data":{"hideWidget":true}}`:  calling.Ptr(true),
	} {
		_, m := roundTrip(t, text)
		if got := m.(*calling.CallCompleted).HideWidget; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestTimes(t *testing.T) {
	at := time.Date(2024, 11, 21, 11, 0, 0, 123_000_000, time.UTC)
	text, err := calling.Encode(calling.Envelope{}, &calling.OutgoingCallStarted{CallStartTime: calling.Ptr(calling.MillisOf(at))})
	if want := `{"type":"OUTGOING_CALL_STARTED","data":{"callStartTime":1732186800123}}`; err != nil || string(text) != want {
		t.Fatalf("got %s, %v", text, err)
	}
	_, m := roundTrip(t, string(text))
	if got := m.(*calling.OutgoingCallStarted).CallStartTime.Time(); !got.Equal(at) {
		t.Errorf("got %s", got)
	}
}

// An enum takes what it does not know; Valid and Validate tell.
func TestEnums(t *testing.T) {
	_, m := roundTrip(t, `{"type":"CALL_ENDED","data":{"callEndStatus":"GONE"}}`)
	if status := *m.(*calling.CallEnded).CallEndStatus; status != "GONE" || status.Valid() || !calling.EndStatusCompleted.Valid() {
		t.Errorf("got %q", status)
	}
	if err := m.Validate(); err == nil || err.Error() != "callEndStatus: not a value of EndStatus" {
		t.Errorf("got %v", err)
	}
}

// Every violation is told of, each with its path.
func TestViolations(t *testing.T) {
	_, m := roundTrip(t, `{"type":"OUTGOING_CALL_STARTED","data":{"fromNumber":"tomorrow","toNumber":5,"callStartTime":"now","createEngagement":"yes",
		"dialingContext":{"calleeInfo":{"calleeObjectTypeId":"0-1"},"portalId":1.5}}}`)
	want := calling.Violations{
		{Path: "toNumber", Problem: "want string, got number"},
		{Path: "callStartTime", Problem: "want integer, got string"},
		{Path: "createEngagement", Problem: "want boolean, got string"},
		{Path: "fromNumber", Problem: "want a phone number in E.164, like +442073238299"},
		{Path: "dialingContext.phoneNumber", Problem: "required"},
		{Path: "dialingContext.portalId", Problem: "want integer, got number"},
		{Path: "dialingContext.calleeInfo.calleeId", Problem: "required"},
	}
	var got calling.Violations
	if !errors.As(m.Validate(), &got) || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// Decode and encoding/json agree on what is JSON, and no value changes on its way through. Keys match by exact case, and of a
// key that is there twice the last one counts, whole.
func FuzzDecode(f *testing.F) {
	for _, line := range envelopes(f) {
		f.Add([]byte(line))
	}
	dial := func(members string) string { return `{"type":"DIAL_NUMBER","messageId":1,"data":{` + members + `}}` }
	for _, seed := range []string{
		dial(`"phoneNumber":"\ud800","countryCode":"\ud83d\ude00","new":"\uDC00\u0000\/"`), dial("\"phoneNumber\":\"\xff\xc0\xaf\""),
		dial(`"portalId":-0,"objectId":1e3,"subjectId":01`), dial(`"portalId":1.,"x":.5`), dial(`"portalId":-,"x":1e+`), dial(`"threadId":1E400`),
		dial(`"calleeInfo":{"calleeId":1},"calleeInfo":{"calleeObjectTypeId":"0-1"}`), dial(`"PhoneNumber":"case","phoneNumber":"exact"`),
		dial(`"a":` + strings.Repeat("[", 9990) + strings.Repeat("]", 9990)), strings.Repeat("[", 10001) + strings.Repeat("]", 10001),
		dial(`"x":tru`), dial(`"x":nulls`), dial(`"x":"` + "\t" + `"`), dial(`"x":"\x"`), dial(`"x":"\u12g4"`), dial(`"x":[1,]`), dial(`"x":1,`),
		dial(``) + `{}`, dial(``) + ` x`, dial(``) + "\n\t ", "\ufeff" + dial(``), dial(``)[:40], ``, ` `, `"`, `{"type"`, `{"type":"DIAL_NUMBER",}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		env, m, err := calling.Decode(data)
		if valid := json.Valid(data); !valid != (err != nil && !errors.Is(err, calling.ErrEnvelope) && !errors.Is(err, calling.ErrPayload)) {
			t.Fatalf("encoding/json takes it: %t; Decode: %v", valid, err)
		}
		if err != nil {
			return
		}
		_ = m.Validate()
		again, err := calling.Encode(env, m)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(toAny(t, data), toAny(t, again)) {
			t.Fatalf("%q\nbecame %q", data, again)
		}
		sameFields(t, data, m)
	})
}

// sameFields compares what Decode made of a payload with what encoding/json makes of its fields, where it can.
func sameFields(t *testing.T, data []byte, m calling.Message) {
	dial, ok := m.(*calling.DialNumber)
	if !ok {
		return
	}
	var peer, payload map[string]json.RawMessage
	if json.Unmarshal(data, &peer) != nil || json.Unmarshal(peer["data"], &payload) != nil {
		return
	}
	var phone string
	if raw, there := payload["phoneNumber"]; there && json.Unmarshal(raw, &phone) == nil && phone != dial.PhoneNumber {
		t.Fatalf("%q: phoneNumber is %q", data, dial.PhoneNumber)
	}
	var portal int64
	if raw, there := payload["portalId"]; there && string(raw) != "null" && json.Unmarshal(raw, &portal) == nil && (dial.PortalID == nil || *dial.PortalID != portal) {
		t.Fatalf("%q: portalId is %v", data, dial.PortalID)
	}
}
