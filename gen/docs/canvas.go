package docs

import (
	"strconv"
	"strings"

	"github.com/callinggen/callinggen/gen/docs/markdown"
)

// A canvas is SVG being written, an element a line.
type canvas []byte

func (c *canvas) write(parts ...string) {
	for _, part := range parts {
		*c = append(*c, part...)
	}
}

// number writes an attribute.
func (c *canvas) number(name string, n int) {
	c.write(" ", name, `="`)
	*c = append(strconv.AppendInt(*c, int64(n), 10), '"')
}

// rect draws a rectangle, its corners as round as asked for.
func (c *canvas) rect(class string, x, y, width, height, round int) {
	c.write(`<rect class="`, class, `"`)
	c.number("x", x)
	c.number("y", y)
	c.number("width", width)
	c.number("height", height)
	if round > 0 {
		c.number("rx", round)
	}
	c.write("/>\n")
}

// stroke draws a line from a point on.
func (c *canvas) stroke(class string, x, y int, way ...string) {
	c.write(`<path class="`, class, `" d="`, lead("M", x), lead(" ", y))
	c.write(way...)
	c.write(`"/>` + "\n")
}

// lead is a part of a way: a letter of SVG's, or a space, and where it leads.
func lead(letter string, n int) string { return letter + strconv.Itoa(n) }

// text writes a line of words, which a point is the start or the middle of.
func (c *canvas) text(class string, x, y int, anchor string, line caption) {
	c.write(`<text class="`, class, `"`)
	c.number("x", x)
	c.number("y", y)
	c.write(` text-anchor="`, anchor, `"`)
	if line.lang != "" {
		c.write(` lang="`, escapeXML(line.lang), `"`)
	}
	c.write(">", escapeXML(line.words), "</text>\n")
}

// open and close put what is drawn between them into a link.
func (c *canvas) open(link string) {
	if link != "" {
		c.write(`<a href="`, escapeXML(link), `">`+"\n")
	}
}

func (c *canvas) close(link string) {
	if link != "" {
		c.write("</a>\n")
	}
}

// escapeXML writes text so that it stays text in an element and in an attribute.
func escapeXML(text string) string { return xmlEscapes.Replace(markdown.Clean(text)) }

// xmlEscapes are those of package xml, for what a reader can see; that package writes each byte of its own.
var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;",
	"\t", "&#x9;", "\n", "&#xA;", "\uFFFE", "\uFFFD", "\uFFFF", "\uFFFD")
