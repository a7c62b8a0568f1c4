package docs

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// document puts the picture together: background and lanes below what was drawn.
func (d *drawing) document(f *schema.Flow) []byte {
	height := d.y + margin/2
	var feet strings.Builder
	head := d.headHeight()
	if height > tall {
		feet.WriteString(d.heads(d.y))
		height += head + margin/2
	}
	var b bytes.Buffer
	b.Grow(len(diagramStyle) + d.body.Len() + d.body.Len()/4)
	width := d.right + margin/2
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc" lang="%s">`+"\n",
		width, height, width, height, escapeXML(d.tag))
	fmt.Fprintf(&b, "<!-- %s -->\n", strings.ReplaceAll(d.generated, "--", "- -"))
	fmt.Fprintf(&b, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escapeXML(d.plain(&f.Title)), escapeXML(d.words(f)))
	b.WriteString(diagramStyle)
	fmt.Fprintf(&b, `<rect class="paper" width="%d" height="%d" rx="8"/>`+"\n", width, height)
	for _, l := range d.lanes {
		fmt.Fprintf(&b, `<path class="lane" d="M%d %dV%d"/>`+"\n", l.x, margin+head, d.y)
	}
	for _, part := range []string{d.heads(margin), feet.String(), d.body.String(), "</svg>\n"} {
		b.WriteString(part)
	}
	return b.Bytes()
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
func (d *drawing) heads(y int) string {
	var b strings.Builder
	height := d.headHeight()
	for _, l := range d.lanes {
		fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="6"/>`+"\n", l.class, l.x-l.width/2, y, l.width, height)
		first := y + (height-len(l.lines)*lineHeight)/2 + 13
		for i, line := range l.lines {
			fmt.Fprintf(&b, `<text class="word" x="%d" y="%d" text-anchor="middle"%s>%s</text>`+"\n", l.x, first+i*lineHeight, langXML(l.lang), escapeXML(line))
		}
	}
	return b.String()
}

func (d *drawing) printf(format string, args ...any) {
	fmt.Fprintf(&d.body, format, args...)
	d.body.WriteByte('\n')
}

func (d *drawing) text(class string, x, y int, anchor string, line caption) {
	d.printf(`<text class="%s" x="%d" y="%d" text-anchor="%s"%s>%s</text>`, class, x, y, anchor, langXML(line.lang), escapeXML(line.words))
}

// langXML is the attribute that tells a language, or nothing.
func langXML(tag string) string {
	if tag == "" {
		return ""
	}
	return ` lang="` + escapeXML(tag) + `"`
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
