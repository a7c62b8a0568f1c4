package docs

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// Distances of a diagram, in pixels.
const (
	margin     = 20  // around everything
	headWidth  = 128 // most for the words of a lane
	minGap     = 150 // between two lanes
	maxLabel   = 250 // most for the words of an arrow before they wrap
	boxWidth   = 170 // most for the words of an action
	loopWidth  = 30  // how far an arrow to its own lane reaches out
	frameInset = 10  // of a frame inside another
	stepGap    = 16  // between two steps
	tall       = 640 // from this height on the lanes are named below too
)

const (
	apiServer server = "diagram.api"
	appServer server = "diagram.app"
)

const usualDiagram = 4 << 10 // bytes of what is drawn

// A drawing is a diagram on its way. Steps are drawn from top to bottom; frames are known when what they hold is drawn.
type drawing struct {
	*page
	lanes []*lane
	at    map[any]int // index of each lane
	left  int         // of the innermost frame, or of the picture
	right int
	y     int // where the next step begins
	canvas
}

// drawFlow draws the sequence diagram of a flow as SVG.
func drawFlow(p *page, f *schema.Flow) []byte {
	d := &drawing{page: p, at: map[any]int{}, canvas: make(canvas, 0, usualDiagram)}
	d.addLanes(f)
	d.spread(f.Steps)
	d.y = margin + d.headHeight() + stepGap
	d.left, d.right = margin/2, d.right-margin/2
	d.steps(f.Steps)
	return d.document(f)
}

func (d *drawing) steps(list []schema.Step) {
	for _, s := range list {
		d.step(s)
		d.y += stepGap
	}
}

func (d *drawing) step(s schema.Step) {
	note := d.caption(&s.StepInfo().Note)
	switch s := s.(type) {
	case *schema.MessageStep:
		d.message(s, d.name(s.Message).URL, note)
	case *schema.EndpointStep:
		d.message(s, d.name(s.Endpoint).URL, note)
	case *schema.ActionStep:
		d.action(d.lanes[d.at[s.By]], d.caption(&s.Action))
		d.remark(note)
	case *schema.NoteStep:
		d.wide("note", d.caption(&s.Text), "")
	case *schema.FlowStep:
		d.wide("ref", d.caption(&s.Flow.Title), d.link(s.Flow, "", false).URL)
		d.remark(note)
	case *schema.GroupStep:
		d.group(s, note)
	}
}

// A caption is words of a picture.
type caption struct {
	words string
	lang  string // where that is not the language of the picture; else ""
}

// caption makes a text a caption. It owes nothing: the page beside the picture has the same texts, and counts them.
func (d *drawing) caption(text *schema.Text) caption {
	c := caption{words: d.plain(text)}
	if _, _, how := d.read(text); how != native {
		c.lang = d.source
	}
	return c
}

// label is a caption made of a fixed word.
func (d *drawing) label(id string) caption {
	c := caption{words: d.sayPlain(id)}
	if d.phrases[id].foreign {
		c.lang = "en"
	}
	return c
}

// message draws an arrow with its words above, which link to the page of what is sent.
func (d *drawing) message(s schema.Step, link string, note caption) {
	from, to, label := d.arrow(s)
	class := "arrow"
	if _, http := s.(*schema.EndpointStep); http {
		class = "arrow http"
	}
	if from == to {
		d.loop(d.lanes[from], label, link)
		d.remark(note)
		return
	}
	x1, x2 := d.lanes[from].x, d.lanes[to].x
	lines := codeFont.wrap(label, abs(x2-x1)-24)
	d.open(link)
	for _, line := range lines {
		d.y += lineHeight
		d.text("code", (x1+x2)/2, d.y-4, "middle", caption{words: line})
	}
	tip := x2 - 2*sign(x2-x1)
	d.y += 4
	d.stroke(class, x1, d.y, lead("H", tip))
	d.stroke("tip", tip+2*sign(x2-x1), d.y, lead("l", -9*sign(x2-x1)), " -4.5v9z")
	d.close(link)
	d.remarkBetween(note, (x1+x2)/2, max(abs(x2-x1)-16, boxWidth))
}

// loop draws an arrow from a lane to itself: what a runtime makes for its own side.
func (d *drawing) loop(l *lane, label, link string) {
	x := l.x + loopWidth
	top := d.y + 4
	d.open(link)
	lines := codeFont.wrap(label, maxLabel)
	for i, line := range lines {
		d.text("code", x+8, top+14+i*lineHeight, "start", caption{words: line})
	}
	bottom := top + max(20, len(lines)*lineHeight+2)
	d.stroke("arrow local", l.x, top, lead("H", x), lead("V", bottom), lead("H", l.x+2))
	d.stroke("tip", l.x, bottom, "l9 -4.5v9z")
	d.close(link)
	d.y = bottom
}

// action draws a box on a lane: something that happens off the wire.
func (d *drawing) action(l *lane, what caption) {
	lines := labelFont.wrap(what.words, boxWidth-20)
	width := 0
	for _, line := range lines {
		width = max(width, labelFont.width(line)+20)
	}
	height := len(lines)*lineHeight + 12
	d.rect("action", l.x-width/2, d.y, width, height, 6)
	for i, line := range lines {
		d.text("words", l.x, d.y+18+i*lineHeight, "middle", caption{line, what.lang})
	}
	d.y += height
}

// wide draws a box over all lanes: a note, or another flow.
func (d *drawing) wide(class string, what caption, link string) {
	const inside = 14
	x, width := d.left+margin, d.right-d.left-2*margin
	lines := labelFont.wrap(what.words, width-2*inside)
	height := len(lines)*lineHeight + 14
	d.open(link)
	d.rect(class, x, d.y, width, height, 4)
	for i, line := range lines {
		d.text("words", x+width/2, d.y+19+i*lineHeight, "middle", caption{line, what.lang})
	}
	d.close(link)
	d.y += height
}

// remark writes the note of a step over all lanes.
func (d *drawing) remark(note caption) {
	d.remarkBetween(note, (d.left+d.right)/2, d.right-d.left-2*margin)
}

func (d *drawing) remarkBetween(note caption, x, most int) {
	if note.words == "" {
		return
	}
	d.y += 2
	for _, line := range noteFont.wrap(note.words, most) {
		d.y += lineHeight - 1
		width := noteFont.width(line) + 10
		d.rect("paper", x-width/2, d.y-13, width, lineHeight, 0)
		d.text("remark", x, d.y, "middle", caption{line, note.lang})
	}
	d.y += 2
}

// group draws a frame around the steps that run under a condition.
func (d *drawing) group(s *schema.GroupStep, note caption) {
	word := d.label("group." + string(s.Kind))
	tab := boldFont.width(word.words) + 26
	left, right, top := d.left, d.right, d.y
	d.left, d.right = d.frame(s, tab)
	for i, b := range s.Branches {
		condition := d.caption(&b.When)
		indent := 12
		if i == 0 {
			indent = tab + 8
		} else {
			d.stroke("branch", d.left, d.y, lead("H", d.right))
		}
		d.condition(condition, indent)
		if i == 0 {
			d.remark(note)
		}
		d.y += 10
		d.steps(b.Steps)
	}
	d.rect("frame", d.left, top, d.right-d.left, d.y-top, 4)
	d.stroke("tab", d.left, top, lead("h", tab), "v14l-8 8", lead("h", 8-tab), "z")
	d.text("word", d.left+10, top+15, "start", word)
	d.left, d.right = left, right
}

// leastFrame is the room for its words that a frame has before they wrap.
const leastFrame = 230

// frame gives the left and right of a group's frame: around the lanes that its steps touch, inside the frame around it.
func (d *drawing) frame(s *schema.GroupStep, tab int) (left, right int) {
	left, right = d.right, d.left
	inner := 0
	eachStep([]schema.Step{s}, func(s schema.Step, depth int) {
		low, high := d.reach(s)
		left, right, inner = min(left, low), max(right, high), max(inner, depth)
	})
	left, right = left-inner*frameInset, right+inner*frameInset
	for _, b := range s.Branches {
		words := min(labelFont.width(d.plain(&b.When))+30, leastFrame)
		if missing := tab + words - (right - left); missing > 0 {
			left, right = left-missing/2, right+missing/2
		}
	}
	if outer := d.left + frameInset; left < outer {
		left, right = outer, right+outer-left
	}
	if outer := d.right - frameInset; right > outer {
		left, right = max(left-(right-outer), d.left+frameInset), outer
	}
	return left, right
}

// reach gives the left and right of what a step draws; what goes over all lanes asks for no room.
func (d *drawing) reach(s schema.Step) (left, right int) {
	const room = 26
	switch s := s.(type) {
	case *schema.MessageStep, *schema.EndpointStep:
		from, to, label := d.arrow(s)
		if from == to {
			x := d.lanes[from].x
			return x - room, x + loopWidth + min(codeFont.width(label), maxLabel) + room/2
		}
		return d.lanes[min(from, to)].x - room, d.lanes[max(from, to)].x + room
	case *schema.ActionStep:
		x := d.lanes[d.at[s.By]].x
		return x - boxWidth/2 - 8, x + boxWidth/2 + 8
	}
	return d.right, d.left
}

// condition writes when a branch runs, beside the tab of the frame. In brackets it is no sentence.
func (d *drawing) condition(when caption, indent int) {
	lines := []string{""}
	if when.words != "" {
		lines = labelFont.wrap("["+strings.TrimRight(when.words, ".。")+"]", d.right-d.left-indent-12)
	}
	d.y += 22
	for i, line := range lines {
		if i > 0 {
			d.y += lineHeight
		}
		if line == "" {
			continue
		}
		width := labelFont.width(line) + 8
		d.rect("paper", d.left+indent-4, d.y-20, width, lineHeight+2, 0)
		d.text("words", d.left+indent, d.y-7, "start", caption{line, when.lang})
	}
}
