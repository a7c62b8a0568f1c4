package main

import (
	"errors"
	"io/fs"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/lint"
	"github.com/callinggen/callinggen/schema/load"
)

// A protocolFile is where a protocol is read from.
type protocolFile struct {
	name string // as the user knows it
	src  load.Source
}

// protocolAt is a protocol file on disk.
func protocolAt(path string) protocolFile {
	src := load.At(path)
	src.FS = plainFiles{src.FS, src.Name}
	return protocolFile{path, src}
}

// PlainFiles are the plain files and the folders of a file system: to open a pipe would be to wait for whoever writes to it.
type plainFiles struct {
	fs.FS
	named string // a file that the user named, and that may be anything; "": none
}

var errNotPlain = errors.New("it is no plain file; put one in its place")

func (p plainFiles) Open(name string) (fs.File, error) {
	info, err := p.Stat(name)
	if err == nil && name != p.named && !isPlain(info) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNotPlain}
	}
	return p.FS.Open(name)
}

// isPlain reports whether something can be opened without waiting for others.
func isPlain(info fs.FileInfo) bool { return info.Mode().IsRegular() || info.IsDir() }

func (p plainFiles) Stat(name string) (fs.FileInfo, error) { return fs.Stat(p.FS, name) }

// embeddedDir stands in positions for the folder that the embedded protocol came from.
const embeddedDir = "embedded"

// embeddedProtocol is the protocol inside this program.
func embeddedProtocol() protocolFile {
	src := load.Source{FS: schema.Embedded, Name: schema.EmbeddedProtocol, Dir: embeddedDir}
	return protocolFile{embeddedDir + "/" + schema.EmbeddedProtocol, src}
}

func (f protocolFile) load() (*schema.Protocol, []schema.Diagnostic) { return load.Protocol(f.src) }

// judged loads a protocol and judges it. The protocol is nil when it cannot be loaded.
func (f protocolFile) judged() (*schema.Protocol, []schema.Diagnostic) {
	p, diagnostics := f.load()
	if p == nil {
		return nil, diagnostics
	}
	return p, schema.SortDiagnostics(append(diagnostics, lint.Run(p)...))
}

// errorsOf gives the diagnostics that stop the work.
func errorsOf(list []schema.Diagnostic) []schema.Diagnostic {
	var errs []schema.Diagnostic
	for _, d := range list {
		if d.Severity == schema.Error {
			errs = append(errs, d)
		}
	}
	return errs
}
