package types

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func decode(t *testing.T, text string) Message {
	t.Helper()
	env, m, err := Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Encode(env, m)
	if err != nil || !reflect.DeepEqual(toAny(text), toAny(string(again))) {
		t.Errorf("%s\nbecame %s, %v", text, again, err)
	}
	return m
}

func toAny(text string) (v any) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

const all = `{"type":"ALL","data":{"text":"abc","whole":3,"number":0.75,"flag":true,"when":"2026-03-01T09:30:00.120Z","id":"7","any":[1.0],
	"list":[["+442073238299"],[]],"map":{"a":["red"],"b":[]},
	"node":{"next":null,"children":[{"next":{"next":null,"children":[]},"children":[],"x":"green"}],"extra":"red"},
	"choice":"green","maybe":null,"maybeList":[1,null,9007199254740993],"fixed":"yes","one":1,"yes":true,"tree":[[],[[]]],"code":"abc"}}`

func TestAll(t *testing.T) {
	m := decode(t, all).(*All)
	want := &All{
		Text: "abc", Whole: 3, Number: 0.75, Flag: true, When: "2026-03-01T09:30:00.120Z", ID: FromString("7"), Any: json.RawMessage("[1.0]"),
		List: [][]string{{"+442073238299"}, {}}, Map: map[string][]Color{"a": {ColorRed}, "b": {}},
		Node: Node{
			Children: []Node{{
				Next:     &Node{Children: []Node{}},
				Children: []Node{}, Rest: map[string]Color{"x": ColorGreen},
			}},
			Rest: map[string]Color{"extra": ColorRed},
		},
		Choice: ColorGreen, MaybeList: []*int64{Ptr(int64(1)), nil, Ptr(int64(9007199254740993))},
		Fixed: "yes", One: 1, Yes: true, Tree: Tree{{}, {{}}}, Code: "abc",
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got  %+v\nwant %+v", m, want)
	}
	if err := m.Validate(); err != nil {
		t.Error(err)
	}
}

func TestBroken(t *testing.T) {
	m := decode(t, `{"type":"ALL","data":{"text":"a b","whole":11,"number":0.25,"flag":null,"when":"now","id":1.5,
		"list":[["+44",""]],"map":{"a b":["blue"]},"node":{"children":[{"next":{},"children":null,"x":"blue"}]},
		"choice":2,"maybe":"x","maybeList":[-1],"fixed":"no","one":2,"yes":false,"tree":{},"code":"A"}}`)
	want := []string{
		"flag: want boolean, got null",
		"id: want integer or string, got number",
		"any: required",
		"yes: want true",
		"tree: want array of array, got object",
		"text: want a match of ^\\w+$",
		"whole: want at most 10",
		"number: want at least 0.5",
		"when: want a date and time in RFC 3339",
		"when: want a length of at least 10",

		"list[0][1]: want a phone number in E.164, like +442073238299",
		"map[\"a b\"][0]: not a value of Color",
		"node.next: required",
		"node.children[0].children: want array of object, got null",
		"node.children[0].next.next: required",
		"node.children[0].next.children: required",
		"node.children[0].x: not a value of Color",
		"choice: want at least 3",
		"maybe: want a UUID",
		"maybeList[0]: want at least 0",
		"fixed: want \"yes\"",
		"one: want 1",
		"code: want a match of ^[a-z`]+$",
	}
	got := strings.Split(m.Validate().Error(), "\n")
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestOptional(t *testing.T) {
	for text, want := range map[string]*Optional{
		`{}`: {},
		`{"choice":null,"maybe":null,"maybeColor":null,"any":null,"none":null}`: {
			Choice: Null[Choice](), Maybe: Null[Node](), MaybeColor: Null[MaybeColorValue](), Any: json.RawMessage("null"), None: json.RawMessage("null"),
		},
		`{"choice":"red","maybe":{"next":null,"children":[]},"maybeColor":"red","any":0,"data":"aGk=","list":[],"map":{"a":null,"b":"c"},"zero":0,"half":0.5}`: {
			Choice: NonNull[Choice](ColorRed), Maybe: NonNull(Node{Children: []Node{}}), MaybeColor: NonNull(MaybeColorValueRed),
			Any: json.RawMessage("0"), Data: []byte("hi"), List: []json.RawMessage{}, Map: map[string]*string{"a": nil, "b": Ptr("c")},
			Zero: Ptr(int64(0)), Half: Ptr(0.5),
		},
		`{"small":-2147483648,"unsigned":4294967295,"huge":18446744073709551615,"at":1,"rank":-1,"open":"new","fixed":[1,2]}`: {
			Small: Ptr(int32(-2147483648)), Unsigned: Ptr(uint32(4294967295)), Huge: Ptr(uint64(18446744073709551615)), At: Ptr(Millis(1)),
			Rank: Ptr(RankMinus1), Open: Ptr(Open("new")), Fixed: json.RawMessage("[1,2]"),
		},
	} {
		m := decode(t, `{"type":"OPTIONAL","data":`+text+`}`)
		if !reflect.DeepEqual(m, want) {
			t.Errorf("%s: got %+v", text, m)
		}
		if err := m.Validate(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	m := decode(t, `{"type":"OPTIONAL","data":{"small":8,"id":0,"fixed":[1],"none":0,"zero":1,"half":0.50,"open":"c","rank":2,"maybeColor":"green","text":"x","data":"%"}}`)
	want := "data: want string in base64, got string\ntext: want an e-mail address\nsmall: want at most 7\nid: want at least 1\n" +
		"maybeColor: not a value of MaybeColorValue\nfixed: want [1,2]\nnone: want null\nzero: want 0\nrank: not a value of Rank"
	if err := m.Validate(); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestPayloads(t *testing.T) {
	for _, c := range []struct {
		text string
		want Message
		say  string
	}{
		{`{"type":"EMPTY","data":{"a":1}}`, &Empty{Extra{Members: map[string]json.RawMessage{"a": []byte("1")}}}, "a: not a member of this object"},
		{`{"type":"OPEN_OBJECT","data":{"a":1.0}}`, &OpenObject{Extra{Members: map[string]json.RawMessage{"a": []byte("1.0")}}}, ""},
		{`{"type":"NUMBERS","data":{"a":1.5,"b":"x"}}`,
			&Numbers{Rest: map[string]float64{"a": 1.5}, Extra: Extra{Members: map[string]json.RawMessage{"b": []byte(`"x"`)}}}, "b: want number, got string"},
		{`{"type":"WORD","data":"abc"}`, &Word{"abc"}, ""},
		{`{"type":"WORD","data":"ABC"}`, &Word{"ABC"}, "want a match of ^[a-z`]+$"},
		{`{"type":"LIST","data":["red",7.5,true,["red"],{"next":null,"children":[]},null,"blue"]}`,
			&List{[]Choice{ColorRed, ChoiceNumber(7.5), ChoiceBoolean(true), Colors2{ColorRed}, &Node{Children: []Node{}}, nil, Color("blue")}}, "[5]: want Choice, got null\n[6]: not a value of Color"},
		{`{"type":"NOTHING_OR_NUMBER","data":null}`, &NothingOrNumber{}, ""},
		{`{"type":"NOTHING_OR_NUMBER","data":2}`, &NothingOrNumber{Ptr(2.0)}, ""},
		{`{"type":"NOTHING_OR_NUMBER","data":2.50}`, &NothingOrNumber{Ptr(2.5)}, ""},
		{`{"type":"NOTHING_OR_NUMBER","data":0}`, &NothingOrNumber{Ptr(0.0)}, "want at least 1"},
		{`{"type":"NOTHING_OR_NUMBER"}`, &NothingOrNumber{}, ""},
	} {
		m := decode(t, c.text)
		if !reflect.DeepEqual(m, c.want) {
			t.Errorf("%s: got %+v", c.text, m)
		}
		say := ""
		if err := m.Validate(); err != nil {
			say = err.Error()
		}
		if say != c.say {
			t.Errorf("%s: got %q", c.text, say)
		}
	}
}

// Types alone are read and written by encoding/json as well, unions inside them too.
func TestStandAlone(t *testing.T) {
	var tree Tree
	if err := json.Unmarshal([]byte(`[[],[[]]]`), &tree); err != nil || len(tree) != 2 {
		t.Error(tree, err)
	}
	var colors Colors
	if err := json.Unmarshal([]byte(`{"a":"red"}`), &colors); err != nil || colors["a"] != ColorRed {
		t.Error(colors, err)
	}
	var alias Alias = Node{}
	if text, err := json.Marshal(alias); err != nil || string(text) != `{"next":null,"children":[]}` {
		t.Errorf("%s, %v", text, err)
	}
}

// TestNulls holds what may be null, and what may not, to the schema.
func TestNulls(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"NULLS","data":{"maybe":null,"maybeList":[null,"red"]}}`:                         "",
		`{"type":"NULLS","data":{"maybe":"red","list":[],"map":{},"choice":true}}`:                "",
		`{"type":"NULLS","data":{}}`:                                                              "maybe: required",
		`{"type":"NULLS","data":{"maybe":null,"list":["red",null],"map":{"a":null}}}`:             "list[1]: want Choice, got null; map.a: want Choice, got null",
		`{"type":"NULLS","data":{"maybe":null,"choice":null}}`:                                    "choice: want Choice, got null",
		`{"type":"CHOOSE","data":null}`:                                                           "want Choice, got null",
		`{"type":"LIST","data":[null,true]}`:                                                      "[0]: want Choice, got null",
		`{"type":"CHOOSE_OR_NOT","data":null}`:                                                    "",
		`{"type":"FORMATS","data":{"data":"YWFhYWFh","when":"2026-03-01T09:30:00Z","either":-5}}`: "",
		`{"type":"FORMATS","data":{"data":"+++="}}`:                                               "data: want a length of at least 8; data: want a match of ^[A-Za-z]+=*$",
		`{"type":"FORMATS","data":{"when":"2026"}}`:                                               "when: want a date and time in RFC 3339; when: want a length of at least 20",
		`{"type":"FORMATS","data":{"either":"a"}}`:                                                "either: want base64 with padding",
		`{"type":"FORMATS","data":{"either":2147483648}}`:                                         "either: want at most 2147483647",
	} {
		got := ""
		if err := decode(t, text).(interface{ Validate() error }).Validate(); err != nil {
			got = strings.ReplaceAll(err.Error(), "\n", "; ")
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
	if err := (&Nulls{}).Validate(); err != nil {
		t.Errorf("null is allowed: %v", err)
	}
}
