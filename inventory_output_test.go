package callinggen_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/schema"
)

const (
	goFolder   = "sdk/go/calling"
	npmFolder  = "sdk/npm"
	docsFolder = "docs/en"
)

// An output answers whether generated files hold what a line of the inventory says. It looks for declarations, rows and
// anchors of their own, never for words that merely occur.
type output interface {
	message(m *schema.Message, f fact) error
	removed(m *schema.Message) error
	field(at *place) error
	value(at *place, value string) error
}

// TestInventoryInGo finds messages, fields and values in the checked-in Go package, bodies of HTTP included.
func TestInventoryInGo(t *testing.T) {
	checkOutput(t, parseGo(t, goFolder), func(string) bool { return true })
}

// TestInventoryInTypeScript finds messages, fields and values in the checked-in declarations.
func TestInventoryInTypeScript(t *testing.T) {
	checkOutput(t, parseDeclarations(t, filepath.Join(npmFolder, "dist", "index.d.ts")), isAboutMessages)
}

// isAboutMessages tells addresses of messages and types from those of HTTP and storage.
func isAboutMessages(address string) bool {
	root, _, several := strings.Cut(address, " ")
	return !several || root == "type"
}

func checkOutput(t *testing.T, out output, concerns func(address string) bool) {
	m := newModel(loadProtocol(t, callingFile))
	checked := 0
	for _, f := range readInventory(t) {
		if f.kind != "message" && f.kind != "field" && f.kind != "value" || !concerns(f.col(0)) {
			continue
		}
		checked++
		if err := m.checkIn(out, f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	if checked < 200 {
		t.Errorf("checked only %d lines", checked)
	}
}

func (m *model) checkIn(out output, f fact) error {
	if f.kind == "message" {
		x := m.messages[f.col(0)]
		switch {
		case x == nil:
			return errors.New("no such message")
		case f.col(3) == "removed":
			return out.removed(x)
		}
		return out.message(x, f)
	}
	at, err := m.find(f.col(0))
	switch {
	case err != nil:
		return err
	case f.kind == "field":
		return out.field(at)
	}
	return out.value(at, f.col(1))
}

// readTree reads the files below a folder, by their path in it.
func readTree(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("there is nothing in %s: run `go run ./cmd/callinggen generate`", folder)
	}
	return files
}

// code joins all files but those for readers, which may tell of what is gone.
func code(files map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if filepath.Ext(name) != ".md" {
			b.WriteString(files[name])
		}
	}
	return b.String()
}

// typeName is the name of a message's type, or of a declaration, as the model spells it.
func typeName(e schema.Element) string {
	switch x := e.(type) {
	case *schema.Message:
		return schema.Pascal(x.Name)
	case *schema.Decl:
		return x.Name
	}
	return ""
}

// Go

// A goOutput is what the files of a Go package declare. Go has its own way to spell initials (URL), so names are compared
// without case.
type goOutput struct {
	types     map[string]ast.Expr        // by name in lower case
	constants map[string]map[string]bool // values by the name of their type in lower case
	fixed     map[string]bool            // type in lower case, member and value of constants, as in "say.kind 7"
	text      string                     // of all its code, of packages below it too
}

func parseGo(t *testing.T, folder string) *goOutput {
	t.Helper()
	out := &goOutput{types: map[string]ast.Expr{}, constants: map[string]map[string]bool{}, fixed: map[string]bool{}, text: code(readTree(t, folder))}
	files, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	if len(files) == 0 {
		t.Fatalf("there is no Go package in %s: run `go run ./cmd/callinggen generate`", folder)
	}
	set := token.NewFileSet()
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(set, name, data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.GenDecl:
				out.add(decl)
			case *ast.FuncDecl:
				out.addFixed(decl)
			}
		}
	}
	return out
}

func (o *goOutput) add(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			o.types[strings.ToLower(s.Name.Name)] = s.Type
		case *ast.ValueSpec:
			typ, ok := s.Type.(*ast.Ident)
			if !ok || decl.Tok != token.CONST {
				continue
			}
			for _, value := range s.Values {
				if literal, ok := value.(*ast.BasicLit); ok {
					o.constant(strings.ToLower(typ.Name), literal)
				}
			}
		}
	}
}

// addFixed takes the constants from the method that names the fields of a struct.
func (o *goOutput) addFixed(decl *ast.FuncDecl) {
	if decl.Name.Name != "fields" || decl.Recv == nil {
		return
	}
	pointer, ok := decl.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return
	}
	typ := strings.ToLower(pointer.X.(*ast.Ident).Name)
	ast.Inspect(decl, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 4 {
			return true
		}
		if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "constantValue" {
			o.fixed[typ+"."+unquoted(call.Args[1])+" "+strings.Trim(unquoted(call.Args[3]), `"`)] = true
		}
		return true
	})
}

// unquoted gives what a literal of Go spells.
func unquoted(literal ast.Expr) string {
	text, _ := strconv.Unquote(literal.(*ast.BasicLit).Value)
	return text
}

func (o *goOutput) constant(typ string, literal *ast.BasicLit) {
	value := literal.Value
	if text, err := strconv.Unquote(value); err == nil {
		value = text
	}
	if o.constants[typ] == nil {
		o.constants[typ] = map[string]bool{}
	}
	o.constants[typ][value] = true
}

func (o *goOutput) message(m *schema.Message, _ fact) error {
	return found(o.types[strings.ToLower(typeName(m))] != nil, "the Go package has no type "+typeName(m))
}

func (o *goOutput) removed(m *schema.Message) error { return notWord(o.text, m) }

func (o *goOutput) field(at *place) error {
	tag, err := o.tag(at)
	if err != nil {
		return err
	}
	_, options, _ := strings.Cut(tag.Get("json"), ",")
	optional := strings.Contains(options, "omit")
	return equal("the Go tag says optional", !at.field.Required, optional)
}

func (o *goOutput) value(at *place, value string) error {
	if decl := named(at.typ); decl != nil {
		return found(o.constants[strings.ToLower(decl.Name)][value], "the Go package has no such constant of type "+decl.Name)
	}
	return found(o.fixed[strings.ToLower(typeName(at.within))+"."+at.field.Wire+" "+value], "the Go field is not fixed to it")
}

// tag gives the tags of the Go field for a member, found by its name on the wire.
func (o *goOutput) tag(at *place) (reflect.StructTag, error) {
	name := typeName(at.within)
	object, ok := o.object(strings.ToLower(name))
	if !ok {
		return "", fmt.Errorf("the Go package has no struct %s", name)
	}
	for _, f := range object.Fields.List {
		if f.Tag == nil {
			continue
		}
		text, _ := strconv.Unquote(f.Tag.Value)
		tag := reflect.StructTag(text)
		if wire, _, _ := strings.Cut(tag.Get("json"), ","); wire == at.field.Wire {
			return tag, nil
		}
	}
	return "", fmt.Errorf("the Go struct %s has no field for %q", name, at.field.Wire)
}

// object gives the struct under a name, which may be declared as another type.
func (o *goOutput) object(name string) (*ast.StructType, bool) {
	for range 10 {
		switch t := o.types[name].(type) {
		case *ast.StructType:
			return t, true
		case *ast.Ident:
			name = strings.ToLower(t.Name)
		default:
			return nil, false
		}
	}
	return nil, false
}

// notWord tells that a message that is gone is spoken of nowhere in code, and nothing is named after it.
func notWord(text string, m *schema.Message) error {
	gone := regexp.MustCompile(`\b(` + m.ID + `|` + m.Name + `|(on)?` + schema.Pascal(m.Name) + `)\w*`)
	word := gone.FindString(text)
	return found(word == "", fmt.Sprintf("is removed, but the code speaks of %q", word))
}

// TypeScript

// A tsOutput is what a declaration file declares at its top level.
type tsOutput struct {
	members map[string]map[string]tsMember // of interfaces, classes and constants, by their name
	aliases map[string]string              // what stands after `type X =`
	text    string                         // of all files of the package
}

// A tsMember is a property or a method.
type tsMember struct {
	optional bool
	typ      string // the rest of its first line
}

var (
	tsComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	tsBlock   = regexp.MustCompile(`^(?:export )?(?:declare )?(?:default )?(?:interface|class|const) (\w+)`)
	tsAlias   = regexp.MustCompile(`(?s)^(?:export )?(?:declare )?type (\w+) =(.*);$`)
	tsName    = regexp.MustCompile(`^  (?:readonly )?(?:'([^']+)'|(\w+))(\?)?[:(](.*)$`)
	tsQuoted  = regexp.MustCompile(`'[^']*'`)
)

func parseDeclarations(t *testing.T, name string) *tsOutput {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("there are no declarations in %s: run `go run ./cmd/callinggen generate`", name)
	}
	out := &tsOutput{members: map[string]map[string]tsMember{}, aliases: map[string]string{}, text: code(readTree(t, npmFolder))}
	for _, statement := range statements(tsComment.ReplaceAllString(string(data), "")) {
		if m := tsAlias.FindStringSubmatch(statement); m != nil {
			out.aliases[m[1]] = strings.TrimSpace(m[2])
		} else if m := tsBlock.FindStringSubmatch(statement); m != nil {
			out.members[m[1]] = membersOf(statement)
		}
	}
	return out
}

// statements cuts declarations into those at the top level: one ends with the line after which no bracket is open.
func statements(text string) []string {
	var list []string
	current, depth := "", 0
	for _, line := range strings.Split(text, "\n") {
		current += line + "\n"
		for _, r := range tsQuoted.ReplaceAllString(line, "") {
			switch r {
			case '{', '(', '[':
				depth++
			case '}', ')', ']':
				depth--
			}
		}
		if depth == 0 && (strings.HasSuffix(line, ";") || strings.HasSuffix(line, "}")) {
			list = append(list, strings.TrimSpace(current))
			current = ""
		}
	}
	return list
}

func membersOf(statement string) map[string]tsMember {
	members := map[string]tsMember{}
	for _, line := range strings.Split(statement, "\n") {
		if m := tsName.FindStringSubmatch(line); m != nil {
			members[m[1]+m[2]] = tsMember{m[3] == "?", m[4]}
		}
	}
	return members
}

// message looks for the type of a message, and for the method and the handler that the inventory names.
func (o *tsOutput) message(m *schema.Message, f fact) error {
	name := typeName(m)
	return errors.Join(
		found(o.aliases[name] != "" || o.members[name] != nil, "the declarations have no type "+name),
		o.anywhere("method", f.col(4)),
		o.anywhere("handler", f.col(5)),
	)
}

func (o *tsOutput) anywhere(what, name string) error {
	if name == "-" {
		return nil
	}
	for _, members := range o.members {
		if _, ok := members[name]; ok {
			return nil
		}
	}
	return fmt.Errorf("the declarations have no %s %s", what, name)
}

func (o *tsOutput) removed(m *schema.Message) error { return notWord(o.text, m) }

func (o *tsOutput) field(at *place) error {
	member, err := o.member(at)
	if err != nil {
		return err
	}
	return equal("the declaration says optional", !at.field.Required, member.optional)
}

func (o *tsOutput) value(at *place, value string) error {
	var typ string
	if decl := named(at.typ); decl != nil {
		typ = o.aliases[decl.Name]
	} else {
		member, err := o.member(at)
		if err != nil {
			return err
		}
		typ = member.typ
	}
	return found(slices.Contains(tsQuoted.FindAllString(typ, -1), "'"+value+"'"), "the declared type does not have it")
}

func (o *tsOutput) member(at *place) (tsMember, error) {
	name := typeName(at.within)
	members := o.members[o.original(name)]
	if members == nil {
		return tsMember{}, fmt.Errorf("the declarations have no interface %s", name)
	}
	member, ok := members[at.field.Wire]
	return member, found(ok, fmt.Sprintf("the interface %s has no property %q", name, at.field.Wire))
}

// original follows a type that is another name for an interface.
func (o *tsOutput) original(name string) string {
	for o.members[name] == nil && o.aliases[name] != "" {
		name = o.aliases[name]
	}
	return name
}

// Docs

// TestInventoryInDocs finds each line of the inventory in the checked-in pages: on the page of its own, at the anchor of its
// own.
func TestInventoryInDocs(t *testing.T) {
	d := &docsOutput{newModel(loadProtocol(t, callingFile)), readTree(t, docsFolder)}
	for _, f := range readInventory(t) {
		if err := d.check(f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// A docsOutput is a tree of pages, by path.
type docsOutput struct {
	*model
	pages map[string]string
}

// check finds a line on its page. What the protocol says in words of its own (the handshake, the layout of a message) is left
// to whoever reads the page.
func (d *docsOutput) check(f fact) error {
	switch f.kind {
	case "version":
		return d.anchored("changes.md", "v"+f.col(0))
	case "storage":
		return d.anchored("storage.md", f.col(0))
	case "message":
		return d.message(f)
	case "reply":
		return d.says("messages/"+slug(d.messages[f.col(0)].Name)+".md", "("+slug(d.messages[f.col(1)].Name)+".md)")
	case "field", "value":
		return d.member(f)
	case "endpoint", "param", "status", "scope":
		return d.aboutEndpoint(f)
	case "faq":
		least, err := strconv.Atoi(f.col(0))
		questions := strings.Count(d.pages["faq.md"], "## <a id=")
		return errors.Join(err, found(questions >= least, fmt.Sprintf("the page has %d questions", questions)))
	}
	return nil
}

// says looks for words on a page.
func (d *docsOutput) says(page, words string) error {
	text, ok := d.pages[page]
	return errors.Join(
		found(ok, "there is no page "+page),
		found(strings.Contains(text, words), page+" does not say "+words),
	)
}

// anchored looks for an anchor on a page.
func (d *docsOutput) anchored(page, anchor string) error {
	for _, m := range anAnchor.FindAllStringSubmatch(d.pages[page], -1) {
		if plain(m[1]) == anchor {
			return nil
		}
	}
	return fmt.Errorf("%s has no anchor %s", page, anchor)
}

var (
	anAnchor = regexp.MustCompile(`<a id="([^"]+)"></a>`)
	aCode    = regexp.MustCompile(`~[0-9A-F]+`)
)

// plain gives the names that an anchor is made of; signs that an anchor cannot have are written as codes.
func plain(anchor string) string {
	return aCode.ReplaceAllStringFunc(anchor, func(code string) string {
		r, err := strconv.ParseInt(code[1:], 16, 32)
		if err != nil {
			return code
		}
		return string(rune(r))
	})
}

// message finds the page of a message. One that is removed is spoken of in the history alone.
func (d *docsOutput) message(f fact) error {
	x := d.messages[f.col(0)]
	if f.col(3) != "removed" {
		return errors.Join(
			d.says("messages/"+slug(x.Name)+".md", "# `"+x.ID+"`"),
			d.says("messages/README.md", "("+slug(x.Name)+".md)"),
		)
	}
	err := d.anchored("changes.md", "removed-"+x.Path)
	for name, text := range d.pages {
		if name != "changes.md" && strings.Contains(text, x.ID) {
			err = errors.Join(err, fmt.Errorf("is removed, but %s speaks of it", name))
		}
	}
	return err
}

// member finds the row of a member or of a value, with its mark.
func (d *docsOutput) member(f fact) error {
	spot, at, err := d.follow(f.col(0))
	if err != nil {
		return err
	}
	if f.kind == "value" && named(at.typ) != nil {
		_, err := d.row(spot.enter(at.typ), "value-", f.col(1))
		return err
	}
	row, err := d.row(spot, "property-", "")
	if err != nil {
		return err
	}
	if f.kind == "value" {
		return found(strings.Contains(row, f.col(1)), "the row does not give the value")
	}
	if decl, ok := at.within.(*schema.Decl); ok && decl.PartialOf != nil {
		return nil // shown with the whole type, whose marks it does not share
	}
	return equal("the page says required", at.field.Required, strings.Contains(row, "**required**"))
}

// A shown is where the docs describe a member: a page, and on it the names from the top of the page to the member.
type shown struct {
	page  string
	names []string
}

// enter goes to the page of a type that has one; what is written at its place of use is described there.
func (s shown) enter(t schema.Type) shown {
	decl := named(t)
	if decl != nil && decl.PartialOf != nil {
		decl = decl.PartialOf
	}
	if decl == nil || decl.Inline {
		return s
	}
	return shown{page: "types/" + slug(decl.Name) + ".md"}
}

// row gives the row of a table that describes a member, or a value of it.
func (d *docsOutput) row(s shown, kind, value string) (string, error) {
	names := s.names
	if value != "" {
		names = append(slices.Clone(names), value)
	}
	want := kind + strings.Join(names, ".")
	for _, line := range strings.Split(d.pages[s.page], "\n") {
		if m := anAnchor.FindStringSubmatch(line); strings.HasPrefix(line, "| <a ") && plain(m[1]) == want {
			return line, nil
		}
	}
	return "", fmt.Errorf("%s has no row with the anchor %s", s.page, want)
}

// follow finds where the docs describe what an address leads to.
func (d *docsOutput) follow(address string) (shown, *place, error) {
	at, path, err := d.root(address)
	if err != nil {
		return shown{}, nil, err
	}
	s := d.top(address)
	for _, step := range steps(path) {
		s = s.enter(at.typ)
		if err := at.enter(step); err != nil {
			return shown{}, nil, err
		}
		if at.field != nil {
			s.names = append(s.names, step)
		}
	}
	return s, at, nil
}

// top is where the docs begin to describe what an address begins with.
func (d *docsOutput) top(address string) shown {
	words := strings.Split(address, " ")
	if len(words) == 1 {
		id, _, _ := strings.Cut(address, ".")
		return shown{page: "messages/" + slug(d.messages[id].Name) + ".md"}
	}
	if words[0] == "storage" {
		return shown{"storage.md", words[1:2]}
	}
	if e := d.endpointOf(words[0], words[1]); e != nil {
		part, _, _ := strings.Cut(words[len(words)-1], ".")
		s := shown{page: "endpoints/" + slug(e.ID) + ".md"}
		if part != "request" {
			s.names = []string{part}
		}
		return s
	}
	return shown{} // errors and types have a page of their own
}

// aboutEndpoint finds an endpoint's address, its parameters, answers and scopes on its page.
func (d *docsOutput) aboutEndpoint(f fact) error {
	method, path, _ := strings.Cut(f.col(0), " ")
	if f.kind == "endpoint" {
		path = f.col(1)
	}
	e := d.endpointOf(method, path)
	if e == nil {
		return errors.New("no such endpoint")
	}
	page := "endpoints/" + slug(e.ID) + ".md"
	switch f.kind {
	case "endpoint":
		whole := wholePaths(e)
		if i := slices.IndexFunc(whole, func(p string) bool { return samePath(p, path) }); i > 0 {
			whole = whole[i:]
		}
		return errors.Join(d.says(page, e.Method+" "), d.says(page, whole[0]))
	case "param":
		return d.anchored(page, "parameter-"+f.col(2))
	case "status":
		return d.anchored(page, "response-"+f.col(1))
	default: // scope
		return d.says(page, "`"+f.col(1)+"`")
	}
}

// slug spells a name as the name of a page.
func slug(name string) string { return strings.ToLower(strings.Join(schema.Words(name), "-")) }
