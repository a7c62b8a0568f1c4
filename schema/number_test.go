package schema_test

import (
	"testing"

	"github.com/callinggen/callinggen/schema"
)

func TestInDouble(t *testing.T) {
	for number, want := range map[string]string{
		"0": "0", "-0": "-0", "1.50": "1.50", "0.1": "0.1", "1e2": "1e2", "5e-324": "5e-324",
		"9007199254740992": "9007199254740992", "9007199254740994": "9007199254740994", "1e23": "1e23", "10000000000000000": "10000000000000000",
		"9007199254740993": "9007199254740992", "-9007199254740993": "-9007199254740992", "9223372036854775807": "9223372036854776000",
		"0.1000000000000000055511": "0.1", "9007199254740993.0": "9007199254740992",
	} {
		v := &schema.Value{Kind: schema.NumberValue, Number: number}
		if got, same := v.InDouble(); got != want || same != (want == number) {
			t.Errorf("%s is written as %s, %t; want %s", number, got, same, want)
		}
	}
}
