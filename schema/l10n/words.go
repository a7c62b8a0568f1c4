package l10n

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// number finds a number, however its thousands are set apart: 10000, 10,000, 10.000, 10 000.
var number = regexp.MustCompile(`[0-9]{1,3}(?:[.,\x{202F}\x{A0}][0-9]{3})+|[0-9]+(?:[.,][0-9]+)*`)

// numbersOf gives the digits of every number: 1.5 and 1,5 are both 15.
func numbersOf(words string) []string {
	var list []string
	for _, found := range number.FindAllString(halfWidth(words), -1) {
		list = append(list, strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, found))
	}
	return list
}

// halfWidth gives full-width digits, as Japanese may write them, in ASCII.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if '０' <= r && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// numberWords are English words that another language may write with a digit.
var numberWords = map[string]string{
	"a": "1", "an": "1", "one": "1", "once": "1", "first": "1", "single": "1", "each": "1",
	"two": "2", "twice": "2", "second": "2", "both": "2", "either": "2", "half": "2", "pair": "2",
	"three": "3", "third": "3", "four": "4", "fourth": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"ten": "10", "eleven": "11", "twelve": "12", "hundred": "100", "thousand": "1000",
	"january": "1", "february": "2", "march": "3", "april": "4", "may": "5", "june": "6",
	"july": "7", "august": "8", "september": "9", "october": "10", "november": "11", "december": "12",
}

// numbers compares the numbers. One that the source says with a word may be a digit in the translation.
func (c *comparison) numbers() []string {
	want, got := numbersOf(c.s.words), numbersOf(c.t.words)
	var list []string
	for _, n := range more(want, got) {
		list = append(list, fmt.Sprintf("the number %s is missing; write it in digits, as in the msgid", n))
	}
	spelled := map[string]bool{}
	for _, word := range wordsOf(c.s.words) {
		spelled[numberWords[strings.ToLower(word)]] = true
	}
	for _, n := range more(got, want) {
		if !spelled[n] {
			list = append(list, fmt.Sprintf("the number %s is not in the source; check it", n))
		}
	}
	return list
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
}

// placeholder is a name in braces that a program replaces.
var placeholder = regexp.MustCompile(`\{[a-zA-Z]+\}`)

func (c *comparison) placeholders() []string {
	unique := func(words string) []string {
		list := placeholder.FindAllString(words, -1)
		slices.Sort(list)
		return slices.Compact(list)
	}
	return differences(unique(c.s.words), unique(c.t.words), "the placeholder", "placeholders have the same names in every language, in any order")
}

// lineKinds are the lines of markdown that a translation has as many of as its source.
var lineKinds = []struct {
	what string
	line *regexp.Regexp
}{
	{"items of lists", regexp.MustCompile(`(?m)^\s*[-*+] `)},
	{"numbered items", regexp.MustCompile(`(?m)^\s*[0-9]+[.)] `)},
	{"rows of tables", regexp.MustCompile(`(?m)^\s*\|`)},
	{"alerts", regexp.MustCompile(`(?m)^\s*> ?\[![A-Z]+\]`)},
	{"paragraphs", regexp.MustCompile(`\n[ \t]*\n`)},
	{"bold words", regexp.MustCompile(`\*\*`)},
}

// markup compares the shape of the two texts.
func (c *comparison) markup() []string {
	var list []string
	for _, kind := range lineKinds {
		want, got := len(kind.line.FindAllString(c.source, -1)), len(kind.line.FindAllString(c.target, -1))
		if want != got {
			list = append(list, fmt.Sprintf("the source has other %s (marks: %d, here %d); keep the shape of the markdown", kind.what, want, got))
		}
	}
	if at := unshownBold(c.target); at >= 0 {
		list = append(list, fmt.Sprintf("renderers show the asterisks (at %q): inside of them stands punctuation, outside a letter; put the punctuation outside, or a space",
			around(c.target, []int{at, at + len(bold)})))
	}
	return list
}

const bold = "**"

// unshownBold finds the first mark of bold that renderers do not take for one, or gives -1. CommonMark opens bold where no
// space follows, and closes it where none comes before; but beside punctuation only if a space or punctuation is on the
// other side as well. Between words without spaces, as in Japanese, that is easily missed.
func unshownBold(text string) int {
	open := false
	for at := range boldMarks(text) {
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(bold):])
		inside, outside := after, before
		if open {
			inside, outside = before, after
		}
		if isGap(inside) || isMark(inside) && !isMark(outside) && !isGap(outside) {
			return at
		}
		open = !open
	}
	return -1
}

// isGap and isMark tell white space and punctuation as CommonMark has them; the ends of a text are white space.
func isGap(r rune) bool  { return r == utf8.RuneError || unicode.IsSpace(r) }
func isMark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// boldMarks gives the places of the marks of bold, which are none in code and behind a backslash.
func boldMarks(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		marks, done := slices.Collect(schema.Marks(text)), 0
		for at := 0; at+len(bold) <= len(text); {
			for done < len(marks) && marks[done].End <= at {
				done++
			}
			switch {
			case done < len(marks) && at >= marks[done].Start:
				at = marks[done].End
			case text[at] == '\\':
				at += 2
			case !strings.HasPrefix(text[at:], bold):
				at++
			case !yield(at):
				return
			default:
				at += len(bold)
			}
		}
	}
}

// untranslated finds text that is still in the language of the source: more words in a row than a name has, or all words
// of a text that is more than a word or two, which languages may share.
func (c *comparison) untranslated() []string {
	const row, shared = 5, 2
	words, source := c.ownWords(c.t.words), c.ownWords(c.s.words)
	if len(words) > shared && slices.Equal(words, source) {
		return []string{"the text is as in the source; translate it, or say why not in a comment: # allow po-untranslated: …"}
	}
	joined := " " + strings.ToLower(strings.Join(source, " ")) + " "
	for i := 0; i+row <= len(words); i++ {
		part := strings.Join(words[i:i+row], " ")
		if strings.Contains(joined, " "+strings.ToLower(part)+" ") {
			return []string{fmt.Sprintf("%q is as in the source; translate it", part)}
		}
	}
	return nil
}

// ownWords are the words of a text that a language has of its own: no placeholders, no versions and none that is never
// translated.
func (c *comparison) ownWords(words string) []string {
	words = version.ReplaceAllString(withoutPlaceholders(words), hole)
	return wordsOf(c.terms.without(words))
}

// version finds a version with what may follow it: 0.9.7, 1.2.0-beta.1.
var version = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)+(?:-[0-9A-Za-z.\-]+)?`)
