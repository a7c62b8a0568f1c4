package docs

import (
	"encoding/json"

	"github.com/callinggen/callinggen/gen"
)

// statusFile holds what each language owes, for whoever shows it or waits for it.
const statusFile = "status.json"

// A localeStatus counts the texts that the pages of a locale show in another language.
type localeStatus struct {
	Locale  string       `json:"locale"`
	Pages   int          `json:"pages"`
	Missing int          `json:"missing"` // texts without a translation
	Stale   int          `json:"stale"`   // texts whose translation is of an older text
	Labels  int          `json:"labels"`  // fixed phrases without a translation, which are in English
	Owing   []pageStatus `json:"owing"`   // pages that show such texts
}

type pageStatus struct {
	Page    string `json:"page"` // below the folder of the locale
	Missing int    `json:"missing"`
	Stale   int    `json:"stale"`
	Labels  int    `json:"labels"`
}

// status gives the figures of all locales, in their order. A text that several pages show is counted once for the locale,
// and on each of the pages.
func (t *Target) status(jobs []*job) gen.File {
	list := make([]localeStatus, 0, len(t.tongues))
	for i, tongue := range t.tongues {
		var pages []*page
		for _, j := range jobs {
			if j.sheet.path != contentsFile { // it lists the pages, and is none
				pages = append(pages, j.pages[i])
			}
		}
		list = append(list, statusOf(tongue.tag, pages))
	}
	data, err := json.MarshalIndent(map[string]any{"locales": list}, "", "  ")
	if err != nil {
		panic(err) // cannot happen: strings and numbers
	}
	return gen.File{Path: statusFile, Data: append(data, '\n')}
}

func statusOf(tag string, pages []*page) localeStatus {
	s := localeStatus{Locale: tag, Pages: len(pages), Owing: []pageStatus{}}
	counted := map[string]bool{}
	for _, p := range pages {
		for id, how := range p.owed {
			switch {
			case counted[id]:
			case how == stale:
				s.Stale++
			case how == unworded:
				s.Labels++
			default:
				s.Missing++
			}
			counted[id] = true
		}
		if len(p.owed) > 0 {
			s.Owing = append(s.Owing, pageStatus{p.path, p.count(missing), p.count(stale), p.count(unworded)})
		}
	}
	return s
}
