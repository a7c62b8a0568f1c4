package main

import (
	"embed"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/callinggen/callinggen/gen/golang"
	"github.com/callinggen/callinggen/schema"
)

// starter is the small protocol to begin with, and its configuration.
//
//go:embed starter
var starter embed.FS

// goGenerate is the line that go generate runs.
const goGenerate = "//go:generate go run github.com/callinggen/callinggen/cmd/callinggen generate\n"

func newInit(s streams) *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:   "init [dir]",
		Short: "Write a small protocol to begin with",
		Long: "Write a small protocol to begin with, a configuration, the JSON Schema that editors complete from, and a Go file\n" +
			"with a go:generate line. With --from embedded the protocol is the embedded one, whole.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("init writes to one folder, and %q is a second one", args[1])
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return initialize(s, dir, from)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "protocol to begin with: embedded")
	return cmd
}

func initialize(s streams, dir, from string) error {
	var files []newFile
	var err error
	switch from {
	case "":
		files, err = starterFiles()
	case "embedded":
		files, err = embeddedFiles()
	default:
		return usagef("unknown protocol %q%s", from, didYouMean(from, slices.Values([]string{"embedded"})))
	}
	if err != nil {
		return err
	}
	files = append(files,
		newFile{"protocol.schema.json", schema.ProtocolSchema},
		newFile{"generate.go", []byte("//go:build generate\n\npackage " + packageIn(dir) + "\n\n" + goGenerate)})
	if err := writeNewFiles(dir, files); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintln(s.out, "written", filepath.Join(dir, filepath.FromSlash(f.path)))
	}
	fmt.Fprintf(s.out, "Next, in %s: callinggen generate\n", dir)
	return nil
}

// A newFile is a file to write where none is.
type newFile struct {
	path string // below the folder, with slashes
	data []byte
}

func starterFiles() ([]newFile, error) {
	sub, err := fs.Sub(starter, "starter")
	if err != nil {
		return nil, err
	}
	return filesOf(sub)
}

// embeddedFiles are the embedded protocol with all that it needs, and a configuration made from its options.
func embeddedFiles() ([]newFile, error) {
	files, err := filesOf(schema.Embedded)
	for i, f := range files {
		if f.path == schema.EmbeddedOptions {
			files[i] = newFile{configName, fmt.Appendf(nil, "schema: %s\n%s", schema.EmbeddedProtocol, f.data)}
		}
	}
	return files, err
}

func filesOf(from fs.FS) ([]newFile, error) {
	var files []newFile
	err := fs.WalkDir(from, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, path)
		files = append(files, newFile{path, data})
		return err
	})
	return files, err
}

// packageIn gives the name of the Go package in a folder, or one made of the folder's own name.
func packageIn(dir string) string {
	names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, name := range names {
		if f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly); err == nil {
			return strings.TrimSuffix(f.Name.Name, "_test")
		}
	}
	absolute, _ := filepath.Abs(dir)
	return golang.PackageName(filepath.Base(absolute))
}

// writeNewFiles writes all of the files, or none when one of them is there already.
func writeNewFiles(dir string, files []newFile) error {
	var errs []error
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		if _, err := os.Lstat(name); err == nil {
			errs = append(errs, fmt.Errorf("%s is already there: move it elsewhere, or name another folder", name))
		}
	}
	if errs != nil {
		return errors.Join(errs...)
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: name a folder", dir)
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return fmt.Errorf("cannot make %s: %w; name a folder that you may write to", filepath.Dir(name), reason(err))
		}
		if err := writeNewFile(name, f.data); err != nil {
			return fmt.Errorf("cannot write %s: %w; name a folder that you may write to", name, reason(err))
		}
	}
	return nil
}

func writeNewFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
