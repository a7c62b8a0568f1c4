package json

import "github.com/callinggen/callinggen/schema"

func (w *writer) flow(f *schema.Flow) {
	w.Key("id").String(f.ID)
	w.prose("title", f.Title)
	w.meta(&f.Meta)
	names(w, "tags", f.Tags, tagID)
	list(w, "steps", f.Steps, w.step)
}

func (w *writer) step(s schema.Step) {
	info := s.StepInfo()
	w.Key("id").String(info.ID)
	w.Key("place").String(info.Path)
	switch s := s.(type) {
	case *schema.MessageStep:
		w.messageStep(s)
	case *schema.EndpointStep:
		w.kind("endpoint")
		w.Key("endpoint").String(s.Endpoint.ID)
		w.by(s.By)
	case *schema.ActionStep:
		w.kind("action")
		w.by(s.By)
		w.prose("action", s.Action)
	case *schema.NoteStep:
		w.kind("note")
		w.prose("text", s.Text)
	case *schema.FlowStep:
		w.kind("flow")
		w.Key("flow").String(s.Flow.ID)
	case *schema.GroupStep:
		w.kind(string(s.Kind))
		list(w, "branches", s.Branches, w.branch)
	}
	w.prose("note", info.Note)
}

func (w *writer) messageStep(s *schema.MessageStep) {
	w.kind("message")
	w.message("message", s.Message)
	if s.From != nil {
		w.Key("from").String(s.From.ID)
	}
	w.value("example", s.Example)
}

// by tells who acts.
func (w *writer) by(e schema.Element) {
	w.Key("by")
	w.row(func() { w.element(e) })
}

func (w *writer) branch(b *schema.Branch) {
	w.Text("id", b.ID)
	w.prose("when", b.When)
	list(w, "steps", b.Steps, w.step)
}
