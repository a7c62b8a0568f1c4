package runtime

import "reflect"

// validateEnvelope holds what stands around a payload against the protocol.
func (p *protocol) validateEnvelope(env Envelope) error { return validate(enveloped{p, env}) }

// An enveloped is an envelope with what is known of envelopes.
type enveloped struct {
	*protocol
	env Envelope
}

func (e enveloped) check(c checker) {
	k := e.kindOf(e.env.Type, &body{})
	if e.idName != "" {
		e.checkID(c.at(e.idName), k)
	}
	if k != nil && k.value && e.env.Form == FormBare {
		e.checkPayload(c.at(e.payloadName), k)
	}
}

// checkID checks that the id is there where there must be one, and of the kind that the protocol has.
func (e enveloped) checkID(c checker, k *kind) {
	other, kept := e.env.Extra[e.idName]
	switch id := e.env.ID; {
	case id.IsZero() && kept:
		c.add("want " + e.idKind + ", got " + kindOfText(other))
	case id.IsZero():
		c.require(k == nil || k.noID, "required")
	case id.IsString():
		c.require(e.idKind != "integer", "want integer, got string")
	default:
		c.require(e.idKind != "string", "want string, got number")
	}
}

// checkPayload checks a payload that is not there and that is no object, so that its message cannot tell.
func (e enveloped) checkPayload(c checker, k *kind) {
	value := reflect.TypeOf(k.new()).Elem().Field(0).Type
	switch _, kept := e.env.Extra[e.payloadName]; {
	case value == typeOfRaw: // of any kind, and none
	case kept:
		c.add("want " + describe(value, 2) + ", got null")
	default:
		c.add("required")
	}
}
