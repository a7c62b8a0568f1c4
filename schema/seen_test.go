package schema

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// What a reader cannot see is no part of prose, and is the same for every target.
func TestSeen(t *testing.T) {
	for _, c := range []struct{ what, prose, want string }{
		{"plain", "a\tb\nc", "a\tb\nc"},
		{"direction", "a\u202eb\u202c \u2066c\u2069\u200f\u061c", "ab c"},
		{"no width", "a\u200bb\u2060c\ufeff", "abc"},
		{"joiners", "\U0001f469\u200d\U0001f4bb \u0646\u0627\u0645\u0647\u200c\u0627\u06cc", "\U0001f469\u200d\U0001f4bb \u0646\u0627\u0645\u0647\u200c\u0627\u06cc"},
		{"soft hyphen", "co\u00adop", "co\u00adop"},
		{"tags", "a\U000e0041b", "ab"},
		{"line ends", "a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"},
		{"controls", "a\u0007b\u0085c\u007f", "abc"},
		{"number sign", "\u0600\u0661", "\u0600\u0661"},
		{"in a reference", "[[A\u200b]]", "[[A]]"},
	} {
		if got := ParseProse(c.prose).String(); got != c.want || Seen(c.prose) != c.want {
			t.Errorf("%s: got %+q and %+q, want %+q", c.what, got, Seen(c.prose), c.want)
		}
	}
}

// The ranges that are not looked up hold nothing that Seen leaves out or writes otherwise.
func TestIsPlainRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isPlainRune(r) && seen(r) != r {
			t.Errorf("%U is taken for plain", r)
		}
		if char := string(r); r > unicode.MaxASCII && utf8.ValidRune(r) && (PlainSize(char) == len(char)) != isPlainRune(r) {
			t.Errorf("%U is plain or not, as it is asked", r)
		}
	}
}

// What prose leaves out, a value shows by an escape: nothing that is unseen is written as it is. Joiners are unseen too.
func TestIsHidden(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unseen := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp); IsHidden(r) != unseen || seen(r) < 0 && !unseen {
			t.Errorf("%U is hidden: %t, want %t", r, IsHidden(r), unseen)
		}
	}
}
