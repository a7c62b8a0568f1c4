package jsonschema

import (
	"math/big"
	"strconv"

	"github.com/callinggen/callinggen/schema"
)

// A limit is what a format means in keywords that every validator enforces.
type limit struct {
	low, high string // of a number
	pattern   string // of a text
	encoding  string // of a text
}

// ownFormats are the formats that JSON Schema does not define. A double is any number.
var ownFormats = map[string]limit{
	"e164":         {pattern: `^\+[1-9][0-9]{1,14}$`},
	"byte":         {pattern: `^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$`, encoding: "base64"},
	"epoch-millis": {low: "-8640000000000000", high: "8640000000000000"},
	"int32":        {low: "-2147483648", high: "2147483647"},
	"int64":        {low: "-9223372036854775808", high: "9223372036854775807"},
	"uint32":       {low: "0", high: "4294967295"},
	"uint64":       {low: "0", high: "18446744073709551615"},
	"double":       {},
}

// limits writes what a scalar is held to.
func (w *writer) limits(b *schema.Basic) {
	format, own := ownFormats[b.Format]
	if !own {
		w.Text("format", b.Format)
	}
	w.Text("contentEncoding", format.encoding)
	w.bound("minimum", tighter(b.Minimum, format.low, 1))
	w.bound("maximum", tighter(b.Maximum, format.high, -1))
	w.length("minLength", b.MinLength)
	w.length("maxLength", b.MaxLength)
	w.patterns(format.pattern, b.Pattern)
}

func (w *writer) bound(keyword, number string) {
	if number != "" {
		w.Key(keyword).Number(number)
	}
}

// tighter gives the one of two bounds that allows less: the higher one when sign is 1, the lower one when it is -1. Either
// may be "", for none.
func tighter(a, b string, sign int) string {
	x, okA := new(big.Rat).SetString(a)
	y, okB := new(big.Rat).SetString(b)
	if !okA || okB && y.Cmp(x) == sign {
		return b
	}
	return a
}

func (w *writer) length(keyword string, n *int) {
	if n != nil {
		w.Key(keyword).Number(strconv.Itoa(*n))
	}
}

// patterns writes the patterns that a text must match, those that are not "".
func (w *writer) patterns(list ...string) {
	keyword := "pattern"
	for _, p := range list {
		if p == "" {
			continue
		}
		if keyword == "pattern" {
			w.Key(keyword).String(p)
			keyword = "allOf"
			continue
		}
		w.Key(keyword).List(func() {
			w.row(func() { w.Key("pattern").String(p) })
		})
	}
}
