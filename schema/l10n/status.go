package l10n

import "github.com/callinggen/callinggen/schema/l10n/po"

// A Status counts what a language has and owes.
type Status struct {
	Locale     string `json:"locale"`
	Total      int    `json:"total"`
	Translated int    `json:"translated"`
	Stale      int    `json:"stale"`   // translated before the source changed
	Missing    int    `json:"missing"` // not translated
	Obsolete   int    `json:"obsolete"`
	Percent    int    `json:"percent"` // of the texts that are translated and not stale, rounded down
}

// StatusOf counts. A file that is behind the protocol is counted as it would be after an update.
func StatusOf(texts []*Text, f *po.File, locale string) Status {
	s := Status{Locale: locale, Total: len(texts), Percent: 100}
	pairs := pair(f, texts)
	for _, t := range texts {
		switch text, stale := t.kept(pairs[t]); {
		case text == "":
			s.Missing++
		case stale:
			s.Stale++
		default:
			s.Translated++
		}
	}
	if s.Total > 0 {
		s.Percent = s.Translated * 100 / s.Total
	}
	s.Obsolete = len(pairs.obsolete(f))
	return s
}
