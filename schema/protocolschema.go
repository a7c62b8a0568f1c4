package schema

import _ "embed"

// ProtocolSchema is the JSON Schema that every protocol file obeys; editors complete and check from it.
//
//go:embed protocol.schema.json
var ProtocolSchema []byte
