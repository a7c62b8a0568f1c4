package golang

import (
	"strconv"

	"github.com/callinggen/callinggen/schema"
)

// methodDecls gives the methods that tie each type to the runtime, one group a type.
func (t *Target) methodDecls() []decl {
	var decls []decl
	for _, m := range t.parts.messages {
		decls = append(decls, func(p *printer) {
			name := t.names.messages[m]
			codecMethods(p, name)
			validateMethod(p, name)
			p.function("func (*"+name+") messageID() string", "return "+strconv.Quote(m.ID))
		})
	}
	for _, d := range t.parts.types {
		if d.Alias != nil {
			continue
		}
		name := t.names.decls[d]
		switch d.Type.(type) {
		case *schema.Struct:
			decls = append(decls, func(p *printer) {
				codecMethods(p, name)
				validateMethod(p, name)
			})
		case *schema.Array, *schema.Map:
			decls = append(decls, func(p *printer) { codecMethods(p, name) })
		}
	}
	return decls
}

// codecMethods prints the methods that encoding/json calls.
func codecMethods(p *printer, name string) {
	p.function("func (v "+name+") MarshalJSON() ([]byte, error)", "return marshal(&v)")
	p.function("func (v *"+name+") UnmarshalJSON(data []byte) error", "return unmarshal(data, v)")
}

func validateMethod(p *printer, name string) {
	p.function("func (v *"+name+") Validate() error", "return validate(v)")
}
