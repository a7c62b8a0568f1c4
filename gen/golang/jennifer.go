package golang

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"
)

// What jennifer has no word for.

// rows is a list with an element a line.
func rows(open, end string) jen.Options {
	return jen.Options{Open: open, Close: end, Separator: ",", Multi: true}
}

// rawString is rawQuote for jennifer.
func rawString(s string) *jen.Statement { return jen.Op(rawQuote(s)) }

// rawQuote quotes a text, with back quotes where that keeps JSON readable.
func rawQuote(s string) string {
	if strings.Contains(s, `"`) && strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}
