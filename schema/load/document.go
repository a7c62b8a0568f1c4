package load

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

// byteOrderMark is what some editors begin a file in UTF-8 with.
const byteOrderMark = "\uFEFF"

// Document gives the root of a YAML file beside the protocol, such as a configuration, or says why it is none in the words and with
// the care for the place that a protocol file gets. A file with nothing in it has no root. Aliases are not followed.
func Document(file string, data []byte) (*yaml.Node, *schema.Diagnostic) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	l := &loader{data: data, report: report{file: file}}
	l.lines = sync.OnceValue(func() lineIndex { return indexLines(data) })
	if !l.checkText(file, data) {
		return nil, &l.report.list[0]
	}
	document, err := decode(bytes.NewReader(data))
	switch {
	case errors.Is(err, io.EOF) || err == nil && len(document.Content) == 0:
		return nil, nil
	case err != nil:
		l.reportSyntax(err)
		return nil, &l.report.list[0]
	}
	return document.Content[0], nil
}
