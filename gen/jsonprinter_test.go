package gen_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

func TestJSONPrinter(t *testing.T) {
	var p gen.JSONPrinter
	p.Object(func() {
		p.Key("empty").Object(func() {})
		p.Text("left out", "")
		p.Flag("left out", false)
		p.Flag("flag", true)
		p.Key("list").List(func() {
			p.String("a")
			p.OneLine(func() {
				p.Object(func() {
					p.Key("b").List(func() {
						p.Number("1.50")
						p.Bool(false)
					})
					p.Text("c", "d")
				})
			})
			p.Strings(nil)
		})
		p.Key("short").Strings([]string{"a", "b"})
		p.Key("wide").Strings([]string{strings.Repeat("a", 40), strings.Repeat("b", 40)})
	})
	want := `{
  "empty": {},
  "flag": true,
  "list": [
    "a",
    {"b": [1.50, false], "c": "d"},
    []
  ],
  "short": ["a", "b"],
  "wide": [
    "` + strings.Repeat("a", 40) + `",
    "` + strings.Repeat("b", 40) + `"
  ]
}
`
	if got := string(p.Bytes()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// What a reader would not see is written out, and every text comes back as it was.
func TestJSONPrinterText(t *testing.T) {
	for text, want := range map[string]string{
		"":                               `""`,
		"plain":                          `"plain"`,
		"\"\\/":                          `"\"\\/"`,
		"a\nb\tc\r\x00\x7f":              `"a\nb\tc\u000d\u0000\u007f"`,
		"größer 💥 </script>":             `"größer 💥 </script>"`,
		"\u202e\u200b\ufeff\u2028\u0085": `"\u202e\u200b\ufeff\u2028\u0085"`,
		"\U000E0041":                     `"\udb40\udc41"`,
		"\ufffd":                         `"` + "\ufffd" + `"`,
	} {
		var p gen.JSONPrinter
		p.String(text)
		got := strings.TrimSuffix(string(p.Bytes()), "\n")
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != text {
			t.Errorf("%s reads as %q, %v", got, back, err)
		}
	}
	var p gen.JSONPrinter
	p.String("a\xffb\xe2\x82")
	if got := string(p.Bytes()); got != "\"a\\ufffdb\\ufffd\\ufffd\"\n" {
		t.Errorf("broken UTF-8 is %s", got)
	}
}

// A short value stays on one line, at whatever depth it begins to be short.
func TestJSONPrinterValue(t *testing.T) {
	number := func(s string) *schema.Value { return &schema.Value{Kind: schema.NumberValue, Number: s} }
	list := &schema.Value{Kind: schema.ArrayValue, Items: []*schema.Value{number("1e400"), {}, {Kind: schema.BoolValue, Bool: true}}}
	wide := &schema.Value{Kind: schema.ObjectValue, Members: []schema.Member{
		{Name: "list", Value: list}, {Name: strings.Repeat("n", 60), Value: list},
	}}
	var p gen.JSONPrinter
	p.Value(wide)
	want := "{\n  \"list\": [1e400, null, true],\n  \"" + strings.Repeat("n", 60) + "\": [1e400, null, true]\n}\n"
	if got := string(p.Bytes()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
