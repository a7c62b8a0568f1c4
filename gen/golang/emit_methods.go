package golang

import (
	"github.com/dave/jennifer/jen"

	"github.com/callinggen/callinggen/schema"
)

// methodDecls gives the methods that tie each type to the runtime, one group a type.
func (t *Target) methodDecls() []jen.Code {
	var decls []jen.Code
	for _, m := range t.parts.messages {
		name := t.names.messages[m]
		decls = append(decls, lines(append(codecMethods(name), validateMethod(name), messageID(name, m))...))
	}
	for _, d := range t.parts.types {
		if d.Alias != nil {
			continue
		}
		switch d.Type.(type) {
		case *schema.Struct:
			decls = append(decls, lines(append(codecMethods(t.names.decls[d]), validateMethod(t.names.decls[d]))...))
		case *schema.Array, *schema.Map:
			decls = append(decls, lines(codecMethods(t.names.decls[d])...))
		}
	}
	return decls
}

// codecMethods gives the methods that encoding/json calls.
func codecMethods(name string) []jen.Code {
	return []jen.Code{
		jen.Func().Params(jen.Id("v").Id(name)).Id("MarshalJSON").Params().Params(jen.Index().Byte(), jen.Error()).
			Add(oneLine(jen.Return(jen.Id("marshal").Call(jen.Op("&").Id("v"))))),
		jen.Func().Params(jen.Id("v").Op("*").Id(name)).Id("UnmarshalJSON").Params(jen.Id("data").Index().Byte()).Error().
			Add(oneLine(jen.Return(jen.Id("unmarshal").Call(jen.Id("data"), jen.Id("v"))))),
	}
}

func validateMethod(name string) jen.Code {
	return jen.Func().Params(jen.Id("v").Op("*").Id(name)).Id("Validate").Params().Error().
		Add(oneLine(jen.Return(jen.Id("validate").Call(jen.Id("v")))))
}

func messageID(name string, m *schema.Message) jen.Code {
	return jen.Func().Params(jen.Op("*").Id(name)).Id("messageID").Params().String().Add(oneLine(jen.Return(jen.Lit(m.ID))))
}
