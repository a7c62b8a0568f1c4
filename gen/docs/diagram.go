package docs

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
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

// A lane is a column of a diagram: somebody who acts.
type lane struct {
	key   any // *schema.Participant, *schema.Actor, or one of the servers below
	lines []string
	class string
	x     int // of its line
	width int // of its head
}

// server is a lane that is nobody of the protocol: what answers HTTP.
type server string

const (
	apiServer server = "diagram.api"
	appServer server = "diagram.app"
)

// A drawing is a diagram on its way. Steps are drawn from top to bottom; frames are known when what they hold is drawn.
type drawing struct {
	*page
	lanes []*lane
	at    map[any]int // index of each lane
	left  int         // of the innermost frame, or of the picture
	right int
	y     int // where the next step begins
	body  strings.Builder
}

// drawFlow draws the sequence diagram of a flow as SVG.
func drawFlow(p *page, f *schema.Flow) []byte {
	d := &drawing{page: p, at: map[any]int{}}
	d.addLanes(f)
	depth := d.spread(f.Steps)
	d.y = margin + d.headHeight() + stepGap
	d.left, d.right = margin/2, d.right-margin/2
	d.steps(f.Steps)
	return d.document(f, depth)
}

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
			d.addLane(a, "actor", d.plain(&a.Title))
		}
	}
	for _, x := range d.protocol.Participants {
		if acts[x] {
			d.addLane(x, "side", d.plain(&x.Title))
		}
	}
	for _, a := range d.protocol.Actors {
		if calls[a] {
			d.addLane(a, "actor", d.plain(&a.Title))
		}
	}
	for _, s := range []server{apiServer, appServer} {
		if acts[s] {
			d.addLane(s, "server", d.sayPlain(string(s)))
		}
	}
}

func serverOf(e *schema.Endpoint) server {
	if e.ServedByApp {
		return appServer
	}
	return apiServer
}

func (d *drawing) addLane(key any, class, title string) {
	l := &lane{key: key, class: class, lines: boldFont.wrap(title, headWidth)}
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

// spread finds the distances between lanes that the words of the arrows need, and places the lanes. It gives the depth of
// the deepest frame.
func (d *drawing) spread(steps []schema.Step) int {
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
	return depth
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

func (d *drawing) steps(list []schema.Step) {
	for _, s := range list {
		d.step(s)
		d.y += stepGap
	}
}

func (d *drawing) step(s schema.Step) {
	note := d.plain(&s.StepInfo().Note)
	switch s := s.(type) {
	case *schema.MessageStep:
		d.message(s, d.name(s.Message).URL, note)
	case *schema.EndpointStep:
		d.message(s, d.name(s.Endpoint).URL, note)
	case *schema.ActionStep:
		d.action(d.lanes[d.at[s.By]], d.plain(&s.Action))
		d.remark(note)
	case *schema.NoteStep:
		d.wide("note", d.plain(&s.Text), "")
	case *schema.FlowStep:
		d.wide("ref", d.titleOf(s.Flow), d.name(s.Flow).URL)
		d.remark(note)
	case *schema.GroupStep:
		d.group(s, note)
	}
}

// message draws an arrow with its words above, which link to the page of what is sent.
func (d *drawing) message(s schema.Step, link, note string) {
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
		d.text("code", (x1+x2)/2, d.y-4, "middle", line)
	}
	tip := x2 - 2*sign(x2-x1)
	d.y += 4
	d.printf(`<path class="%s" d="M%d %dH%d"/>`, class, x1, d.y, tip)
	d.printf(`<path class="tip" d="M%d %dl%d -4.5v9z"/>`, tip+2*sign(x2-x1), d.y, -9*sign(x2-x1))
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
		d.text("code", x+8, top+14+i*lineHeight, "start", line)
	}
	bottom := top + max(20, len(lines)*lineHeight+2)
	d.printf(`<path class="arrow local" d="M%d %dH%dV%dH%d"/>`, l.x, top, x, bottom, l.x+2)
	d.printf(`<path class="tip" d="M%d %dl9 -4.5v9z"/>`, l.x, bottom)
	d.close(link)
	d.y = bottom
}

// action draws a box on a lane: something that happens off the wire.
func (d *drawing) action(l *lane, words string) {
	lines := labelFont.wrap(words, boxWidth-20)
	width := 0
	for _, line := range lines {
		width = max(width, labelFont.width(line)+20)
	}
	height := len(lines)*lineHeight + 12
	d.printf(`<rect class="action" x="%d" y="%d" width="%d" height="%d" rx="6"/>`, l.x-width/2, d.y, width, height)
	for i, line := range lines {
		d.text("words", l.x, d.y+18+i*lineHeight, "middle", line)
	}
	d.y += height
}

// wide draws a box over all lanes: a note, or another flow.
func (d *drawing) wide(class, words, link string) {
	const inside = 14
	x, width := d.left+margin, d.right-d.left-2*margin
	lines := labelFont.wrap(words, width-2*inside)
	height := len(lines)*lineHeight + 14
	d.open(link)
	d.printf(`<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="4"/>`, class, x, d.y, width, height)
	for i, line := range lines {
		d.text("words", x+width/2, d.y+19+i*lineHeight, "middle", line)
	}
	d.close(link)
	d.y += height
}

// remark writes the note of a step over all lanes.
func (d *drawing) remark(note string) {
	d.remarkBetween(note, (d.left+d.right)/2, d.right-d.left-2*margin)
}

func (d *drawing) remarkBetween(note string, x, most int) {
	if note == "" {
		return
	}
	d.y += 2
	for _, line := range noteFont.wrap(note, most) {
		d.y += lineHeight - 1
		width := noteFont.width(line) + 10
		d.printf(`<rect class="paper" x="%d" y="%d" width="%d" height="%d"/>`, x-width/2, d.y-13, width, lineHeight)
		d.text("remark", x, d.y, "middle", line)
	}
	d.y += 2
}

// group draws a frame around the steps that run under a condition.
func (d *drawing) group(s *schema.GroupStep, note string) {
	word := d.sayPlain("group." + string(s.Kind))
	tab := boldFont.width(word) + 26
	left, right, top := d.left, d.right, d.y
	d.left, d.right = d.frame(s, tab)
	for i, b := range s.Branches {
		condition := d.plain(&b.When)
		indent := 12
		if i == 0 {
			indent = tab + 8
		} else {
			d.printf(`<path class="branch" d="M%d %dH%d"/>`, d.left, d.y, d.right)
		}
		d.condition(condition, indent)
		if i == 0 {
			d.remark(note)
		}
		d.y += 10
		d.steps(b.Steps)
	}
	d.printf(`<rect class="frame" x="%d" y="%d" width="%d" height="%d" rx="4"/>`, d.left, top, d.right-d.left, d.y-top)
	d.printf(`<path class="tab" d="M%d %dh%dv14l-8 8h%dz"/>`, d.left, top, tab, 8-tab)
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

// condition writes when a branch runs, beside the tab of the frame.
func (d *drawing) condition(words string, indent int) {
	lines := []string{""}
	if words != "" {
		lines = labelFont.wrap("["+words+"]", d.right-d.left-indent-12)
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
		d.printf(`<rect class="paper" x="%d" y="%d" width="%d" height="%d"/>`, d.left+indent-4, d.y-20, width, lineHeight+2)
		d.text("words", d.left+indent, d.y-7, "start", line)
	}
}

// document puts the picture together: background and lanes below what was drawn.
func (d *drawing) document(f *schema.Flow, depth int) []byte {
	height := d.y + margin/2
	var feet strings.Builder
	head := d.headHeight()
	if height > tall {
		feet.WriteString(d.heads(d.y))
		height += head + margin/2
	}
	var b strings.Builder
	width := d.right + margin/2
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc" lang="%s">`+"\n",
		width, height, width, height, escapeXML(d.tag))
	fmt.Fprintf(&b, "<!-- %s -->\n", strings.ReplaceAll(d.Generated(), "--", "- -"))
	fmt.Fprintf(&b, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escapeXML(d.plain(&f.Title)), escapeXML(d.words(f)))
	b.WriteString(diagramStyle)
	fmt.Fprintf(&b, `<rect class="paper" width="%d" height="%d" rx="8"/>`+"\n", width, height)
	for _, l := range d.lanes {
		fmt.Fprintf(&b, `<path class="lane" d="M%d %dV%d"/>`+"\n", l.x, margin+head, d.y)
	}
	b.WriteString(d.heads(margin) + feet.String() + d.body.String() + "</svg>\n")
	return []byte(b.String())
}

// words tells the picture to those who do not see it.
func (d *drawing) words(f *schema.Flow) string {
	var who, steps []string
	for _, l := range d.lanes {
		who = append(who, strings.Join(l.lines, " "))
	}
	eachStep(f.Steps, func(s schema.Step, _ int) {
		switch s := s.(type) {
		case *schema.MessageStep:
			steps = append(steps, s.Message.ID)
		case *schema.EndpointStep:
			steps = append(steps, s.Endpoint.ID)
		case *schema.ActionStep:
			steps = append(steps, d.plain(&s.Action))
		}
	})
	return d.sayPlain("diagram.description", "participants", strings.Join(who, ", "), "steps", strings.Join(steps, ", "))
}

// heads names the lanes in a row of boxes.
func (d *drawing) heads(y int) string {
	var b strings.Builder
	height := d.headHeight()
	for _, l := range d.lanes {
		fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="6"/>`+"\n", l.class, l.x-l.width/2, y, l.width, height)
		first := y + (height-len(l.lines)*lineHeight)/2 + 13
		for i, line := range l.lines {
			fmt.Fprintf(&b, `<text class="word" x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", l.x, first+i*lineHeight, escapeXML(line))
		}
	}
	return b.String()
}

func (d *drawing) printf(format string, args ...any) {
	fmt.Fprintf(&d.body, format, args...)
	d.body.WriteByte('\n')
}

func (d *drawing) text(class string, x, y int, anchor, words string) {
	d.printf(`<text class="%s" x="%d" y="%d" text-anchor="%s">%s</text>`, class, x, y, anchor, escapeXML(words))
}

// open and close put what is drawn between them into a link.
func (d *drawing) open(link string) {
	if link != "" {
		d.printf(`<a href="%s">`, escapeXML(link))
	}
}

func (d *drawing) close(link string) {
	if link != "" {
		d.printf("</a>")
	}
}

// escapeXML writes text so that it stays text in an element and in an attribute.
func escapeXML(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(markdown.Clean(text))); err != nil { // a builder cannot fail
		panic(err)
	}
	return b.String()
}

func abs(n int) int { return n * sign(n) }

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// diagramStyle draws in the colours of the reader's theme. The picture has a ground of its own, so that it can be read on
// any page.
const diagramStyle = `<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK JP", Helvetica, Arial, sans-serif; fill: #1f2328; }
.word { font-weight: 600; }
.code { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.remark { font-size: 12px; fill: #59636e; }
a .code, a .words { fill: #0550ae; }
a:hover text { text-decoration: underline; }
.paper { fill: #ffffff; }
.lane { stroke: #9aa4af; stroke-dasharray: 4 4; }
.side { fill: #ddf4ff; stroke: #54aeff; }
.actor { fill: #f6f8fa; stroke: #9aa4af; }
.server { fill: #f6f8fa; stroke: #9aa4af; stroke-dasharray: 4 3; }
.arrow { fill: none; stroke: #1f2328; stroke-width: 1.4; }
.http { stroke-dasharray: 6 4; }
.local { stroke: #59636e; }
.tip { fill: #1f2328; }
.action { fill: #f6f8fa; stroke: #9aa4af; }
.note { fill: #fff8c5; stroke: #d4a72c; }
.ref { fill: #ddf4ff; stroke: #54aeff; }
.frame { fill: none; stroke: #818b98; }
.tab { fill: #eff2f5; stroke: #818b98; }
.branch { stroke: #818b98; stroke-dasharray: 6 4; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.remark { fill: #9198a1; }
a .code, a .words { fill: #79c0ff; }
.paper { fill: #0d1117; }
.lane { stroke: #656c76; }
.side, .ref { fill: #0c2d6b; stroke: #388bfd; }
.actor, .server, .action { fill: #151b23; stroke: #656c76; }
.arrow { stroke: #f0f6fc; }
.local { stroke: #9198a1; }
.tip { fill: #f0f6fc; }
.note { fill: #341a00; stroke: #9e6a03; }
.frame, .branch { stroke: #656c76; }
.tab { fill: #212830; stroke: #656c76; }
}
</style>
`
