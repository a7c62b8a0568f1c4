package calling

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func toAny(text string) (v any) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

func TestDialNumber(t *testing.T) {
	_, m, err := Decode([]byte(`{"type":"DIAL_NUMBER","messageId":"h1","data":{"phoneNumber":"+442073238299","ownerId":55,
		"calleeInfo":{"calleeId":9007199254740993,"calleeObjectTypeId":"0-5"},"startTimestamp":1732186800000,"new":true}}`))
	if err != nil {
		t.Fatal(err)
	}
	dial := m.(*DialNumber)
	if dial.CalleeInfo.CalleeID != 9007199254740993 || dial.CalleeInfo.CalleeObjectTypeID != "0-5" {
		t.Errorf("got %+v", dial.CalleeInfo)
	}
	if id, ok := dial.OwnerID.Int64(); id != 55 || !ok {
		t.Errorf("got owner %v", dial.OwnerID)
	}
	if at := dial.StartTimestamp.Time(); !at.Equal(time.Date(2024, 11, 21, 11, 0, 0, 0, time.UTC)) {
		t.Errorf("got %v", at)
	}
	if string(dial.Extra.Members["new"]) != "true" {
		t.Errorf("got %s", dial.Extra.Members)
	}
	call := OutgoingCallStarted{DialingContext: (*DialingContext)(dial)} // a message shares its fields with its type
	if call.DialingContext.PhoneNumber != dial.PhoneNumber {
		t.Error("the number was lost")
	}
}

func TestUnions(t *testing.T) {
	_, m, err := Decode([]byte(`{"type":"CALLER_ID_MATCH_SUCCEEDED","data":{"callerIdMatches":[
		{"callerIdType":"CONTACT","firstName":"Ada"},{"callerIdType":"COMPANY","name":"Engines"},{"callerIdType":"TICKET"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, match := range m.(*CallerIDMatchSucceeded).CallerIDMatches {
		switch match := match.(type) {
		case *ContactIDMatch:
			got = append(got, "contact "+*match.FirstName)
		case *CompanyIDMatch:
			got = append(got, "company "+*match.Name)
		case RawValue:
			got = append(got, "raw "+string(match))
		}
	}
	if want := `contact Ada, company Engines, raw {"callerIdType":"TICKET"}`; strings.Join(got, ", ") != want {
		t.Errorf("got %q", got)
	}
}

func TestValidate(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"DIAL_NUMBER","data":{"calleeInfo":{"calleeObjectTypeId":"0-1"}}}`:                     "phoneNumber: required\ncalleeInfo.calleeId: required",
		`{"type":"CALL_ENDED","data":{"externalCallId":"c","engagementId":1,"callEndStatus":"MISSED"}}`: "",
		`{"type":"CALL_ENDED","data":{"externalCallId":"c","engagementId":1,"callEndStatus":"GONE"}}`:   "callEndStatus: not a value of EndStatus",
		`{"type":"VISIBILITY_CHANGED","data":{"isMinimized":"no","isHidden":false}}`:                    "isMinimized: want boolean, got string",
		`{"type":"SET_WIDGET_URL","iFrameUrl":"/relative"}`:                                             "iFrameUrl: want an absolute URI",
	} {
		_, m, err := Decode([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := m.Validate(); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		m    Message
		want string
	}{
		{&UserAvailable{}, `{"type":"USER_AVAILABLE","messageId":"x"}`},
		{&Initialized{}, `{"type":"INITIALIZED","messageId":"x","data":{}}`},
		{&CallCompleted{EngagementID: FromString("7"), HideWidget: Ptr(false)},
			`{"type":"CALL_COMPLETED","messageId":"x","data":{"engagementId":"7","hideWidget":false}}`},
		{&SetWidgetURL{IFrameURL: "https://a.example"}, `{"type":"SET_WIDGET_URL","messageId":"x","data":{"iFrameUrl":"https://a.example"}}`},
		{&SyncAck{Version: ProtocolVersion, IFrameURL: "https://a.example"},
			`{"type":"SYNC_ACK","messageId":"x","debugMode":false,"version":"` + ProtocolVersion + `","iFrameUrl":"https://a.example"}`},
	} {
		got, err := Encode(Envelope{ID: FromString("x")}, c.m)
		if err != nil || string(got) != c.want {
			t.Errorf("got %s, %v, want %s", got, err, c.want)
		}
	}
}

func TestDispatch(t *testing.T) {
	var got []string
	h := WidgetHandlers{
		OnFailed: func(_ context.Context, m *Failed) error {
			got = append(got, "failed "+string(m.Extra.Members["error"]))
			return nil
		},
		OnCreateEngagementFailed: func(_ context.Context, m *CreateEngagementFailed) error {
			got = append(got, "create")
			return errors.New("stop")
		},
		OnReady:          func(context.Context, *Ready) error { got = append(got, "ready"); return nil },
		OnError:          func(context.Context, *Error) error { got = append(got, "error"); return nil },
		OnUnknownMessage: func(context.Context, *UnknownMessage) error { got = append(got, "unknown"); return nil },
		Default:          func(_ context.Context, m Message) error { got = append(got, "default "+TypeOf(m)); return nil },
	}
	for _, c := range []struct{ text, want, answer string }{
		{`{"type":"CREATE_ENGAGEMENT_FAILED","data":{"error":{}}}`, "failed {}, create", ""},
		{`{"type":"NEW_THING_FAILED","data":{"error":1}}`, "failed 1, default NEW_THING_FAILED", "answered"},
		{`{"type":"READY"}`, "ready", ""},
		{`{"type":"END_CALL"}`, "default END_CALL", ""},
		{`{"type":"ERROR","data":{"message":"x"}}`, "error", ""},
		{`{"type":"ERROR","data":{"type":"UNKNOWN_MESSAGE_TYPE","data":{}}}`, "unknown", ""},
		{`{"type":"RESIZE_WIDGET","data":{}}`, "default RESIZE_WIDGET", "answered"}, // from the wrong side
		{`{"type":"DANCE"}`, "default DANCE", "answered"},
	} {
		got = nil
		env, m, err := Decode([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		err = h.Dispatch(context.Background(), env, m)
		if strings.Join(got, ", ") != c.want || (err != nil) != strings.Contains(c.want, "create") {
			t.Errorf("%s: got %q, %v", c.text, got, err)
		}
		answer, err := h.Answer(env, m)
		if err != nil || (answer != nil) != (c.answer != "") {
			t.Errorf("%s: answered %v, %v", c.text, answer, err)
			continue
		}
		if answer == nil {
			continue
		}
		text, err := Encode(Envelope{}, answer)
		want := `{"type":"ERROR","data":{"type":"UNKNOWN_MESSAGE_TYPE","data":{"originalMessage":` + c.text + `}}}`
		if err != nil || !reflect.DeepEqual(toAny(string(text)), toAny(want)) {
			t.Errorf("%s: answered %s, %v", c.text, text, err)
		}
	}
}
