package docs

import (
	"sync"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/markdown"
	"github.com/callinggen/callinggen/schema"
)

// once makes something the first time that a page asks for it, for the pages of all languages.
func once(f func() string) func() string { return sync.OnceValue(f) }

// samples shows code in each language that has a sampler for it: the name of the language in bold, then the code.
func (t *Target) samples(ask func(gen.Sampler) (gen.Sample, bool)) string {
	var blocks []string
	for _, s := range t.options.Samplers {
		if sample, ok := ask(s); ok {
			blocks = append(blocks, "**"+markdown.Escape(languageName(s.Language()))+"**", markdown.Fence(s.Language(), sample.Show))
		}
	}
	return paragraphs(blocks...)
}

// languageName is what people call the language of a code fence. These are names: they are the same everywhere.
func languageName(info string) string {
	if name, ok := languageNames[info]; ok {
		return name
	}
	return info
}

var languageNames = map[string]string{"ts": "TypeScript", "tsx": "TypeScript", "js": "JavaScript", "go": "Go", "py": "Python", "sh": "curl"}

// uses tells for each message and endpoint in which flows it appears, in the order of the protocol.
type uses map[schema.Element][]*schema.Flow

func usesOf(p *schema.Protocol) uses {
	u := uses{}
	for _, f := range p.Flows {
		if f.Removed == nil {
			u.addSteps(f, f.Steps)
		}
	}
	return u
}

func (u uses) addSteps(f *schema.Flow, steps []schema.Step) {
	for _, s := range steps {
		switch s := s.(type) {
		case *schema.MessageStep:
			u.add(s.Message, f)
		case *schema.EndpointStep:
			u.add(s.Endpoint, f)
		case *schema.GroupStep:
			for _, b := range s.Branches {
				u.addSteps(f, b.Steps)
			}
		}
	}
}

func (u uses) add(e schema.Element, f *schema.Flow) {
	if list := u[e]; len(list) == 0 || list[len(list)-1] != f {
		u[e] = append(list, f)
	}
}
