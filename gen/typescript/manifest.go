package typescript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/templates"
)

// page is what the templates of the package's own files know.
type page struct {
	Package, Version, License string
	Repository                string // of git, or ""
	Title                     string
	Description               string // one line
	About                     string // CommonMark
	Notice                    string // CommonMark, or ""
	Root, Other               pageSide
	Entries                   []pageEntry
	Versions                  []pageVersion // newest first
}

type pageSide struct {
	Class, File string
	Words       string // "the calling app"
	Sample      string
}

type pageEntry struct {
	Subpath string // "./host"
	File    string // "host"
}

type pageVersion struct {
	ID, Text                   string
	Added, Deprecated, Removed string // lists of messages
}

// manifest gives the package's own files, which no build is made of.
func (t *Target) manifest() ([]gen.File, error) {
	data := t.page()
	var files []gen.File
	names := []string{"package.json", "README.md", "CHANGELOG.md"}
	if t.options.License == defaultLicense {
		names = append(names, "LICENSE")
	}
	for _, name := range names {
		text, err := fill(name, data)
		if err != nil {
			return nil, err
		}
		if readme := t.options.Extra[extraReadme]; name == "README.md" && len(readme) > 0 {
			text = slices.Concat(text, []byte("\n"), readme)
		}
		files = append(files, gen.File{Path: name, Data: text})
	}
	// A folder named after an entry leads compilers to it that know no exports map.
	for _, entry := range data.Entries[1:] {
		stub, err := fill("subpath.json", entry)
		if err != nil {
			return nil, err
		}
		files = append(files, gen.File{Path: entry.File + "/package.json", Data: stub})
	}
	return files, nil
}

// fill fills a template.
func fill(name string, data any) ([]byte, error) {
	source, err := templates.FS.ReadFile("typescript/" + name + ".tmpl")
	if err != nil {
		return nil, err
	}
	parsed, err := template.New(name).Funcs(template.FuncMap{"json": jsonText}).Parse(string(source))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// jsonText writes a text as JSON, without the escapes that only HTML needs.
func jsonText(s string) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(s)
	return strings.TrimSpace(b.String()), err
}

func (t *Target) page() page {
	p := t.protocol
	return page{
		Package:     t.options.Package,
		Version:     t.options.Version,
		License:     t.options.License,
		Repository:  gitAddress(t.options.Repository),
		Title:       plainText(oneLineOf(p.Title)),
		Description: p.Title + " for TypeScript and JavaScript.",
		About:       t.markdown(&p.Description),
		Notice:      t.markdown(&p.Notice),
		Root:        t.pageSide(t.root),
		Other:       t.pageSide(t.other),
		Entries: []pageEntry{
			{Subpath: ".", File: "index"},
			{Subpath: "./" + t.entryName(t.other), File: t.entryName(t.other)},
			{Subpath: "./" + validatorsEntry, File: validatorsEntry},
		},
		Versions: t.pageVersions(),
	}
}

// gitAddress gives the address that git fetches from, of a repository that is a page.
func gitAddress(page string) string {
	if page == "" {
		return ""
	}
	return "git+" + strings.TrimSuffix(strings.TrimSuffix(page, "/"), ".git") + ".git"
}

func (t *Target) pageSide(s *side) pageSide {
	return pageSide{Class: s.class, File: t.entryName(s), Words: s.participant.InSentence(), Sample: t.tour(s)}
}

// markdown gives prose as CommonMark that can put no element on a page. The package has no pages to link to, so that
// references are code.
func (t *Target) markdown(text *schema.Text) string {
	prose, _ := text.In(t.options.Locale)
	var b strings.Builder
	for _, span := range prose {
		switch {
		case span.Ref == nil:
			b.WriteString(markdownText(span.Text))
		case span.Ref.Label != "":
			b.WriteString(markdownText(span.Ref.Label))
		default:
			b.WriteString(codeSpan(refWords(span.Ref, span.Text)))
		}
	}
	return strings.TrimSpace(b.String())
}

// codeSpan writes a text as code, in a fence of backticks that is longer than any inside.
func codeSpan(s string) string {
	longest, run := 0, 0
	for _, r := range s {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		s = " " + s + " "
	}
	return fence + strings.Map(visible, oneLineOf(s)) + fence
}

func oneLineOf(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// tour shows how a side is used: how it begins, one message that it sends and one that it receives.
func (t *Target) tour(s *side) string {
	var b strings.Builder
	fmt.Fprintf(&b, "const %s = new %s({\n", s.variable, s.class)
	for _, line := range t.requiredOptions(s) {
		b.WriteString("  " + line + ",\n")
	}
	if handlers := t.tourHandlers(s); handlers != "" {
		b.WriteString("  eventHandlers: {\n" + handlers + "  },\n")
	}
	b.WriteString("});")
	if s.ready() == nil {
		b.WriteString("\n" + t.tourSends(s, ""))
	}
	return strings.TrimSpace(b.String())
}

// tourHandlers writes a handler that sends as soon as that can be, and a typical one; where a side has neither, nothing.
func (t *Target) tourHandlers(s *side) string {
	var b strings.Builder
	if ready := s.ready(); ready != nil {
		fmt.Fprintf(&b, "    %s() {\n%s    },\n", t.names.handler(ready), t.tourSends(s, "      "))
	}
	if m := s.typical(); m != nil {
		fmt.Fprintf(&b, "    %s(data) {\n      console.log(%s);\n    },\n", t.names.handler(m), firstMember(m))
	}
	return b.String()
}

// tourSends writes a statement that sends a message, or nothing.
func (t *Target) tourSends(s *side, indent string) string {
	if m := s.tellable(); m != nil {
		return indent + t.call(s, m, m.Examples[0], indent) + "\n"
	}
	return ""
}
