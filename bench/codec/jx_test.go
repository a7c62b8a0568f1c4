package codec

import (
	"github.com/go-faster/jx"
)

// What ogen generates for the same message: optional values as a value and a flag, one pass, jx as scanner.

type opt[T any] struct {
	Value T
	Set   bool
}

type jxDial struct {
	Type, MessageID   string
	PhoneNumber       string
	LegacyPhoneNumber opt[string]
	OwnerID           opt[string]
	PortalID          opt[int64]
	ObjectID          opt[int64]
	ObjectType        opt[string]
	SubjectID         opt[int64]
	CountryCode       opt[string]
	CalleeInfo        opt[callee]
	StartTimestamp    opt[int64]
	ToPhoneNumberSrc  opt[string]
	ThreadID          opt[int64]
}

func decodeJX(data []byte) (*jxDial, error) {
	m, d := new(jxDial), jx.DecodeBytes(data)
	return m, d.ObjBytes(func(d *jx.Decoder, key []byte) (err error) {
		switch string(key) {
		case "type":
			m.Type, err = d.Str()
		case "messageId":
			m.MessageID, err = d.Str()
		case "data":
			return d.ObjBytes(m.member)
		default:
			return d.Skip()
		}
		return err
	})
}

func (m *jxDial) member(d *jx.Decoder, key []byte) (err error) {
	switch string(key) {
	case "phoneNumber":
		m.PhoneNumber, err = d.Str()
	case "phone_number":
		err = m.LegacyPhoneNumber.read(d.Str())
	case "ownerId":
		err = m.OwnerID.read(d.Str())
	case "portalId":
		err = m.PortalID.read(d.Int64())
	case "objectId":
		err = m.ObjectID.read(d.Int64())
	case "objectType":
		err = m.ObjectType.read(d.Str())
	case "subjectId":
		err = m.SubjectID.read(d.Int64())
	case "countryCode":
		err = m.CountryCode.read(d.Str())
	case "calleeInfo":
		m.CalleeInfo.Set = true
		return d.ObjBytes(m.CalleeInfo.Value.member)
	case "startTimestamp":
		err = m.StartTimestamp.read(d.Int64())
	case "toPhoneNumberSrc":
		err = m.ToPhoneNumberSrc.read(d.Str())
	case "threadId":
		err = m.ThreadID.read(d.Int64())
	default:
		return d.Skip()
	}
	return err
}

func (c *callee) member(d *jx.Decoder, key []byte) (err error) {
	switch string(key) {
	case "calleeId":
		c.CalleeID, err = d.Int64()
	case "calleeObjectTypeId":
		c.CalleeObjectTypeID, err = d.Str()
	default:
		return d.Skip()
	}
	return err
}

func (o *opt[T]) read(v T, err error) error {
	*o = opt[T]{v, true}
	return err
}

func (m *jxDial) encode(e *jx.Encoder) {
	text := func(name string, v opt[string]) {
		if v.Set {
			e.Field(name, func(e *jx.Encoder) { e.Str(v.Value) })
		}
	}
	number := func(name string, v opt[int64]) {
		if v.Set {
			e.Field(name, func(e *jx.Encoder) { e.Int64(v.Value) })
		}
	}
	e.Obj(func(e *jx.Encoder) {
		e.Field("type", func(e *jx.Encoder) { e.Str(m.Type) })
		e.Field("messageId", func(e *jx.Encoder) { e.Str(m.MessageID) })
		e.Field("data", func(e *jx.Encoder) {
			e.Obj(func(e *jx.Encoder) {
				e.Field("phoneNumber", func(e *jx.Encoder) { e.Str(m.PhoneNumber) })
				text("phone_number", m.LegacyPhoneNumber)
				text("ownerId", m.OwnerID)
				number("portalId", m.PortalID)
				number("objectId", m.ObjectID)
				text("objectType", m.ObjectType)
				number("subjectId", m.SubjectID)
				text("countryCode", m.CountryCode)
				if m.CalleeInfo.Set {
					e.Field("calleeInfo", m.CalleeInfo.Value.encode)
				}
				number("startTimestamp", m.StartTimestamp)
				text("toPhoneNumberSrc", m.ToPhoneNumberSrc)
				number("threadId", m.ThreadID)
			})
		})
	})
}

func (c *callee) encode(e *jx.Encoder) {
	e.Obj(func(e *jx.Encoder) {
		e.Field("calleeId", func(e *jx.Encoder) { e.Int64(c.CalleeID) })
		e.Field("calleeObjectTypeId", func(e *jx.Encoder) { e.Str(c.CalleeObjectTypeID) })
	})
}
