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

// lines puts declarations on lines of their own without an empty line between them.
func lines(decls ...jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Separator: "\n"}, decls...)
}

// oneLine is the body of a function that is written on one line.
func oneLine(statement jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{ ", Close: " }"}, statement)
}

// rawString quotes a text with back quotes when it can, which keeps JSON readable.
func rawString(s string) *jen.Statement {
	if strings.Contains(s, `"`) && strconv.CanBackquote(s) {
		return jen.Op("`" + s + "`")
	}
	return jen.Lit(s)
}
