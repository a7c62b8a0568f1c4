package docs

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// document puts the picture together: background and lanes below what was drawn.
func (d *drawing) document(f *schema.Flow) []byte {
	head := d.headHeight()
	width, height := d.right+margin/2, d.y+margin/2
	tallPicture := height > tall
	if tallPicture {
		height += head + margin/2
	}
	c := make(canvas, 0, len(diagramStyle)+2*len(d.canvas))
	c.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0`, lead(" ", width), lead(" ", height), `"`)
	c.number("width", width)
	c.number("height", height)
	c.write(` role="img" aria-labelledby="title desc" lang="`, escapeXML(d.tag), `">`+"\n")
	c.write("<!-- ", strings.ReplaceAll(d.generated, "--", "- -"), " -->\n")
	c.write(`<title id="title">`, escapeXML(d.plain(&f.Title)), "</title>\n", `<desc id="desc">`, escapeXML(d.words(f)), "</desc>\n")
	c.write(diagramStyle, `<rect class="paper"`)
	c.number("width", width)
	c.number("height", height)
	c.write(` rx="8"/>` + "\n")
	for _, l := range d.lanes {
		c.stroke("lane", l.x, margin+head, lead("V", d.y))
	}
	d.heads(&c, margin)
	if tallPicture {
		d.heads(&c, d.y)
	}
	return append(append(c, d.canvas...), "</svg>\n"...)
}

// words tells the picture to those who do not see it.
func (d *drawing) words(f *schema.Flow) string {
	var who, steps []string
	for _, l := range d.lanes {
		who = append(who, l.name)
	}
	eachStep(f.Steps, func(s schema.Step, _ int) {
		switch s := s.(type) {
		case *schema.MessageStep:
			steps = append(steps, s.Message.ID)
		case *schema.EndpointStep:
			steps = append(steps, s.Endpoint.ID)
		case *schema.ActionStep:
			steps = append(steps, strings.TrimRight(d.plain(&s.Action), ".。"))
		}
	})
	return d.sayPlain("diagram.description", "participants", d.commasPlain(who), "steps", d.commasPlain(steps))
}

// heads names the lanes in a row of boxes.
func (d *drawing) heads(c *canvas, y int) {
	height := d.headHeight()
	for _, l := range d.lanes {
		c.rect(l.class, l.x-l.width/2, y, l.width, height, 6)
		first := y + (height-len(l.lines)*lineHeight)/2 + 13
		for i, line := range l.lines {
			c.text("word", l.x, first+i*lineHeight, "middle", caption{line, l.lang})
		}
	}
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
