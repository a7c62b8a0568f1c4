package docs

import (
	"bytes"
	"sync"
	"text/template"

	"github.com/callinggen/callinggen/schema"
)

// A sheet is the plan of one page, the same for every language: where it is, and how it is made.
type sheet struct {
	path     string
	template string               // "message.tmpl"; "" for a page that is no markdown
	view     func(p *page) view   // what the template shows
	data     func(p *page) []byte // without a template
}

// make writes a page in each language, at a time where that can be.
func (s sheet) make(pages []*page, templates *template.Template) ([][]byte, error) {
	if s.template != "" && len(pages) > 1 && pages[0].options.Templates == nil {
		list, uneven, err := s.makeTogether(pages, templates)
		if !uneven || err != nil {
			return list, err
		}
	}
	list := make([][]byte, len(pages))
	for i, p := range pages {
		p.owed = nil
		var err error
		if list[i], err = s.write(p, templates); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// makeTogether writes a page once for all languages. It is no use where they do not have the same things to show.
func (s sheet) makeTogether(pages []*page, templates *template.Template) (list [][]byte, uneven bool, err error) {
	f := fillers.Get().(*filler)
	defer fillers.Put(f)
	whole := &page{Target: pages[0].Target, path: pages[0].path, each: pages, slots: f.slots[:0]}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	text, err := s.writeTo(b, whole, templates)
	if err != nil || whole.uneven {
		return nil, whole.uneven, err
	}
	return f.fill(whole, string(text)), false, nil
}

// write writes the page of one language.
func (s sheet) write(p *page, templates *template.Template) ([]byte, error) {
	if s.template == "" {
		return s.data(p), nil
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	text, err := s.writeTo(b, p, templates)
	return bytes.Clone(text), err
}

// writeTo writes a page with a template, in a buffer that holds nothing else.
func (s sheet) writeTo(b *bytes.Buffer, p *page, templates *template.Template) ([]byte, error) {
	b.Reset()
	v := s.view(p)
	p.fill(v.frame())
	if err := templates.ExecuteTemplate(b, s.template, v); err != nil {
		return nil, err
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), nil
}

// buffers are used again: a page is as long as it must be, its buffer longer.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// plan lists the pages of one locale.
func (t *Target) plan() []sheet {
	p := t.protocol
	list := []sheet{t.homeSheet(), t.participantsSheet()}
	list = append(list, t.messagesSheet())
	for _, m := range live(p.Messages) {
		list = append(list, t.messagePage(m))
	}
	if decls := t.decls(); len(decls) > 0 {
		list = append(list, t.typesSheet(decls))
		for _, d := range decls {
			list = append(list, t.declPage(d))
		}
	}
	if p.HTTP != nil {
		list = append(list, t.endpointsSheet())
		for _, e := range live(p.HTTP.Endpoints) {
			list = append(list, t.endpointPage(e))
		}
	}
	if flows := live(p.Flows); len(flows) > 0 {
		list = append(list, t.flowsSheet(flows))
		for _, f := range flows {
			list = append(list, t.flowPage(f), t.diagramPage(f))
		}
	}
	return append(list, t.otherSheets()...)
}

// otherSheets are the pages that there is one of, where the protocol has something for them, and the guides.
func (t *Target) otherSheets() []sheet {
	p := t.protocol
	var list []sheet
	if len(p.Guides) > 0 {
		list = append(list, t.guidesSheet())
		for _, g := range p.Guides {
			list = append(list, t.guidePage(g))
		}
	}
	if len(live(p.Storage)) > 0 {
		list = append(list, t.storageSheet())
	}
	if len(p.FAQ) > 0 {
		list = append(list, t.faqSheet())
	}
	list = append(list, t.historySheet())
	if t.hasCorrections() {
		list = append(list, t.correctionsSheet())
	}
	return append(list, t.llmsSheet(), t.contentsSheet())
}

// hasCorrections reports whether there is a page of corrections: sources are there to be cited by it.
func (t *Target) hasCorrections() bool { return len(t.protocol.Sources) > 0 }

// decls are the types with a page of their own.
func (t *Target) decls() []*schema.Decl {
	var list []*schema.Decl
	for _, d := range t.protocol.Types {
		if !d.Inline && d.PartialOf == nil && d.Removed == nil {
			list = append(list, d)
		}
	}
	return list
}

// live leaves out what was removed.
func live[E schema.Element](list []E) []E {
	var out []E
	for _, e := range list {
		if e.Info().Removed == nil {
			out = append(out, e)
		}
	}
	return out
}
