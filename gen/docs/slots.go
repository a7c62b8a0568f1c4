package docs

import (
	"slices"
	"strings"
)

// A page is written once for all languages: most of a reference are names, links, code and tables, which are the same in
// each. Where the languages differ the page has a slot, and when all of it is written each language fills the slots.
//
// A slot is a short string that no text of a protocol can hold, so whatever joins strings joins slots too. What looks into a
// string, or changes it, has to wait until its slots are filled: see after. And a slot is never empty, so that asking
// whether there is something to show has the same answer in all languages; a page for which that cannot be promised is
// written language by language, as is one with templates of the user's, who may ask anything of what they are given.

// A slot knows what a place of the page says in each language.
type slot interface{ fill(f *filler) }

const (
	slotMark = '\x02' // followed by the number of the slot; package markdown takes it out of what an author wrote
	slotSize = 5      // of the mark and the number, in bytes
	maxSlots = 1 << 24
)

// slot puts a slot on the page.
func (p *page) slot(s slot) string {
	n := len(p.slots)
	if n == maxSlots {
		p.uneven = true
		return ""
	}
	p.slots = append(p.slots, s)
	return string([]byte{slotMark, digit(n >> 18), digit(n >> 12), digit(n >> 6), digit(n)})
}

// firstDigit is that of the 64 digits which a number is written with; none of them is a space or ends a line.
const firstDigit = '0'

func digit(n int) byte { return firstDigit + byte(n&63) }

// slotNumber reads the number of the slot that a text begins with.
func slotNumber(text string) int {
	n := 0
	for i := 1; i < slotSize; i++ {
		n = n<<6 | int(text[i]-firstDigit)
	}
	return n
}

func hasSlots(text string) bool { return strings.IndexByte(text, slotMark) >= 0 }

// variants are the words of a slot in each language. They may have slots in them.
type variants []string

func (v variants) fill(f *filler) { f.put(v[f.language]) }

// inEach gives what is written on the page of each language.
func (p *page) inEach(write func(p *page) string) string {
	if p.each == nil {
		return write(p)
	}
	v := p.variants(write)
	if slices.Contains(v, "") {
		p.uneven = p.uneven || strings.Join(v, "") != ""
	}
	return p.choice(v)
}

// inSome is inEach for what may be there in some languages alone. What stands around it must not depend on it.
func (p *page) inSome(write func(p *page) string) string {
	if p.each == nil {
		return write(p)
	}
	return p.choice(p.variants(write))
}

func (p *page) variants(write func(p *page) string) variants {
	v := make(variants, len(p.each))
	for i, one := range p.each {
		v[i] = write(one)
	}
	return v
}

// choice is a slot for variants, if they differ.
func (p *page) choice(v variants) string {
	for _, other := range v[1:] {
		if other != v[0] {
			return p.slot(v)
		}
	}
	return v[0]
}

// after gives what a change makes of a text, once the slots of the text are filled.
func (p *page) after(text string, change func(string) string) string {
	if p.each == nil || !hasSlots(text) {
		return change(text)
	}
	return p.slot(&changing{text, change})
}

type changing struct {
	text   string
	change func(string) string
}

func (c *changing) fill(f *filler) {
	start := len(f.out)
	f.put(c.text)
	f.out = append(f.out[:start], c.change(string(f.out[start:]))...)
}

// said is a phrase in each language with the same values; they may have slots in them.
type said struct {
	in     []*phrase // by language
	plain  bool
	values []string
}

func (s *said) fill(f *filler) {
	parts := s.in[f.language].marked
	if s.plain {
		parts = s.in[f.language].plain
	}
	for i := 0; i < len(parts); i += 2 {
		f.out = append(f.out, parts[i]...)
		if parts[i+1] != "" {
			f.put(valueOf(s.values, parts[i+1]))
		}
	}
}

// filled gives the page in each language.
func (p *page) filled(text string) [][]byte {
	list := make([][]byte, len(p.each))
	for i := range p.each {
		f := filler{slots: p.slots, language: i, out: make([]byte, 0, 2*len(text))}
		f.put(text)
		list[i] = f.out
	}
	return list
}

// A filler writes a page in one language.
type filler struct {
	slots    []slot
	language int
	out      []byte
}

// put writes a text and fills its slots.
func (f *filler) put(text string) {
	for {
		i := strings.IndexByte(text, slotMark)
		if i < 0 {
			f.out = append(f.out, text...)
			return
		}
		f.out = append(f.out, text[:i]...)
		f.slots[slotNumber(text[i:])].fill(f)
		text = text[i+slotSize:]
	}
}
