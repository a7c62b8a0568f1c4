package docs

import (
	"slices"
	"strings"
	"sync"
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

// A placed slot is one on its page.
type placedSlot struct {
	slot
	tall bool // it may be of more than one line
}

// slot puts a slot on the page.
func (p *page) slot(s slot, tall bool) string {
	n := len(p.slots)
	if n == maxSlots {
		p.uneven = true
		return ""
	}
	p.slots = append(p.slots, placedSlot{s, tall})
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

func startsWithSlot(text string) bool { return text != "" && text[0] == slotMark }

// isTall reports whether a text may be of more than one line.
func (p *page) isTall(text string) bool {
	if strings.IndexByte(text, '\n') >= 0 {
		return true
	}
	for {
		i := strings.IndexByte(text, slotMark)
		if i < 0 {
			return false
		}
		if p.slots[slotNumber(text[i:])].tall {
			return true
		}
		text = text[i+slotSize:]
	}
}

// A wording says something in each language. It may have slots in it.
type wording struct {
	in     []string // by language
	same   bool     // it is the same in all
	uneven bool     // it is not there in some
	tall   bool     // it is of more than one line in some
}

// newWording looks at words once: what is remembered is put on many pages.
func newWording(in []string, isTall func(string) bool) *wording {
	w := &wording{in: in, same: true}
	for _, words := range in {
		w.uneven = w.uneven || (words == "") != (in[0] == "")
		w.same = w.same && words == in[0]
		w.tall = w.tall || isTall(words)
	}
	return w
}

func (w *wording) fill(f *filler) { f.put(w.in[f.language]) }

// inEach gives what is written on the page of each language.
func (p *page) inEach(write func(p *page) string) string {
	if p.each == nil {
		return write(p)
	}
	return p.choice(p.wordingOf(write))
}

// inSome is inEach for what may be there in some languages alone. What stands around it must not depend on it.
func (p *page) inSome(write func(p *page) string) string {
	if p.each == nil {
		return write(p)
	}
	return p.slot(p.wordingOf(write), true)
}

func (p *page) wordingOf(write func(p *page) string) *wording {
	in := make([]string, len(p.each))
	for i, one := range p.each {
		in[i] = write(one)
	}
	return newWording(in, p.isTall)
}

// choice says something in the language of the page; of a page of several it is a slot, if the languages differ.
func (p *page) choice(w *wording) string {
	p.uneven = p.uneven || w.uneven
	if w.same {
		return w.in[0]
	}
	return p.slot(w, w.tall)
}

// after gives what a change makes of a text, once the slots of the text are filled.
func (p *page) after(text string, change func(string) string) string {
	if p.each == nil || strings.IndexByte(text, slotMark) < 0 {
		return change(text)
	}
	return p.slot(&changing{text, change}, p.isTall(text))
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

func (p *page) said(in []*phrase, plain bool, values []string) string {
	return p.slot(&said{in, plain, values}, slices.ContainsFunc(values, p.isTall))
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

// fill gives the page in each language.
func (f *filler) fill(p *page, text string) [][]byte {
	list := make([][]byte, len(p.each))
	f.slots = p.slots
	for i := range p.each {
		f.language, f.out = i, f.out[:0]
		f.put(text)
		list[i] = slices.Clone(f.out)
	}
	return list
}

// A filler writes a page in one language.
type filler struct {
	slots    []placedSlot
	language int
	out      []byte
}

// fillers are used again: a page is as long as it must be, what it is written to longer. Their slots are those of the last
// page, whose place the next one takes.
var fillers = sync.Pool{New: func() any { return new(filler) }}

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
