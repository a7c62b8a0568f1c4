package docs

import "github.com/callinggen/callinggen/schema"

// A lane is a column of a diagram: somebody who acts.
type lane struct {
	name  string
	lines []string // the name, as it fits into the head
	lang  string   // of the lines, where it is not that of the picture
	class string
	x     int // of its line
	width int // of its head
}

// server is a lane that is nobody of the protocol: what answers HTTP.
type server string

// addLanes gives a lane to everybody who takes part: actors, then the two participants, then those who talk HTTP and the
// servers, so that arrows are short.
func (d *drawing) addLanes(f *schema.Flow) {
	acts, calls := map[any]bool{}, map[any]bool{}
	eachStep(f.Steps, func(s schema.Step, _ int) {
		switch s := s.(type) {
		case *schema.MessageStep:
			acts[s.From] = true
			if s.Message.SentBy(s.From) {
				acts[s.From.Other] = true
			}
		case *schema.ActionStep:
			acts[s.By] = true
		case *schema.EndpointStep:
			acts[s.By], calls[s.By] = true, true
			acts[serverOf(s.Endpoint)] = true
		}
	})
	for _, a := range d.protocol.Actors {
		if acts[a] && !calls[a] {
			d.addLane(a, "actor", d.caption(&a.Title))
		}
	}
	for _, x := range d.protocol.Participants {
		if acts[x] {
			d.addLane(x, "side", d.caption(&x.Title))
		}
	}
	for _, a := range d.protocol.Actors {
		if calls[a] {
			d.addLane(a, "actor", d.caption(&a.Title))
		}
	}
	for _, s := range []server{apiServer, appServer} {
		if acts[s] {
			d.addLane(s, "server", d.label(string(s)))
		}
	}
}

func serverOf(e *schema.Endpoint) server {
	if e.ServedByApp {
		return appServer
	}
	return apiServer
}

// addLane adds the lane of a *schema.Participant, a *schema.Actor or a server.
func (d *drawing) addLane(key any, class string, title caption) {
	l := &lane{name: title.words, class: class, lines: boldFont.wrap(title.words, headWidth), lang: title.lang}
	for _, line := range l.lines {
		l.width = max(l.width, boldFont.width(line)+24)
	}
	l.width = max(l.width, 76)
	d.at[key] = len(d.lanes)
	d.lanes = append(d.lanes, l)
}

// eachStep visits steps and what is inside groups, with how many groups are around.
func eachStep(steps []schema.Step, visit func(s schema.Step, depth int)) { eachStepAt(steps, 0, visit) }

func eachStepAt(steps []schema.Step, depth int, visit func(schema.Step, int)) {
	for _, s := range steps {
		visit(s, depth)
		if g, ok := s.(*schema.GroupStep); ok {
			for _, b := range g.Branches {
				eachStepAt(b.Steps, depth+1, visit)
			}
		}
	}
}

// spread finds the distances between lanes that the words of the arrows need, and places the lanes.
func (d *drawing) spread(steps []schema.Step) {
	gaps := make([]int, len(d.lanes)+1) // gaps[i] is before lane i; the last is behind the last lane
	for i := range gaps {
		gaps[i] = d.leastGap(i)
	}
	depth := 0
	eachStep(steps, func(s schema.Step, level int) {
		if _, group := s.(*schema.GroupStep); group {
			level++
		}
		depth = max(depth, level)
		d.widen(gaps, s)
	})
	outer := margin + depth*frameInset
	gaps[0] += outer
	gaps[len(gaps)-1] += outer
	x := 0
	for i, l := range d.lanes {
		x += gaps[i]
		l.x = x
	}
	d.right = max(x+gaps[len(gaps)-1], 320)
}

// leastGap is the distance that the heads of lanes need, and at both ends the boxes of actions.
func (d *drawing) leastGap(i int) int {
	switch {
	case len(d.lanes) == 0:
		return boxWidth
	case i == 0:
		return max(d.lanes[0].width/2, boxWidth/2) + 12
	case i == len(d.lanes):
		return max(d.lanes[i-1].width/2, boxWidth/2) + 12
	}
	return max(minGap, (d.lanes[i-1].width+d.lanes[i].width)/2+24)
}

// widen makes room for the words of a step.
func (d *drawing) widen(gaps []int, s schema.Step) {
	from, to, label := d.arrow(s)
	switch {
	case label == "":
	case from == to:
		gaps[from+1] = max(gaps[from+1], loopWidth+min(codeFont.width(label), maxLabel)+24)
	default:
		low, high := min(from, to), max(from, to)
		need := min(codeFont.width(label), maxLabel) + 36
		for i := low + 1; i <= high; i++ {
			need -= gaps[i]
		}
		if need > 0 {
			share := (need + high - low - 1) / (high - low)
			for i := low + 1; i <= high; i++ {
				gaps[i] += share
			}
		}
	}
}

// arrow gives the lanes that a step goes between, and its words; the words are "" for a step that is no arrow.
func (d *drawing) arrow(s schema.Step) (from, to int, label string) {
	switch s := s.(type) {
	case *schema.MessageStep:
		from = d.at[s.From]
		to = from
		if s.Message.SentBy(s.From) {
			to = d.at[s.From.Other]
		}
		return from, to, s.Message.ID
	case *schema.EndpointStep:
		return d.at[s.By], d.at[serverOf(s.Endpoint)], s.Endpoint.Method + " " + s.Endpoint.ID
	}
	return 0, 0, ""
}

func (d *drawing) headHeight() int {
	lines := 1
	for _, l := range d.lanes {
		lines = max(lines, len(l.lines))
	}
	return lines*lineHeight + 16
}
