// Command floor is the least that any generator of this kind must do: it reads a protocol file into a tree of nodes, emits
// a Go struct for each message and a string type for each enum, and formats them. It checks nothing, resolves nothing
// and emits no other language. What callinggen takes beyond it is the price of all that.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
	"gopkg.in/yaml.v3"
)

// perFile is how many declarations share a file: one unit of work for the formatter.
const perFile = 64

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: floor PROTOCOL FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file, dir string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return err
	}
	root := doc.Content[0]
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	emitAll(&group, dir, "messages", get(root, "messages"), emitStruct)
	emitAll(&group, dir, "enums", get(root, "types"), emitEnum)
	return group.Wait()
}

// emitAll writes the entries of a mapping in files of perFile declarations, each formatted by itself.
func emitAll(group *errgroup.Group, dir, name string, entries *yaml.Node, emit func(*bytes.Buffer, string, *yaml.Node)) {
	for start := 0; start < len(entries.Content); start += 2 * perFile {
		part := entries.Content[start:min(start+2*perFile, len(entries.Content))]
		path := filepath.Join(dir, fmt.Sprintf("%s_%d.go", name, start/2/perFile))
		group.Go(func() error {
			var b bytes.Buffer
			b.WriteString("package bench\n\n")
			for i := 0; i < len(part); i += 2 {
				emit(&b, part[i].Value, part[i+1])
			}
			out, err := format.Source(b.Bytes())
			if err != nil {
				return err
			}
			return os.WriteFile(path, out, 0o666)
		})
	}
}

func emitStruct(b *bytes.Buffer, id string, message *yaml.Node) {
	fmt.Fprintf(b, "// %s: %s\n//\n// %s\ntype %s struct {\n", pascal(id), value(message, "summary"), value(message, "description"), pascal(id))
	properties := get(get(message, "payload"), "properties")
	for i := 0; i < len(properties.Content); i += 2 {
		wire, schema := properties.Content[i].Value, properties.Content[i+1]
		fmt.Fprintf(b, "\t// %s\n\t%s %s `json:%q`\n", value(schema, "description"), strings.ToUpper(wire[:1])+wire[1:], goType(schema), wire)
	}
	b.WriteString("}\n\n")
}

func emitEnum(b *bytes.Buffer, name string, enum *yaml.Node) {
	fmt.Fprintf(b, "// %s: %s\ntype %s string\n\n// The values of %s.\nconst (\n", name, value(enum, "description"), name, name)
	for _, v := range get(enum, "oneOf").Content {
		c := value(v, "const")
		fmt.Fprintf(b, "\t// %s\n\t%s%s %s = %q\n", value(v, "description"), name, pascal(c), name, c)
	}
	b.WriteString(")\n\n")
}

func goType(schema *yaml.Node) string {
	if ref := value(schema, "$ref"); ref != "" {
		return strings.TrimPrefix(ref, "#/types/")
	}
	return map[string]string{"string": "string", "integer": "*int64", "boolean": "*bool", "array": "[]string"}[value(schema, "type")]
}

func get(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return &yaml.Node{}
}

func value(mapping *yaml.Node, key string) string { return get(mapping, key).Value }

func pascal(id string) string {
	var b strings.Builder
	for _, w := range strings.Split(strings.ToLower(id), "_") {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}
