package load

import (
	"regexp"
	"testing"
)

func TestPatternsThatBothLanguagesRead(t *testing.T) {
	for _, pattern := range []string{
		``, `^.+$`, `^\+[1-9]\d{1,14}$`, `\bword\b`, `(?:a|b)+?`, `(?<year>\d{4})-(\d\d)`, `[a-z_-]`, `[^0-9]`, `[-a]`, `\p{Lu}\P{L}`,
		`a{2}b{2,}c{2,5}`, `\x41\t\n\.\/`, `[\]\[\\\^-]`, `\s*\S`, `日本`, `[\d\w]`,
	} {
		if found := foreignPart(pattern); found != "" {
			t.Errorf("%q is refused for %q", pattern, found)
		}
		if _, err := regexp.Compile(pattern); err != nil {
			t.Errorf("%q is taken, and Go cannot read it: %v", pattern, err)
		}
	}
}

func TestPatternsThatOneLanguageReads(t *testing.T) {
	for pattern, want := range map[string]string{
		`\Aa`: `\A`, `a\z`: `\z`, `a\B`: `\B`, `\u0041`: `\u`, `(?i)a`: `(?i`, `(?=a)`: `(?=`, `(?!a)`: `(?!`, `(?<=a)b`: `(?<=`, `(?P<n>a)`: `(?P<n`,
		`[[:alpha:]]`: `[[:alpha:]]`, `[a[:digit:]]`: `[a[:digit:]]`, `[a^]`: `[a^]`, `[]a]`: `[]`, `[^]`: `[^]`, `\p{Greek}`: `\p{Greek}`, `a{`: `{`, `a}`: `}`, `a]`: `]`, `\-`: `\-`,
		`a**`: `*`, `a{,2}`: `{`, `\Qa\E`: `\Q`, `\1`: `\1`, `a{01}`: `{`,
	} {
		if found := foreignPart(pattern); found != want {
			t.Errorf("%q is refused for %q, not for %q", pattern, found, want)
		}
	}
}
