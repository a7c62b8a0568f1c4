package docs

import (
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

func (t *Target) storageSheet() sheet {
	return index(storagePage, "storage", "storage.lead", func(p *page) []string {
		var list []string
		for _, k := range live(t.protocol.Storage) {
			list = append(list, p.storageKey(k))
		}
		return list
	})
}

func (p *page) storageKey(k *schema.StorageKey) string {
	inner := ""
	if d := inlineIn(k.Value); d != nil {
		inner = p.shape(k, d.Type)
	}
	examples := ""
	if len(k.Examples) > 0 {
		examples = paragraphs("**"+p.say("example")+"**", jsonBlocks(k.Examples))
	}
	disputes := p.disputes(disputedParts(k))
	if disputes != "" {
		disputes = paragraphs("**"+p.say("disputes")+"**", disputes)
	}
	return blocks(heading(2, p.places.of[k].anchor, markdown.Code(k.Key)),
		p.block(&k.Summary), p.badgeLine(p.badges(&k.Meta, k.Tags)), p.deprecationAlert(&k.Meta), p.block(&k.Description),
		p.say("storage.on", "participant", p.name(k.On).Inline(), "type", p.typeName(k.Value, inText)), inner, examples, disputes)
}
