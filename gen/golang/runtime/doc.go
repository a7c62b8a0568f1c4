// Package runtime is the part of a generated Go package that is the same for every protocol: the codec that keeps what it
// does not know, the envelope, the dispatch to handlers and the collecting of violations.
//
// It is not for importing. gen/golang copies its files, this one excepted, into each generated package with the package
// clause replaced, so that what is generated depends on the standard library alone. It names no message of any protocol;
// the generated half hands it tables.
package runtime
