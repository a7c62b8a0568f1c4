package l10n

import (
	"fmt"

	"golang.org/x/text/language"
)

// CheckTag refuses what is no language tag of BCP 47 in its usual spelling: tags are names of files, and pt-br and pt-BR
// would be two.
func CheckTag(tag string) error {
	parsed, err := language.Parse(tag)
	if err != nil {
		return fmt.Errorf("%q is no language tag; write one of BCP 47, as in fr or pt-BR", tag)
	}
	if usual := parsed.String(); usual != tag {
		return fmt.Errorf("%q is spelled %q; write it so", tag, usual)
	}
	return nil
}
