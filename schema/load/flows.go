package load

import (
	"iter"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/callinggen/callinggen/schema"
)

func (l *loader) fillFlows(n *yaml.Node, top scope) {
	for key, body := range pairs(n) {
		f := l.flows[key.Value]
		top.path, top.owner = "flows."+f.ID, f
		l.meta(&f.Meta, key, body, top)
		l.text(&f.Title, get(body, "title"), top.path+".title", f)
		f.Tags = l.tagList(get(body, "tags"))
		w := flowWalk{loader: l, flow: f, ids: map[string]schema.Position{}}
		f.Steps = w.steps(get(body, "steps"))
	}
	l.checkFlowCycles()
}

// A flowWalk reads the steps of one flow.
type flowWalk struct {
	*loader
	flow *schema.Flow
	ids  map[string]schema.Position
}

func (w *flowWalk) steps(n *yaml.Node) []schema.Step {
	var list []schema.Step
	for _, item := range items(n) {
		if step := w.step(item); step != nil {
			list = append(list, step)
		}
	}
	return list
}

// step reads one step; its kind is the key that it has.
func (w *flowWalk) step(n *yaml.Node) schema.Step {
	for key, value := range pairs(n) {
		switch key.Value {
		case "message":
			return w.messageStep(n, value)
		case "endpoint":
			return w.endpointStep(n, value)
		case "action":
			s := &schema.ActionStep{StepMeta: w.stepMeta(n, ""), By: w.actor(get(n, "actor"))}
			w.text(&s.Action, value, s.Path+".action", w.flow)
			return s
		case "flow":
			return w.flowStep(n, value)
		case "opt", "loop", "alt", "anyOrder":
			return w.group(n, schema.GroupKind(key.Value), value)
		}
	}
	if note := get(n, "note"); note != nil {
		s := &schema.NoteStep{StepMeta: w.stepMeta(n, "")}
		s.Text, s.Note = s.Note, schema.Text{}
		return s
	}
	return nil
}

// stepMeta reads the id and note of a step.
func (w *flowWalk) stepMeta(n *yaml.Node, defaultID string) schema.StepMeta {
	m := schema.StepMeta{ID: defaultID, Pos: w.report.at(n)}
	if id := get(n, "id"); id != nil {
		w.checkID(id)
		m.ID = text(id)
	}
	m.Path = w.flow.Path + ".steps." + m.ID
	w.text(&m.Note, get(n, "note"), m.Path+".note", w.flow)
	first, twice := w.ids[m.ID]
	switch {
	case m.ID == "":
		w.report.add(n, "missing-key", `this step has nothing to be called after; add "id"`)
	case twice:
		w.report.add(n, "duplicate-name", "the step at line %d is called %q already; give this one an \"id\" of its own", first.Line, m.ID)
	default:
		w.ids[m.ID] = m.Pos
	}
	return m
}

func (w *flowWalk) messageStep(n, id *yaml.Node) schema.Step {
	s := &schema.MessageStep{StepMeta: w.stepMeta(n, text(id)), Message: w.message(id)}
	if s.Message == nil {
		return s
	}
	from := get(n, "from")
	senders := slices.Concat(s.Message.From, s.Message.Local)
	switch {
	case from != nil:
		s.From = w.participant(from)
	case len(senders) == 1:
		s.From = senders[0]
	case len(senders) > 1:
		w.report.add(n, "missing-key", `both sides can do this; add "from: %s" or "from: %s"`, senders[0].ID, senders[1].ID)
	}
	if example := get(n, "example"); example != nil {
		s.Example = w.value(example)
		w.example(example, payloadType{s.Message}, "invalid-example")
	}
	return s
}

func (w *flowWalk) endpointStep(n, id *yaml.Node) schema.Step {
	return &schema.EndpointStep{
		StepMeta: w.stepMeta(n, text(id)),
		Endpoint: lookup(w.loader, id, "unknown-endpoint", "endpoint", w.endpoints, `add it to "endpoints"`),
		By:       w.actor(get(n, "actor")),
	}
}

func (w *flowWalk) flowStep(n, id *yaml.Node) schema.Step {
	return &schema.FlowStep{
		StepMeta: w.stepMeta(n, text(id)),
		Flow:     lookup(w.loader, id, "unknown-flow", "flow", w.flows, `add it to "flows"`),
	}
}

// actor finds a participant or an actor.
func (w *flowWalk) actor(n *yaml.Node) schema.Element {
	if n == nil {
		return nil
	}
	if p := w.participants[n.Value]; p != nil {
		return p
	}
	if a := w.actors[n.Value]; a != nil {
		return a
	}
	known := map[string]bool{}
	for id := range w.participants {
		known[id] = true
	}
	for id := range w.actors {
		known[id] = true
	}
	unknown(w.loader, n, "unknown-participant", "actor", known, `add it to "actors"`)
	return nil
}

// group reads steps that run under a condition.
func (w *flowWalk) group(n *yaml.Node, kind schema.GroupKind, body *yaml.Node) schema.Step {
	g := &schema.GroupStep{StepMeta: w.stepMeta(n, ""), Kind: kind}
	switch kind {
	case schema.Alt:
		for _, branch := range items(body) {
			w.checkID(get(branch, "id"))
			b := w.branch(g, branch, text(get(branch, "id")))
			w.checkBranch(g, b, branch)
			g.Branches = append(g.Branches, b)
		}
	case schema.AnyOrder:
		g.Branches = []*schema.Branch{{ID: string(kind), Steps: w.steps(body), Pos: w.report.at(body)}}
	default:
		g.Branches = []*schema.Branch{w.branch(g, body, string(kind))}
	}
	return g
}

func (w *flowWalk) branch(g *schema.GroupStep, n *yaml.Node, id string) *schema.Branch {
	b := &schema.Branch{ID: id, Pos: w.report.at(n)}
	w.text(&b.When, get(n, "when"), g.Path+".branches."+id+".when", w.flow)
	b.Steps = w.steps(get(n, "steps"))
	return b
}

// checkBranch reports a branch of the same name as one before it.
func (w *flowWalk) checkBranch(g *schema.GroupStep, b *schema.Branch, n *yaml.Node) {
	if slices.ContainsFunc(g.Branches, func(o *schema.Branch) bool { return o.ID == b.ID }) {
		w.report.add(n, "duplicate-name", "another branch here is called %q; give this one an \"id\" of its own", b.ID)
	}
}

// checkFlowCycles reports flows that run each other without end.
func (l *loader) checkFlowCycles() {
	next := func(f *schema.Flow) iter.Seq[*schema.Flow] { return flowSteps(f.Steps) }
	cycles(l.protocol.Flows, next, func(chain []*schema.Flow) {
		l.report.addAt(chain[0].Pos, "recursive-flow", "the flow runs itself (%s), so that it never ends; remove one of the steps",
			spellCycle(chain, func(f *schema.Flow) string { return f.ID }))
	})
}

// flowSteps gives the flows that steps run, at any depth.
func flowSteps(steps []schema.Step) iter.Seq[*schema.Flow] {
	return func(yield func(*schema.Flow) bool) {
		for _, s := range steps {
			switch s := s.(type) {
			case *schema.FlowStep:
				if s.Flow != nil && !yield(s.Flow) {
					return
				}
			case *schema.GroupStep:
				for _, b := range s.Branches {
					for f := range flowSteps(b.Steps) {
						if !yield(f) {
							return
						}
					}
				}
			}
		}
	}
}
