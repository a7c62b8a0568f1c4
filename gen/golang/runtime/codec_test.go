package runtime

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// What was read is written again as the same JSON, whatever of it fits the fields.
func TestRoundTrip(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"text":"Hello, \"world\" \u00e9\n\u2028 <b>&\u0000"}`,
		`{"text":"x","to":"x","unknown":{"deep":[1,2.50,{"a":null}]},"another":9007199254740993.10}`,
		`{"to":7}`, `{"to":"7"}`, `{"to":""}`, `{"to":9223372036854775808}`, `{"to":1.50}`, `{"to":null}`, `{"to":[1]}`,
		`{"at":1700000000000}`, `{"at":1.7e12}`, `{"at":1700000000000.25}`, `{"at":"soon"}`, `{"at":-0}`,
		`{"sent":"2026-03-01T09:30:00.120+01:00"}`,
		`{"loud":true}`, `{"loud":false}`, `{"loud":null}`, `{"loud":"yes"}`,
		`{"size":1.50}`, `{"size":1e400}`, `{"size":0.1}`, `{"size":123456789012345678901234567890}`, `{"size":1e21}`, `{"size":-0}`,
		`{"small":2147483648}`, `{"small":-2147483648}`, `{"small":5.0}`,
		`{"big":18446744073709551615}`, `{"big":-1}`, `{"big":18446744073709551616}`,
		`{"mood":"good"}`, `{"mood":"odd"}`, `{"mood":3}`,
		`{"picture":"aGk="}`, `{"picture":"aGk"}`, `{"picture":""}`, `{"picture":"%%"}`, `{"picture":null}`, `{"picture":7}`,
		`{"tags":[]}`, `{"tags":["a","b"]}`, `{"tags":["a",7]}`, `{"tags":null}`, `{"tags":{}}`,
		`{"grid":[[1,2.0],[]]}`, `{"grid":[[1],["x"]]}`,
		`{"holes":[null,"x",null]}`,
		`{"parts":["word",12,{"kind":"place","x":1,"y":null},{"kind":"other"},true,null,1.5,[]]}`,
		`{"part":"word"}`, `{"part":5}`, `{"part":null}`, `{"part":{"kind":"place"}}`, `{"part":{"kind":"pl\u0061ce","x":1,"y":2}}`,
		`{"scores":{"a":1,"b":9007199254740993}}`, `{"scores":{"a":1.5}}`, `{"scores":{"a":1.0}}`, `{"scores":{}}`,
		`{"places":{"home":{"kind":"place","x":1,"y":2,"z":3,"name":"Home","more":4.0}}}`,
		`{"answer":{"text":"a","answer":{"text":"b","new":1}}}`, `{"answer":[]}`,
		`{"label":null}`, `{"label":"x"}`, `{"label":5}`,
		`{"any":null}`, `{"any":{"a":[1.50]}}`, `{"any":false}`,
		`{"Text":"case counts","text":"x"}`,
		`{"text":"x","text":"twice"}`, `{"text":"x","text":5}`, `{"text":5,"text":"x"}`, `{"answer":{"text":"a"},"answer":{"to":1}}`,
		`{"places":{"a":{"kind":"other"},"b":{"kind":""},"c":{"x":1}}}`,
		`{"places":{"a":{"z":1,"z":null},"b":{"z":null,"z":1},"c":{"z":"x","z":1.0}}}`,
		"{\"places\":{\"a\":{\"\xf8\":1,\"\x86\":null}}}", // two names that are the same once they are valid UTF-8
		"\t{ \"text\" : \"x\" , \"tags\" : [ \"a\" , \"b\" ] }\n",
	} {
		var m Say
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		again, err := json.Marshal(&m)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if !sameJSON([]byte(text), again) {
			t.Errorf("%s\nbecame %s", text, again)
		}
	}
}

// The same of required members, of which those that are missing are named in the order of the fields.
func TestRequiredMembers(t *testing.T) {
	for text, missing := range map[string][]string{
		`{"on":true,"size":1.50,"id":"a","small":7,"place":{"kind":"place","x":1,"y":null},"maybe":null}`: nil,
		`{"place":{"x":1},"small":0,"id":0,"size":0,"on":false,"maybe":"word"}`:                           nil,
		`{"on":"yes","size":"big","id":[],"small":2147483648,"place":7,"maybe":[]}`:                       nil,
		`{"on":true,"on":1,"place":{"x":1},"place":{"y":2},"small":7,"small":"7"}`:                        {"size", "id", "maybe"},
		` { "sm\u0061ll" : 3 , "new" : { } , "s" : 1 , "" : 2 } `:                                         {"on", "size", "id", "place", "maybe"}, //nolint:gocritic // spaces are the point
		`{}`: {"on", "size", "id", "small", "place", "maybe"},
	} {
		var w Whole
		if err := unmarshal([]byte(text), &w); err != nil || !reflect.DeepEqual(w.Extra.Missing, missing) {
			t.Errorf("%s: %v, missing %q", text, err, w.Extra.Missing)
		}
		if again, err := marshal(&w); err != nil || !sameJSON([]byte(text), again) {
			t.Errorf("%s became %s, %v", text, again, err)
		}
	}
}

func TestBits(t *testing.T) {
	var b bits
	for range 2 {
		before := b.size
		for i := range 200 {
			if b.add(i) != (before == 0) {
				t.Errorf("%d of %d", i, before)
			}
		}
	}
	if b.size != 200 {
		t.Error(b.size)
	}
}

func TestFieldsAreRead(t *testing.T) {
	var m Say
	err := json.Unmarshal([]byte(`{
		"text": "hi", "to": "u1", "at": 1700000000000, "sent": "2026-03-01T09:30:00Z", "loud": false, "size": 1.50, "small": 5.0,
		"big": 18446744073709551615, "mood": "odd", "picture": "aGk=", "tags": ["a"], "grid": [[1], []], "holes": [null],
		"parts": ["w", 3, {"kind": "place", "x": 1, "y": 2, "z": 3}, true], "scores": {"a": 1},
		"answer": {"text": "ok"}, "label": null, "any": [1], "new": 1}`), &m)
	if err != nil {
		t.Fatal(err)
	}
	want := Say{
		Text: "hi", To: FromString("u1"), At: Ptr(Millis(1700000000000)), Sent: Ptr(DateTime("2026-03-01T09:30:00Z")),
		Loud: Ptr(false), Size: Ptr(1.5), Small: Ptr(int32(5)), Big: Ptr(uint64(math.MaxUint64)), Mood: Ptr(Mood("odd")),
		Picture: []byte("hi"), Tags: []string{"a"}, Grid: [][]float64{{1}, {}}, Holes: []*string{nil},
		Parts: []Part{
			Word("w"), Number(3),
			&Place{Kind: "place", X: 1, Y: Ptr(int64(2)), Rest: map[string]int64{"z": 3}},
			RawValue("true"),
		},
		Scores: map[string]int64{"a": 1}, Answer: &Say{Text: "ok"}, Label: Null[string](), Any: json.RawMessage("[1]"),
		Extra: Extra{Members: map[string]json.RawMessage{
			"new": []byte("1"), "size": []byte("1.50"), "small": []byte("5.0"),
		}},
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got  %+v\nwant %+v", m, want)
	}
}

func TestChangedFieldsAreWritten(t *testing.T) {
	var m Say
	if err := json.Unmarshal([]byte(`{"size":1.50,"loud":"yes","tags":null,"small":7.0}`), &m); err != nil {
		t.Fatal(err)
	}
	m.Text, m.Size, m.Loud, m.Tags = "now", Ptr(2.5), Ptr(true), []string{}
	got, err := json.Marshal(&m)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"text":"now","loud":true,"size":2.5,"small":7.0,"tags":[]}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestZeroValues(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{&Say{}, `{"text":""}`},
		{&Place{}, `{"kind":"place","x":0,"y":null}`},
		{&Say{Parts: []Part{nil}, Tags: []string{}, Scores: map[string]int64{}}, `{"text":"","tags":[],"parts":[null],"scores":{}}`},
		{&Say{Label: NonNull("x"), To: FromInt(3), Places: map[string]Place{"a": {}}},
			`{"text":"","to":3,"places":{"a":{"kind":"place","x":0,"y":null}},"label":"x"}`},
		{&Place{Rest: map[string]int64{"b": 2, "a": 1}}, `{"kind":"place","x":0,"y":null,"a":1,"b":2}`},
	} {
		got, err := json.Marshal(c.value)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestCannotBeWritten(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{&Say{Any: json.RawMessage("{")}, "any: the raw value is not valid JSON"},
		{&Say{Grid: [][]float64{{1, math.NaN()}}}, "grid: [0]: [1]: NaN is no JSON number"},
		{&Say{Extra: Extra{Members: map[string]json.RawMessage{"x": []byte("y")}}}, "x: the raw value is not valid JSON"},
		{&Say{Part: &Place{Rest: map[string]int64{"x": 1}}}, "part: x: has a field of its own"},
	} {
		if _, err := marshal(c.value); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestNotJSON(t *testing.T) {
	for _, text := range []string{``, ` `, `{`, `{"text":}`, `{"text":"a"}x`, "{\"text\":\"\x01\"}", `nul`, `{"a":1,}`, `[1`} {
		var m Say
		if m.UnmarshalJSON([]byte(text)) == nil {
			t.Errorf("%q was read", text)
		}
		var id IntOrString
		if id.UnmarshalJSON([]byte(text)) == nil {
			t.Errorf("%q was read as an id", text)
		}
	}
	var m Say
	if err := m.UnmarshalJSON([]byte(`"text"`)); err == nil || err.Error() != "want object, got string" {
		t.Errorf("got %v", err)
	}
}

// What the fields do not read may nest as deeply as encoding/json allows.
func TestDeepNesting(t *testing.T) {
	nest := func(name string, depth int) string {
		return strings.Repeat(`{"`+name+`":`, depth) + `{}` + strings.Repeat(`}`, depth)
	}
	for _, text := range []string{nest("answer", 150), nest("new", 9000), nest("any", 9000)} {
		var m Say
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		if again, err := json.Marshal(&m); err != nil || string(again) != text {
			t.Errorf("what was written differs from what was read: %v", err)
		}
	}
	err := new(Say).UnmarshalJSON([]byte(nest("answer", 9000)))
	if err == nil || err.Error() != "nested more than 200 levels deep" {
		t.Errorf("got %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var m Say
			if err := json.Unmarshal([]byte(`{"text":"a","answer":{"text":"b"}}`), &m); err != nil || m.Answer.Text != "b" {
				t.Error(m, err)
			}
		}()
	}
	wg.Wait()
}

func TestValues(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 30, 0, 120_000_000, time.UTC)
	if got := MillisOf(at); got != 1772357400120 || !got.Time().Equal(at) {
		t.Errorf("Millis: %d, %s", got, got.Time())
	}
	if got, err := DateTimeOf(at).Time(); err != nil || !got.Equal(at) {
		t.Errorf("DateTime: %s, %v", got, err)
	}
	if n, ok := FromInt(1<<60 + 1).Int64(); n != 1<<60+1 || !ok {
		t.Errorf("Int64: %d, %t", n, ok)
	}
	if _, ok := FromString("12").Int64(); ok {
		t.Error("the string 12 is an integer")
	}
	if FromString("12").Equal(FromInt(12)) || FromString("12").String() != FromInt(12).String() {
		t.Error("12 and \"12\" differ, and not in their text")
	}
	if v, ok := NonNull("x").Get(); v != "x" || !ok {
		t.Error(v, ok)
	}
	if _, ok := Null[string]().Get(); ok || Null[string]().IsZero() || !(Nullable[string]{}).IsZero() {
		t.Error("null is present and has no value")
	}
	for _, n := range []Nullable[string]{Null[string](), NonNull("x")} {
		var again Nullable[string]
		if text, err := json.Marshal(n); err != nil || json.Unmarshal(text, &again) != nil || !reflect.DeepEqual(n, again) {
			t.Errorf("%+v became %+v", n, again)
		}
	}
	for text, v := range map[string]IntOrString{`7`: FromInt(7), `"7"`: FromString("7"), `null`: {}} {
		if got, err := json.Marshal(v); err != nil || string(got) != text {
			t.Errorf("%s, %v", got, err)
		}
	}
}

// Names spelled with escapes find their field, and the rest; what is not spelled as usual is read as well.
func TestSpelling(t *testing.T) {
	for text, want := range map[string]Place{
		`{"\u006bind":"place","x":1,"y":2,"\u007a":3}`:                    {Kind: "place", X: 1, Y: Ptr(int64(2)), Rest: map[string]int64{"z": 3}},
		`{"kind":"place","x":1,"y":2,"\n":3,"\"":4}`:                      {Kind: "place", X: 1, Y: Ptr(int64(2)), Rest: map[string]int64{"\n": 3, `"`: 4}},
		`{"z":4,"y":null,"x":-7,"kind":"place","z":5}`:                    {Kind: "place", X: -7, Rest: map[string]int64{"z": 5}},
		"{ \"x\" : 1 ,\n\"y\":2\t,\"kind\":\"\\u0070lace\"}":              {Kind: "place", X: 1, Y: Ptr(int64(2))},
		`{"kind":"place","x":999999999999999999,"y":-999999999999999999}`: {Kind: "place", X: 999999999999999999, Y: Ptr(int64(-999999999999999999))},
		`{"kind":"place","x":9223372036854775807,"y":-9223372036854775808}`: {
			Kind: "place", X: math.MaxInt64, Y: Ptr(int64(math.MinInt64))},
	} {
		var p Place
		if err := unmarshal([]byte(text), &p); err != nil || !reflect.DeepEqual(p, want) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", text, err, p, want)
		}
		again, err := marshal(&p)
		if err != nil || !sameJSON([]byte(text), again) {
			t.Errorf("%s became %s, %v", text, again, err)
		}
	}
}

func TestIntegers(t *testing.T) {
	for text, want := range map[string][4]bool{ // whether int32, int64, uint32 and uint64 hold it
		"0": {true, true, true, true}, "-1": {true, true, false, false}, "2147483648": {false, true, true, true},
		"-2147483649": {false, true, false, false}, "4294967295": {false, true, true, true}, "4294967296": {false, true, false, true},
		"18446744073709551615": {false, false, false, true}, "18446744073709551616": {}, "5.0": {true, true, true, true}, "01": {}, "-": {},
	} {
		got := [4]bool{reads[int32](text), reads[int64](text), reads[uint32](text), reads[uint64](text)}
		if got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
}

// reads reports whether a field of a type takes an integer, whichever way it is read, and writes it as it came.
func reads[T integer](text string) bool {
	var usual, careful One[T]
	one, two := unmarshal([]byte(`{"n":`+text+`}`), &usual), unmarshal([]byte(`{"n" : `+text+` }`), &careful)
	if !reflect.DeepEqual(usual, careful) || (one == nil) != (two == nil) {
		panic(text + " is read in two ways")
	}
	again, err := marshal(&usual)
	return one == nil && err == nil && usual.N != nil && sameJSON(again, []byte(`{"n":`+text+`}`))
}

type One[T integer] struct {
	N     *T
	Extra Extra
}

func (v *One[T]) fields(o *object) {
	var room struct{ n T }
	for o.next(&v.Extra) {
		optionalInteger(o, "n", &v.N, &room.n)
	}
}

// A text that ends too early is an error wherever that is.
func TestCutShort(t *testing.T) {
	const text = ` {"text":"a","kind":"place","x":-12,"name":"A\u0064a","z":3,"inside":{"x":1,"new":[true]},"a,b\"":1 ,"on":null, "to":"7"} `
	for end := range strings.LastIndex(text, "}") {
		for _, v := range []fielder{new(Say), new(Place), new(Hello), new(Whole), new(Bye)} {
			if unmarshal([]byte(text[:end]), v) == nil {
				t.Errorf("%q was read into a %T", text[:end], v)
			}
		}
	}
	for _, v := range []fielder{new(Say), new(Place), new(Hello), new(Whole), new(Bye)} {
		if err := unmarshal([]byte(text), v); err != nil {
			t.Errorf("%T: %v", v, err)
		}
	}
}

// What cannot be read at all says where it first does not fit, and what comes after it is still read as JSON.
func TestUnmarshalSaysWhere(t *testing.T) {
	for _, c := range []struct {
		text, want string
		to         any
	}{
		{`[[1],[2,"x",true],"y"]`, "[1][1]: want number, got string", new([][]float64)},
		{`{"a":1,"b c":1e300,"d":{}}`, `["b c"]: want integer, got integer outside int64`, new(map[string]int64)},
		{` 7 `, "want object, got number", new(Place)},
		{`["x",1`, "unexpected end of JSON input", new([]int64)},
		{``, "unexpected end of JSON input", new(int64)},
	} {
		if err := unmarshal([]byte(c.text), c.to); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.text, err, c.want)
		}
	}
}
