package l10n

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// A typo is a way to set text that a language does not have.
type typo struct {
	locale string // language that the rule is of; "" is all of them
	except string // language that it is not of
	wrong  *regexp.Regexp
	say    string
}

const (
	cjk  = `[\p{Han}\p{Hiragana}\p{Katakana}ー々。、「」『』（）]`
	wide = `[\p{Han}\p{Hiragana}\p{Katakana}ー々]`
)

// typos are searched in the words of a translation, where code and addresses are holes. They are made when there is one to
// search.
var typos = sync.OnceValue(func() []typo {
	return []typo{
		{"", "", regexp.MustCompile(`^\s|\s$`), "the text begins or ends with a space; remove it"},
		{"", "", regexp.MustCompile(`[^\s|] {2,}[^\s|]`), "there are two spaces in a row; leave one"},
		{"", "", regexp.MustCompile(`[\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]`), "an invisible character stands here; remove it"},
		{"", "fr", regexp.MustCompile(`[\p{L}\p{N}` + hole + `)][ \x{A0}\x{202F}]+[,;:!?](\s|$)`), "a space stands before a punctuation mark; remove it"},

		{"ja", "", regexp.MustCompile(wide + `[,.;:!?]|` + wide + `[()]|[()]` + wide), "punctuation beside Japanese text is full-width: 、。；：！？（）"},
		{"ja", "", regexp.MustCompile(cjk + `\s+` + cjk), "a space or line end stands between Japanese characters and would be seen; remove it"},
		{"ja", "", regexp.MustCompile(`[\x{FF61}-\x{FF9F}]`), "write full-width katakana"},

		{"fr", "", regexp.MustCompile(`[^\x{202F}\s\[!?…][;!?](?:[\s)»*_]|$)`), "a narrow no-break space (U+202F) stands before ; ! and ?"},
		{"fr", "", regexp.MustCompile(`[^\x{202F}\x{A0}\s|\-:0-9]:(?:[\s)»*_]|$)`), "a no-break space (U+00A0 or U+202F) stands before a colon"},
		{"fr", "", regexp.MustCompile(`[^\S\x{202F}\x{A0}][;:!?](?:\s|$)`), "the space before ; : ! and ? is a no-break space (U+202F), so that no line begins with the mark"},
		{"fr", "", regexp.MustCompile(`«[^\x{202F}\x{A0}]|[^\x{202F}\x{A0}]»`), "no-break spaces (U+202F) stand inside « and »"},
		{"fr", "", regexp.MustCompile(`"`), "quotation marks are « and », with no-break spaces inside"},
		{"fr", "", regexp.MustCompile(`\p{L}'\p{L}`), "the apostrophe is ’"},
	}
})

func (c *comparison) typography() []string {
	var list []string
	for _, t := range typos() {
		if t.locale != "" && !isLanguage(c.locale, t.locale) || t.except != "" && isLanguage(c.locale, t.except) {
			continue
		}
		if found := t.wrong.FindStringIndex(c.t.words); found != nil {
			list = append(list, fmt.Sprintf("%s (at %q)", t.say, around(c.t.words, found)))
		}
	}
	return list
}

// around shows where something was found: the words about it, in one line.
func around(s string, at []int) string {
	const context = 8
	runes, before := []rune(s), len([]rune(s[:at[0]]))
	from, to := max(0, before-context), min(len(runes), before+len([]rune(s[at[0]:at[1]]))+context)
	return strings.ReplaceAll(strings.Join(strings.Fields(string(runes[from:to])), " "), hole, "…")
}

// isLanguage reports whether a locale is a language or one of its varieties.
func isLanguage(locale, language string) bool {
	return locale == language || strings.HasPrefix(locale, language+"-")
}
