// Package testserver is the half of a test package that is the same for every protocol: an HTTP server that keeps what it
// is told in memory, and a caller of what an application serves. Package golang copies its files beside the tables of a
// protocol; it is no library.
package testserver
