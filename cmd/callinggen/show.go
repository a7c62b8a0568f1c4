package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

func newShow(s streams) *cobra.Command {
	var locale string
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show one message, type, endpoint, storage key, flow or guide",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("show takes one name, as in: callinggen show SOME_MESSAGE")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			c, err := findConfig("")
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			p, _ := c.protocol().load()
			if p == nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return names(p), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return show(s, args[0], locale) },
	}
	cmd.Flags().StringVar(&locale, "locale", "", "language of the texts, as in en or pt-BR")
	return cmd
}

func show(s streams, name, locale string) error {
	c, err := findConfig("")
	if err != nil {
		return err
	}
	p, diagnostics := c.protocol().load()
	if p == nil {
		s.complainAbout(diagnostics)
		return errPrinted
	}
	if err := c.protocol().checkLocale(p, locale); err != nil {
		return err
	}
	if _, err := s.told(translate(p, c.protocol().languages([]string{cmp.Or(locale, p.Locale)}))); err != nil {
		return err
	}
	e := find(p, name)
	if e == nil {
		return fmt.Errorf("%s has no %q%s", p.ID, name, didYouMeanOnly(name, names(p)))
	}
	v := &viewer{locale: cmp.Or(locale, p.Locale)}
	v.element(e)
	_, err = io.WriteString(s.out, v.String())
	return err
}

// didYouMeanOnly is didYouMean where what there is would be a long list.
func didYouMeanOnly(word string, known []string) string {
	if near := schema.Suggest(word, slices.Values(known)); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return "; the docs list what there is"
}

// named calls f for everything that can be shown, by each name that it has.
func named(p *schema.Protocol, f func(name string, e schema.Element)) {
	for _, m := range p.Messages {
		f(m.ID, m)
		f(m.Name, m)
	}
	for _, d := range p.Types {
		f(d.Name, d)
	}
	if p.HTTP != nil {
		for _, e := range p.HTTP.Endpoints {
			f(e.ID, e)
		}
	}
	for _, k := range p.Storage {
		f(k.Key, k)
	}
	for _, x := range p.Flows {
		f(x.ID, x)
	}
	for _, g := range p.Guides {
		f(g.ID, g)
	}
}

// find gives the first element of a name, or nil.
func find(p *schema.Protocol, name string) (found schema.Element) {
	named(p, func(n string, e schema.Element) {
		if n == name && found == nil {
			found = e
		}
	})
	return found
}

func names(p *schema.Protocol) (list []string) {
	named(p, func(name string, _ schema.Element) { list = append(list, name) })
	return list
}

// A viewer writes elements as plain text for a terminal.
type viewer struct {
	strings.Builder
	locale string
}

func (v *viewer) line(format string, args ...any) { fmt.Fprintf(v, format+"\n", args...) }

func (v *viewer) element(e schema.Element) {
	switch e := e.(type) {
	case *schema.Message:
		v.message(e)
	case *schema.Decl:
		v.line("%s: type", e.Name)
		v.about(&e.Meta)
		v.members(e.Type)
		v.examples(e.Examples)
	case *schema.Endpoint:
		v.endpoint(e)
	case *schema.StorageKey:
		v.line("%s: storage of %s, holds %s", e.Key, e.On.ID, typeWords(e.Value))
		v.about(&e.Meta)
		v.examples(e.Examples)
	case *schema.Flow:
		v.line("%s: flow, %s", e.ID, v.text(&e.Title))
		v.about(&e.Meta)
		v.line("")
		v.steps(e.Steps, "")
	case *schema.Guide:
		v.guide(e)
	}
}

// about writes what every element carries.
func (v *viewer) about(m *schema.Meta) {
	for _, t := range []*schema.Text{&m.Summary, &m.Description} {
		if !t.IsZero() {
			v.line("\n%s", v.text(t))
		}
	}
	if m.Since != nil {
		v.line("\nSince %s.", m.Since.ID)
	}
	if d := m.Deprecated; d != nil {
		v.deprecated(d)
	}
	if r := m.Removed; r != nil {
		v.line("\nRemoved in %s. %s", r.Since.ID, v.text(&r.Reason))
	}
}

func (v *viewer) deprecated(d *schema.Deprecation) {
	words := []string{"Deprecated."}
	if d.Use != nil {
		words = append(words, "Use "+d.Use.Name()+".")
	}
	if reason := v.text(&d.Reason); reason != "" {
		words = append(words, reason)
	}
	v.line("\n%s", strings.Join(words, " "))
}

// text gives a text on as many lines as it has, with references as the words that they show.
func (v *viewer) text(t *schema.Text) string {
	prose, _ := t.In(v.locale)
	var b strings.Builder
	for _, span := range prose {
		switch {
		case span.Ref == nil:
			b.WriteString(span.Text)
		case span.Ref.Label != "":
			b.WriteString(span.Ref.Label)
		default:
			b.WriteString(strings.TrimPrefix(span.Text, "."))
		}
	}
	return strings.TrimSpace(b.String())
}

func (v *viewer) message(m *schema.Message) {
	if len(m.From) > 0 {
		v.line("%s: message from %s", m.ID, sides(m.From))
	} else {
		v.line("%s: message that the runtime of %s makes", m.ID, sides(m.Local))
	}
	v.about(&m.Meta)
	if m.Payload.Type != nil {
		v.members(m.Payload.Struct)
	}
	if m.Replies != nil {
		for _, r := range m.Replies.Messages {
			v.line("\nAnswered by %s%s", r.Message.ID, v.when(&r.When))
		}
	}
	for _, question := range m.Answers {
		v.line("\nAnswers %s", question.ID)
	}
	v.examples(m.Examples)
}

func (v *viewer) when(t *schema.Text) string {
	if t.IsZero() {
		return ""
	}
	return ", when " + v.text(t)
}

func sides(list []*schema.Participant) string {
	var ids []string
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " and ")
}

// members writes the fields of a struct or the values of an enum; any other type is a few words.
func (v *viewer) members(t schema.Type) {
	v.line("")
	table := tabwriter.NewWriter(v, 0, 0, 2, ' ', 0)
	switch t := t.(type) {
	case *schema.Struct:
		for _, f := range t.Fields {
			name := cmp.Or(f.Wire, "(the payload)")
			if f.Required {
				name += ", required"
			}
			fmt.Fprintf(table, "  %s\t%s\t%s\n", name, typeWords(f.Type), v.short(&f.Meta))
		}
	case *schema.Enum:
		for _, value := range t.Values {
			fmt.Fprintf(table, "  %s\t%s\n", value.Value.Text(), v.short(&value.Meta))
		}
	default:
		fmt.Fprintf(table, "  %s\n", typeWords(t))
	}
	table.Flush()
}

// short gives what is known of a member on one line.
func (v *viewer) short(m *schema.Meta) string {
	says := v.text(&m.Summary)
	if says == "" {
		says = v.text(&m.Description)
	}
	if m.Deprecated != nil {
		says = "Deprecated. " + says
	}
	return strings.Join(strings.Fields(says), " ")
}

func (v *viewer) endpoint(e *schema.Endpoint) {
	v.line("%s: endpoint %s %s", e.ID, e.Method, e.Path)
	v.about(&e.Meta)
	for _, f := range e.Families {
		v.line("\nBelow %s", f.Prefix)
	}
	if len(e.Parameters) > 0 {
		v.line("")
	}
	for _, p := range e.Parameters {
		v.line("  %s in %s: %s  %s", p.Wire, p.In, typeWords(p.Type), v.short(&p.Meta))
	}
	if e.Request != nil {
		v.line("\nRequest: %s", typeWords(e.Request.Type))
	}
	for _, r := range e.Responses {
		body := "no body"
		if r.Type != nil {
			body = typeWords(r.Type)
		}
		v.line("\n%d: %s  %s", r.Status, body, v.text(&r.Description))
	}
	v.examples(e.Examples)
}

func (v *viewer) steps(list []schema.Step, indent string) {
	for i, s := range list {
		v.step(s, fmt.Sprintf("%s%d. ", indent, i+1), indent+"   ")
	}
}

func (v *viewer) step(s schema.Step, number, indent string) {
	switch s := s.(type) {
	case *schema.MessageStep:
		v.line("%s%s: %s", number, s.From.ID, s.Message.ID)
	case *schema.EndpointStep:
		v.line("%s%s: %s", number, elementID(s.By), s.Endpoint.ID)
	case *schema.ActionStep:
		v.line("%s%s: %s", number, elementID(s.By), v.text(&s.Action))
	case *schema.NoteStep:
		v.line("%s%s", number, v.text(&s.Text))
	case *schema.FlowStep:
		v.line("%sthe flow %s", number, s.Flow.ID)
	case *schema.GroupStep:
		v.line("%s%s", number, groupWords[s.Kind])
		for _, b := range s.Branches {
			if !b.When.IsZero() {
				v.line("%swhen %s", indent, v.text(&b.When))
			}
			v.steps(b.Steps, indent+"   ")
		}
	}
}

var groupWords = map[schema.GroupKind]string{
	schema.Opt:      "perhaps",
	schema.Alt:      "one of",
	schema.Loop:     "again and again",
	schema.AnyOrder: "in any order",
}

func elementID(e schema.Element) string {
	switch e := e.(type) {
	case *schema.Participant:
		return e.ID
	case *schema.Actor:
		return e.ID
	}
	return ""
}

func (v *viewer) guide(g *schema.Guide) {
	v.line("%s: guide, %s", g.ID, v.text(&g.Title))
	for _, b := range g.Blocks {
		switch b.Kind {
		case schema.CodeBlock:
			v.line("\n    %s", strings.ReplaceAll(strings.TrimSpace(b.Code), "\n", "\n    "))
		default:
			v.line("\n%s", v.text(&b.Text))
		}
	}
}

func (v *viewer) examples(list []*schema.Value) {
	for _, e := range list {
		v.line("\nExample: %s", gen.OneLine(e))
	}
}

// typeWords says what values a type has.
func typeWords(t schema.Type) string {
	switch t := t.(type) {
	case *schema.Decl:
		return t.Name
	case *schema.Array:
		return "list of " + typeWords(t.Elem)
	case *schema.Map:
		return "map of " + typeWords(t.Elem)
	case *schema.Nullable:
		return typeWords(t.Type) + " or null"
	case *schema.Const:
		return gen.OneLine(t.Value)
	case *schema.Union:
		var names []string
		for _, a := range t.Alts {
			names = append(names, a.Name)
		}
		return strings.Join(names, " or ")
	case *schema.Basic:
		if t.Format != "" {
			return t.Kind + " (" + t.Format + ")"
		}
		return t.Kind
	case *schema.Struct:
		return "object"
	case *schema.Enum:
		return t.Base.Kind
	}
	return "any value"
}
