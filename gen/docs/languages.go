package docs

import (
	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/markdown"
)

// languages is the page above the locales. It is in all of their languages, so it has few words.
func (t *Target) languages() gen.File {
	first := newPage(t, t.tongues[0], homePage)
	var items []string
	for _, tongue := range t.tongues {
		items = append(items, markdown.Link{Text: tongue.sayPlain("language"), URL: tongue.tag + "/" + homePage}.Inline())
	}
	text := paragraphs("---\n# "+first.generated+"\ntitle: "+yamlString(t.protocol.Title)+"\n---", "# "+markdown.Escape(t.protocol.Title),
		first.block(&t.protocol.Description), first.bullets(items), first.line(&t.protocol.Notice))
	return gen.File{Path: homePage, Data: []byte(text + "\n")}
}
