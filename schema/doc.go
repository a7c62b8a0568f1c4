// Package schema is the resolved model of a message protocol: its messages, types, endpoints and prose, with every
// name already turned into a pointer. It also defines positions and diagnostics, and embeds the first protocol.
//
// The model is made by schema/load, translated by schema/l10n and read-only from then on. It says nothing about any
// target language: wire names, names as written in the protocol file and prose are here, the spelling of a Go type
// or a TypeScript property is not.
package schema
