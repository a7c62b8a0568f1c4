package load

import (
	"regexp"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

// What a regular expression may hold: the part of RE2 that JavaScript reads as the same thing under its flag u. It leaves
// out what only one of them reads (\A, \u, lookahead, [[:alpha:]], \p{Greek}), and what they read differently: \B looks into the
// halves of a character in one of them, and an unescaped "{" or "]" is text for one and a mistake for the other. The one
// difference that stays is in "." and \s, which nobody would do without: other characters than those of ASCII are line ends
// and spaces for JavaScript.
const (
	syntaxCharacter = `[\^$\\.*+?()\[\]{}|/]`
	oneCharacter    = `\\(?:[tnrfv]|` + syntaxCharacter + `|x[0-9A-Fa-f]{2})`
	category        = `(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfo])`
	manyCharacters  = `\\(?:[dDwWsS]|[pP]\{` + category + `\})`
	inClass         = `(?:[^\\\[\]^-]|\\-|` + oneCharacter + `)`
	classItem       = `(?:` + manyCharacters + `|` + inClass + `(?:-` + inClass + `)?)`
	class           = `\[\^?(?:-|-?` + classItem + `+-?)\]`
	atom            = `[^\\^$*+?()\[\]{}|]|` + oneCharacter + `|` + manyCharacters + `|` + class
	quantifier      = `(?:[*+?]|\{(?:0|[1-9][0-9]*)(?:,(?:0|[1-9][0-9]*)?)?\})\??`
	openGroup       = `\((?:\?:|\?<[A-Za-z_][A-Za-z0-9_]*>)?`
	assertion       = `[\^$]|\\b`
)

var (
	// Groups are closed as often as they are opened: the parser of Go looks at that.
	commonToken = regular(`^(?:(?:` + atom + `|\))(?:` + quantifier + `)?|` + openGroup + `|` + assertion + `|\|)`)

	// foreignToken is what to show of a rest that does not begin with one.
	foreignToken = regular(`^(?s:\\[pP]\{[^}]*\}|\\.|\(\?P?<?.|\[\^?\]|\[(?:[^\\\]\[]|\\.|\[:\^?[a-z]*:\])*[\]\[]?|[*+?]+|.)`)
)

// regular gives a regular expression that is compiled when it is first asked for: most runs ask for few of them.
func regular(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// advice says what to write in place of what the languages do not share.
var advice = map[string]string{
	"{":  `write \{ for the character`,
	"}":  `write \} for the character`,
	"]":  `write \] for the character`,
	`\A`: "write ^",
	`\z`: "write $",
	`\-`: "write - without the backslash",
}

// checkPattern reports a regular expression that does not mean the same in Go and in JavaScript.
func (l *loader) checkPattern(n *yaml.Node) {
	if n == nil {
		return
	}
	if found := foreignPart(text(n)); found != "" {
		what := advice[found]
		switch {
		case what != "":
		case strings.HasPrefix(found, "["):
			what = `list its characters, with a backslash before those of them that are [ ] ^ or -`
		default:
			what = "write it with what RE2 and ECMA-262 share"
		}
		l.report.add(n, "invalid-pattern", "Go and JavaScript do not read %q in a regular expression as the same; %s", found, what)
		return
	}
	if _, err := regexp.Compile(text(n)); err != nil {
		l.report.add(n, "invalid-pattern", "this is no regular expression that Go and JavaScript both read: %s; write it with what RE2 and ECMA-262 share",
			strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
}

// foreignPart gives the first part of a regular expression that the languages do not share, or "".
func foreignPart(pattern string) string {
	for before := ""; pattern != ""; {
		token := commonToken().FindString(pattern)
		switch {
		case token == "" && before == "(":
			return foreignToken().FindString(before + pattern) // as in (?=
		case token == "":
			return foreignToken().FindString(pattern)
		}
		before, pattern = token, pattern[len(token):]
	}
	return ""
}
