package docs

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A font is what is needed to guess how wide text will be. A picture is drawn without the reader's fonts at hand, so widths
// are those of common ones, and boxes leave some room.
type font struct {
	size float64
	mono bool
	bold bool
}

var (
	labelFont = font{size: 13}
	boldFont  = font{size: 13, bold: true}
	codeFont  = font{size: 12, mono: true}
	noteFont  = font{size: 12}
)

// lineHeight is the distance between two lines of text.
const lineHeight = 17

// width guesses the width of a line in pixels, rounded up.
func (f font) width(s string) int {
	em := 0.0
	for _, r := range s {
		em += f.em(r)
	}
	return int(em*f.size + 0.999)
}

// em is the width of a character in parts of the font's size. East Asian characters fill a square; marks that sit on
// another character have no width.
func (f font) em(r rune) float64 {
	switch {
	case isSquare(r):
		return 1
	case r > unicode.MaxASCII && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case isWide(r):
		return 1
	case f.mono:
		return 0.61
	case f.bold:
		return proportional(r) * 1.07
	}
	return proportional(r)
}

// isSquare knows most characters of East Asian text without looking them up: kana and ideographs, which are wide and no marks.
func isSquare(r rune) bool {
	return r >= 'ぁ' && (r <= 'ゖ' || r >= 'ァ' && r <= 'ヺ' || r >= '一' && r <= '\u9fff')
}

func isWide(r rune) bool {
	if isSquare(r) {
		return true
	}
	if r <= unicode.MaxASCII {
		return false
	}
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// proportional is the width of a character in a usual sans-serif font.
func proportional(r rune) float64 {
	if r <= unicode.MaxASCII {
		return widthsOfASCII[r]
	}
	return widthOf(r)
}

// widthsOfASCII are looked up for nearly every character of a picture.
var widthsOfASCII = func() (w [unicode.MaxASCII + 1]float64) {
	for r := range w {
		w[r] = widthOf(rune(r))
	}
	return w
}()

func widthOf(r rune) float64 {
	switch {
	case strings.ContainsRune("iljI.,:;'|!", r):
		return 0.28
	case strings.ContainsRune("ftr()[]{}-/ \u00a0\u202f", r):
		return 0.36
	case strings.ContainsRune("mwMW@%→–—", r):
		return 0.89
	case unicode.IsUpper(r):
		return 0.69
	}
	return 0.57
}

// wrap cuts text into lines that are at most so wide: between words, in Japanese between phrases, in other East Asian text
// between characters where their rules allow it, and inside what is wider than a line at its joints.
func (f font) wrap(s string, most int) []string {
	var lines []string
	start, end, used := 0, 0, 0 // of the line at hand
	cut := func(line string) {
		lines = append(lines, strings.TrimRight(line, " "))
		start, used = end, 0
	}
	for piece := range breakable(s) {
		words := f.width(strings.TrimRight(piece, " "))
		if end > start && used+words > most {
			cut(s[start:end])
		}
		for words > most {
			head := piece[:f.cut(piece, most)]
			piece, end = piece[len(head):], end+len(head)
			words -= f.width(head)
			cut(head)
		}
		end += len(piece)
		used += f.width(piece)
	}
	if last := strings.TrimRight(s[start:end], " "); last != "" || len(lines) == 0 {
		lines = append(lines, last)
	}
	return lines
}

// Characters that East Asian typesetting keeps from the beginning and from the end of a line.
const (
	notFirst = "、。，．・：；？！）］｝〉》」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…"
	notLast  = "（［｛〈《「『【〔"
)

// breakable cuts text into pieces that a line may end behind. A piece keeps the space after it.
func breakable(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		phrases := strings.ContainsFunc(s, isHiragana)
		start := 0
		var last rune
		for i, r := range s {
			if i > start && mayBreak(last, r) && (!phrases || beginsPhrase(s[start:i], last, r)) {
				if !yield(s[start:i]) {
					return
				}
				start = i
			}
			last = r
		}
		yield(s[start:])
	}
}

// mayBreak says whether a line may end between two characters.
func mayBreak(last, r rune) bool {
	if r == ' ' || last == ' ' {
		return r != ' '
	}
	return (isWide(r) || isWide(last)) && !strings.ContainsRune(notFirst, r) && !strings.ContainsRune(notLast, last)
}

// beginsPhrase says whether a Japanese phrase begins with r, after what is before it. Endings and particles are hiragana, so a
// phrase mostly ends with some, and begins with another script; one character alone, as the prefix of politeness, is no phrase.
func beginsPhrase(before string, last, r rune) bool {
	switch {
	case strings.ContainsRune("、。！？", last):
		return true
	case isHiragana(r), utf8.RuneCountInString(before) == 1:
		return false
	}
	return isHiragana(last) || strings.ContainsRune(" ）］」』】", last)
}

func isHiragana(r rune) bool { return r >= 'ぁ' && unicode.Is(unicode.Hiragana, r) }

// cut gives the place to cut a word that is too wide: behind its last joint that fits, else behind the last character that
// does, always behind one at least.
func (f font) cut(word string, most int) int {
	fits, joint, em := 0, 0, 0.0
	var last rune
	for i, r := range word {
		if i > 0 && mayBreak(last, r) {
			joint = i
		}
		last = r
		em += f.em(r)
		if em*f.size > float64(most) && fits > 0 {
			break
		}
		fits = i + utf8.RuneLen(r)
		if strings.ContainsRune("_/.-:", r) {
			joint = fits
		}
	}
	if joint > 0 {
		return joint
	}
	return fits
}
