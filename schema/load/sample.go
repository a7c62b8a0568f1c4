package load

import (
	"encoding/json"
	"regexp"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// A sampleCheck holds examples against the types of the model. What is certain to fit needs no JSON Schema; it decides as the
// one that schemaOf gives would. See [verdict].
type sampleCheck struct {
	unions   map[trial]verdict                           // of the present example
	fields   map[*schema.Struct]map[string]*schema.Field // of structs too long to search
	patterns map[string]*regexp.Regexp
}

// A trial is a value held against a union. Alternatives inside alternatives ask for the same one again and again.
type trial struct {
	node  *yaml.Node
	union *schema.Union
}

func newSampleCheck() *sampleCheck {
	return &sampleCheck{unions: map[trial]verdict{}, fields: map[*schema.Struct]map[string]*schema.Field{}, patterns: map[string]*regexp.Regexp{}}
}

// check says whether a node is a value of a type.
func (c *sampleCheck) check(n *yaml.Node, t schema.Type) verdict {
	clear(c.unions)
	return c.fits(n, t)
}

func (c *sampleCheck) fits(n *yaml.Node, t schema.Type) verdict {
	switch t := t.(type) {
	case *schema.Decl:
		return c.fits(n, t.Type)
	case *schema.Struct:
		return c.fitsStruct(n, t)
	case *schema.Enum:
		return c.fitsEnum(n, t)
	case *schema.Union:
		return c.fitsUnion(n, t)
	case *schema.Array:
		return c.fitsAll(n, yaml.SequenceNode, 1, t.Elem)
	case *schema.Map:
		return c.fitsAll(n, yaml.MappingNode, 2, t.Elem)
	case *schema.Nullable:
		return isOneOf(n, []string{"null"}).orThen(func() verdict { return c.fits(n, t.Type) })
	case *schema.Basic:
		return c.fitsBasic(n, t)
	case *schema.Const:
		return isValue(n, t.Value)
	}
	return yes // of any kind
}

func (c *sampleCheck) fitsUnion(n *yaml.Node, u *schema.Union) verdict {
	if v, ok := c.unions[trial{n, u}]; ok {
		return v
	}
	v := no
	for _, a := range u.Alts {
		v = v.orThen(func() verdict { return c.fits(n, a.Type) })
	}
	c.unions[trial{n, u}] = v
	return v
}

// fitsAll says whether a node is a collection of values that fit; every stepth node inside it is one.
func (c *sampleCheck) fitsAll(n *yaml.Node, kind yaml.Kind, step int, elem schema.Type) verdict {
	v := verdictOf(n.Kind == kind)
	for i := step - 1; v == yes && i < len(n.Content); i += step {
		v = c.fits(n.Content[i], elem)
	}
	return v
}

// fitsStruct looks at the names of the members before it looks at what they are: that is what most often tells two structs
// apart.
func (c *sampleCheck) fitsStruct(n *yaml.Node, s *schema.Struct) verdict {
	if n.Kind != yaml.MappingNode {
		return no
	}
	missing := 0
	for _, f := range s.Fields {
		if f.Required {
			missing++
		}
	}
	closed := s.Rest == nil && (s.Closed || len(s.Fields) > 0)
	for key := range pairs(n) {
		f := c.field(s, key.Value)
		if f == nil && closed {
			return no
		}
		if f != nil && f.Required {
			missing--
		}
	}
	if missing > 0 {
		return no
	}
	return c.fitsMembers(n, s)
}

func (c *sampleCheck) fitsMembers(n *yaml.Node, s *schema.Struct) verdict {
	v := yes
	for key, value := range pairs(n) {
		if f := c.field(s, key.Value); f != nil {
			v = v.and(c.fits(value, f.Type))
		} else if s.Rest != nil {
			v = v.and(c.fits(value, s.Rest))
		}
		if v == no {
			break
		}
	}
	return v
}

// field finds a member, the last of several with one name.
func (c *sampleCheck) field(s *schema.Struct, wire string) *schema.Field {
	const short = 16
	if len(s.Fields) <= short {
		for i := len(s.Fields) - 1; i >= 0; i-- {
			if s.Fields[i].Wire == wire {
				return s.Fields[i]
			}
		}
		return nil
	}
	byName := c.fields[s]
	if byName == nil {
		byName = make(map[string]*schema.Field, len(s.Fields))
		for _, f := range s.Fields {
			byName[f.Wire] = f
		}
		c.fields[s] = byName
	}
	return byName[wire]
}

func (c *sampleCheck) fitsEnum(n *yaml.Node, e *schema.Enum) verdict {
	v := c.fitsBasic(n, e.Base)
	if e.Open || v == no {
		return v
	}
	listed := no
	for _, value := range e.Values {
		listed = listed.orThen(func() verdict { return isValue(n, value.Value) })
	}
	return v.and(listed)
}

func (c *sampleCheck) fitsBasic(n *yaml.Node, b *schema.Basic) verdict {
	v := isOneOf(n, []string{b.Kind})
	if v != yes {
		return v
	}
	switch n.Tag {
	case intTag, realTag:
		return isWithin(n.Value, b.Minimum, b.Maximum).and(isOfFormat(json.Number(n.Value), b.Format))
	case textTag:
		return verdictOf(span{b.MinLength, b.MaxLength}.holdsLength(n.Value)).
			and(c.matches(n.Value, b.Pattern)).and(isOfFormat(n.Value, b.Format))
	}
	return yes
}

// isOfFormat asks the functions that the validator asks.
func isOfFormat(v any, format string) verdict {
	valid := ownFormats[format]
	if valid == nil {
		valid = jsonschema.Formats[format]
	}
	return verdictOf(valid == nil || valid(v))
}

func (c *sampleCheck) matches(s, pattern string) verdict {
	if pattern == "" {
		return yes
	}
	re := c.patterns[pattern]
	if re == nil {
		var err error
		if re, err = regexp.Compile(pattern); err != nil {
			return unsure
		}
		c.patterns[pattern] = re
	}
	return verdictOf(re.MatchString(s))
}

// isValue says whether a node is one value. Lists, mappings and numbers that are spelled otherwise may still be the same.
func isValue(n *yaml.Node, want *schema.Value) verdict {
	var got schema.Value
	if n.Kind != yaml.ScalarNode || want.Kind == schema.ArrayValue || want.Kind == schema.ObjectValue {
		return unsure
	}
	scalarValue(&got, n)
	switch {
	case got.Kind != want.Kind:
		return no
	case got.Text() == want.Text():
		return yes
	case got.Kind == schema.NumberValue:
		return unsure
	}
	return no
}
