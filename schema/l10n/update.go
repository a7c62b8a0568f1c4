package l10n

import (
	"cmp"
	"slices"

	"github.com/callinggen/callinggen/schema/l10n/po"
)

// Update gives the file that asks for exactly these texts, with all that was translated before. What belongs together is
// found by its key, never by likeness:
//
//   - the same text of the same key keeps its translation;
//   - a text that changed keeps it too, marked fuzzy, with the text that it was made of beside it;
//   - a text that is gone becomes obsolete if it was translated, and has its translation again when it comes back.
//
// The old file stays as it is; nil stands for one that is not there yet.
func Update(old *po.File, texts []*Text, project, locale string) *po.File {
	if old == nil {
		old = &po.File{}
	}
	f := &po.File{Header: header(old.Header, project, locale), Comments: old.Comments}
	pairs := pair(old, texts)
	for _, t := range texts {
		f.Entries = append(f.Entries, t.entry(pairs[t]))
	}
	f.Entries = append(f.Entries, pairs.obsolete(old)...)
	return f
}

// Template gives the file that a translation begins with.
func Template(texts []*Text, project string) *po.File { return Update(nil, texts, project, "") }

// header keeps what is said about the file and adds what every file says. It has no dates: whoever updates a file that is
// up to date must not change it.
func header(old *po.Entry, project, locale string) *po.Entry {
	f := &po.File{Header: &po.Entry{}}
	if old != nil {
		copied := *old
		f.Header = &copied
	}
	for _, field := range []struct{ name, value string }{
		{"Project-Id-Version", project},
		{"Language", locale},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=UTF-8"},
		{"Content-Transfer-Encoding", "8bit"},
		{"Plural-Forms", pluralForms(locale)},
	} {
		if f.Field(field.name) == "" && field.value != "" {
			f.SetField(field.name, field.value)
		}
	}
	return f.Header
}

// pluralForms is the rule of a language in the words of gettext. No text of a protocol depends on a number, but tools want
// to know; for a language that is not here they know it themselves.
func pluralForms(locale string) string {
	language := locale
	if i := slices.Index([]byte(locale), '-'); i > 0 {
		language = locale[:i]
	}
	switch language {
	case "ja", "ko", "zh", "th", "vi", "id":
		return "nplurals=1; plural=0;"
	case "fr", "pt":
		return "nplurals=2; plural=(n > 1);"
	case "en", "de", "es", "it", "nl", "sv", "da", "nb", "fi", "el", "hu", "tr":
		return "nplurals=2; plural=(n != 1);"
	}
	return ""
}

// entry asks for a text, with what was translated before; nil is nothing.
func (t *Text) entry(old *po.Entry) *po.Entry {
	e := &po.Entry{Notes: t.notes(), Source: po.Source{Context: t.Key, HasContext: true, ID: t.Source}, Text: []string{""}}
	if old == nil {
		return e
	}
	e.Comments, e.Flags, e.Pos, e.TextPos = old.Comments, old.Flags, old.Pos, old.TextPos
	text, stale := t.kept(old)
	e.Text[0] = text
	if stale != old.Fuzzy() {
		e.SetFuzzy(stale)
	}
	if stale {
		e.Previous = old.Previous
		if e.Previous == nil && old.ID != t.Source {
			e.Previous = &po.Source{ID: old.ID}
		}
	}
	return e
}

// kept gives the translation that a text has from before, and whether it is of an older text; "" for none.
func (t *Text) kept(old *po.Entry) (text string, stale bool) {
	switch {
	case old == nil || old.First() == "":
		return "", false
	case old.ID == t.Source:
		return old.First(), old.Fuzzy()
	}
	return old.First(), !cameBack(old, t.Source)
}

// cameBack reports whether a change of the source was taken back: the translation was made of this very text.
func cameBack(old *po.Entry, source string) bool {
	return old.Fuzzy() && old.Previous != nil && old.Previous.ID == source
}

// Pairs say which entry a text had before.
type pairs map[*Text]*po.Entry

// pair finds the old entries. Most texts are as they were; where one is not, everything of its key is looked at together.
func pair(old *po.File, texts []*Text) pairs {
	p := make(pairs, len(texts))
	rest := p.inStep(old, texts)
	if len(rest) == 0 {
		return p
	}
	same := make(map[textID]*po.Entry, len(old.Entries))
	for _, e := range old.Entries {
		if id := (textID{e.Context, e.ID}); !e.Obsolete && same[id] == nil {
			same[id] = e
		}
	}
	groups := map[string]*group{}
	for _, t := range rest {
		if e := same[textID{t.Key, t.Source}]; e != nil {
			p[t] = e
		} else {
			groups[t.Key] = &group{}
		}
	}
	p.regroup(groups, old, texts)
	return p
}

// inStep pairs the texts that come in the order of the file, which is all of them when it is up to date, and gives the others.
func (p pairs) inStep(old *po.File, texts []*Text) (rest []*Text) {
	next := 0
	for _, t := range texts {
		if next < len(old.Entries) && isFor(old.Entries[next], t) {
			p[t] = old.Entries[next]
			next++
		} else {
			rest = append(rest, t)
		}
	}
	return rest
}

// isFor reports whether an entry is in use for exactly this text.
func isFor(e *po.Entry, t *Text) bool { return !e.Obsolete && e.Context == t.Key && e.ID == t.Source }

// regroup pairs what is in these groups.
func (p pairs) regroup(groups map[string]*group, old *po.File, texts []*Text) {
	if len(groups) == 0 {
		return
	}
	for _, e := range old.Entries {
		if g := groups[e.Context]; g != nil {
			g.add(e)
		}
	}
	for _, t := range texts {
		if g := groups[t.Key]; g != nil {
			g.texts = append(g.texts, t)
		}
	}
	for _, g := range groups {
		g.pair(p)
	}
}

// A group is what has one key: the texts of a heading of a guide, otherwise one text at most.
type group struct {
	texts   []*Text
	entries []*po.Entry // in use, in the order of the old file
	gone    []*po.Entry // obsolete already
	taken   []bool      // by entry
}

func (g *group) add(e *po.Entry) {
	if e.Obsolete {
		g.gone = append(g.gone, e)
		return
	}
	g.entries = append(g.entries, e)
	g.taken = append(g.taken, false)
}

// pair finds the old entry of each text: the same text first, then for what changed the first that is left between the
// neighbours that did not change.
func (g *group) pair(of pairs) {
	at := make([]int, len(g.texts)) // index in entries; -1: not found
	for i, t := range g.texts {
		at[i] = g.take(0, len(g.entries), func(e *po.Entry) bool { return e.ID == t.Source })
	}
	for i, t := range g.texts {
		if at[i] < 0 {
			at[i] = g.take(0, len(g.entries), func(e *po.Entry) bool { return cameBack(e, t.Source) })
		}
	}
	for i, t := range g.texts {
		if at[i] < 0 && g.revive(t, of) {
			continue
		}
		if at[i] < 0 {
			from, to := g.gap(at, i)
			at[i] = g.take(from, to, func(*po.Entry) bool { return true })
		}
		if at[i] >= 0 {
			of[t] = g.entries[at[i]]
		}
	}
}

// gap gives where in the old file the text may have been: after its nearest neighbour above that was found, before the
// nearest one below.
func (g *group) gap(at []int, i int) (from, to int) {
	from, to = 0, len(g.entries)
	for j := i - 1; j >= 0; j-- {
		if at[j] >= 0 {
			from = at[j] + 1
			break
		}
	}
	for j := i + 1; j < len(at); j++ {
		if at[j] >= 0 {
			to = at[j]
			break
		}
	}
	return from, to
}

// take gives the first entry between two places that suits and that no other text has, or -1.
func (g *group) take(from, to int, suits func(*po.Entry) bool) int {
	for i := from; i < to; i++ {
		if !g.taken[i] && suits(g.entries[i]) {
			g.taken[i] = true
			return i
		}
	}
	return -1
}

// revive finds a text among what was obsolete.
func (g *group) revive(t *Text, of pairs) bool {
	for _, e := range g.gone {
		if e.ID == t.Source {
			of[t] = e
			return true
		}
	}
	return false
}

// obsolete gives the translations that nothing asks for, sorted, so that they move only when they change.
func (p pairs) obsolete(old *po.File) []*po.Entry {
	asked := make(map[*po.Entry]bool, len(p))
	for _, e := range p {
		asked[e] = true
	}
	var list []*po.Entry
	for _, e := range old.Entries {
		if asked[e] || e.First() == "" {
			continue
		}
		gone := *e
		gone.Obsolete, gone.Notes, gone.References = true, nil, nil
		list = append(list, &gone)
	}
	slices.SortStableFunc(list, func(a, b *po.Entry) int {
		return cmp.Or(cmp.Compare(a.Context, b.Context), cmp.Compare(a.ID, b.ID), cmp.Compare(a.First(), b.First()))
	})
	return slices.CompactFunc(list, func(a, b *po.Entry) bool { return a.Key() == b.Key() })
}

// Prune gives the file without what is obsolete, and how much that was.
func Prune(f *po.File) (*po.File, int) {
	pruned := *f
	pruned.Entries = slices.DeleteFunc(slices.Clone(f.Entries), func(e *po.Entry) bool { return e.Obsolete })
	return &pruned, len(f.Entries) - len(pruned.Entries)
}
