package flat

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestFlat(t *testing.T) {
	for text, want := range map[string]Message{
		`{"op":"move","x":1,"data":{"a":1.0},"payload":"p","":0}`: &Move{
			X: 1, Data: json.RawMessage(`{"a":1.0}`), Payload: Ptr("p"), Extra: Extra{Members: map[string]json.RawMessage{"": []byte("0")}},
		},
		`{"op":"move","id":7}`:     &Move{Extra: Extra{Members: map[string]json.RawMessage{"id": []byte("7")}, Missing: []string{"x"}}},
		`{"op":"stop"}`:            &Stop{},
		`{"op":"stop","now":true}`: &Stop{Extra{Members: map[string]json.RawMessage{"now": []byte("true")}}},
	} {
		env, m, err := Decode([]byte(text))
		if err != nil || !reflect.DeepEqual(m, want) || !reflect.DeepEqual(env, Envelope{Type: TypeOf(want)}) {
			t.Errorf("%s: got %+v, %+v, %v", text, env, m, err)
			continue
		}
		again, err := Encode(env, m)
		var a, b any
		if err != nil || json.Unmarshal([]byte(text), &a) != nil || json.Unmarshal(again, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("%s\nbecame %s, %v", text, again, err)
		}
	}
	if text, err := Encode(Envelope{ID: FromInt(1)}, &Stop{}); err != nil || string(text) != `{"op":"stop"}` {
		t.Errorf("got %s, %v", text, err)
	}
}
