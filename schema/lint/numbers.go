package lint

import (
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// roundedNumber finds numbers that not all who read JSON can hold: JavaScript sends another one than the protocol shows.
func roundedNumber(c *checker) {
	each(c, func(n *node, e schema.Element) {
		for _, v := range valuesOf(e) {
			c.rounded(n, v)
		}
	})
}

// rounded reports every number of a value that is rounded.
func (c *checker) rounded(n *node, v *schema.Value) {
	if v == nil {
		return
	}
	if v.Kind == schema.NumberValue {
		if again, same := v.InDouble(); !same {
			c.report(n, v.Pos, "JavaScript writes %s as %s; show a number that it keeps, or make it text", v.Number, again)
		}
	}
	for _, item := range v.Items {
		c.rounded(n, item)
	}
	for _, m := range v.Members {
		c.rounded(n, m.Value)
	}
}

// valuesOf gives the values that the protocol shows of an element; some may be nil.
func valuesOf(e schema.Element) []*schema.Value {
	switch e := e.(type) {
	case *schema.Message:
		return e.Examples
	case *schema.Decl:
		return append(slices.Clip(e.Examples), constantOf(e.Type))
	case *schema.Field:
		return append(slices.Clip(e.Examples), e.Default, constantOf(e.Type))
	case *schema.EnumValue:
		return []*schema.Value{e.Value}
	case *schema.Parameter:
		return append(slices.Clip(e.Examples), e.Default, constantOf(e.Type))
	case *schema.Endpoint:
		return bodyExamples(e)
	case *schema.StorageKey:
		return e.Examples
	case *schema.Flow:
		return stepExamples(e)
	}
	return nil
}

// constantOf gives the constant that a type written in place is, or nil.
func constantOf(t schema.Type) *schema.Value {
	if k, ok := t.(*schema.Const); ok {
		return k.Value
	}
	return nil
}

// bodyExamples gives the examples of what an endpoint takes and answers.
func bodyExamples(e *schema.Endpoint) []*schema.Value {
	list := slices.Clip(e.Examples)
	for _, r := range e.Responses {
		list = append(list, r.Examples...)
	}
	return list
}

// stepExamples gives the payloads that the steps of a flow show.
func stepExamples(f *schema.Flow) []*schema.Value {
	var list []*schema.Value
	eachStep(f.Steps, func(s schema.Step) {
		if m, ok := s.(*schema.MessageStep); ok {
			list = append(list, m.Example)
		}
	})
	return list
}
