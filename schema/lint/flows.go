package lint

import "github.com/callinggen/callinggen/schema"

func impossibleStep(c *checker) {
	each(c, func(n *node, f *schema.Flow) {
		eachStep(f.Steps, func(s schema.Step) {
			if why := impossible(s); why != "" {
				c.report(n, s.StepInfo().Pos, "nobody can do this step: %s", why)
			}
		})
	})
}

// eachStep calls f for every step, those inside of groups included.
func eachStep(steps []schema.Step, f func(schema.Step)) {
	for _, s := range steps {
		f(s)
		if g, ok := s.(*schema.GroupStep); ok {
			for _, b := range g.Branches {
				eachStep(b.Steps, f)
			}
		}
	}
}

// impossible says why nobody can do a step and what to do about it, or "".
func impossible(s schema.Step) string {
	switch s := s.(type) {
	case *schema.MessageStep:
		return impossibleMessage(s)
	case *schema.EndpointStep:
		if s.Endpoint.Removed != nil {
			return "the endpoint " + s.Endpoint.ID + " was removed; take the step out"
		}
	case *schema.FlowStep:
		if s.Flow.Removed != nil {
			return "the flow " + s.Flow.ID + " was removed; take the step out"
		}
	}
	return ""
}

func impossibleMessage(s *schema.MessageStep) string {
	m := s.Message
	switch {
	case !m.Live():
		return "the message " + m.ID + " was removed; take the step out"
	case s.From == nil || m.SentBy(s.From) || m.LocalTo(s.From):
		return ""
	case len(m.From) > 0:
		return s.From.ID + " never sends " + m.ID + "; the sender is " + m.From[0].ID
	}
	return "the runtime of " + s.From.ID + " never makes " + m.ID + "; that of " + m.Local[0].ID + " does"
}
