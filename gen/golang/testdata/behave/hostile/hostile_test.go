package hostile

import (
	"encoding/json"
	"reflect"
	"testing"
)

// Names and values that try to be code arrive as what they are.
func TestNames(t *testing.T) {
	text := "{\"fi`x\":\"*/ ` \\\" \\n func\",\"ty\\\"pe`\":\"say\\\"`*/\",\"i\\\\d\":7,\"da */ta\":{\"const\":\"`\\\"*/\\n\",\"\\\"`,omitempty\":\"^`\\\"*/\",\"values\":\"*/x\",\"raw\":{\"a`\":[\"*/\",\"\\n\"]}}}"
	env, m, err := Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	say, ok := m.(*Say)
	if !ok || say.Fixed != "`\"*/\n" || *say.Tagged != "^`\"*/" || *say.Values != SayValuesX || env.ID != FromInt(7) {
		t.Errorf("got %+v", m)
	}
	if err := m.Validate(); err != nil {
		t.Error(err)
	}
	again, err := Encode(env, &Say{Tagged: say.Tagged, Values: say.Values, Raw: say.Raw})
	var a, b any
	if err != nil || json.Unmarshal([]byte(text), &a) != nil || json.Unmarshal(again, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("%s\nbecame %s, %v", text, again, err)
	}
}
