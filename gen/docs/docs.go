// Package docs turns a protocol into reference pages: portable markdown that a forge shows well as it is, one tree for
// each language, with sequence diagrams. It makes no site and no HTML, and it never touches the disk.
//
// What a page says comes from the protocol, its fixed words from package labels, its shape from a template, and the code
// that it shows from the samplers of the other targets. All text of the protocol goes through package markdown, which
// says why. A page is written once for all languages: slots.go says how, and what to mind.
package docs

import (
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/template"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/schema"
)

// Options are what the pages need to know and the protocol does not say.
type Options struct {
	Locales   []string                    // BCP 47 tags, the reader's first choice first; empty: the protocol's own
	Labels    map[string]labels.Catalogue // fixed words by tag; English is always there
	Samplers  []gen.Sampler               // in the order that pages show them; called from several goroutines
	Packages  []Package                   // what a reader can install, in the order that pages show them
	Templates fs.FS                       // replaces built-in templates by file name; nil: none
}

// A Package is a generated package that readers can install.
type Package struct {
	Language string // info string of its code: "go", "ts"
	Name     string // "@example/editor", or a Go import path
	Install  string // shell command, or ""
}

// A Target is one protocol on its way to pages.
type Target struct {
	protocol  *schema.Protocol
	options   Options
	tongues   []*tongue
	inAll     map[string][]*phrase // each phrase in all of them
	wordings  wordings
	places    *places
	uses      uses
	groups    func() []elementGroup
	disputed  func() []disputedGroup
	generated string // the line that says where a page comes from
	problems  []schema.Diagnostic
}

var _ gen.Target = (*Target)(nil)

// New prepares a target. Mistakes wait for Check.
func New(p *schema.Protocol, o Options) *Target {
	if len(o.Locales) == 0 {
		o.Locales = []string{p.Locale}
	}
	t := &Target{protocol: p, options: o, places: newPlaces(p), uses: usesOf(p), generated: generated(p)}
	t.groups = sync.OnceValue(func() []elementGroup { return groupsOf(p) })
	t.disputed = sync.OnceValue(t.disputedGroups)
	t.problems = slices.Clone(t.places.clashes)
	t.tongues = newTongues(p.Locale, o)
	t.inAll = phrasesIn(t.tongues)
	return t
}

// Name is the target as on the command line.
func (t *Target) Name() string { return "docs" }

// Check gives pages that would have the same name, and locales that have no words.
func (t *Target) Check() []schema.Diagnostic { return schema.SortDiagnostics(slices.Clone(t.problems)) }

// Generate gives the pages of every locale, in the order of the locales and of the protocol.
func (t *Target) Generate() ([]gen.File, error) {
	if schema.HasErrors(t.problems) {
		return nil, fmt.Errorf("the pages cannot be written before this is mended: %s", t.problems[0])
	}
	templates, err := parseTemplates(t.options.Templates)
	if err != nil {
		return nil, err
	}
	var jobs []*job
	for _, s := range t.plan() {
		jobs = append(jobs, t.newJob(s))
	}
	if err := runJobs(jobs, templates); err != nil {
		return nil, err
	}
	files := []gen.File{t.languages(), t.status(jobs)}
	for i, tongue := range t.tongues {
		for _, j := range jobs {
			files = append(files, gen.File{Path: tongue.tag + "/" + j.sheet.path, Data: j.data[i]})
		}
	}
	return files, nil
}

// A job is one page in all languages.
type job struct {
	sheet sheet
	pages []*page // by language
	data  [][]byte
	err   error
}

func (t *Target) newJob(s sheet) *job {
	j := &job{sheet: s}
	for _, tongue := range t.tongues {
		j.pages = append(j.pages, newPage(t, tongue, s.path))
	}
	return j
}

// runJobs makes the pages on all processors. Each job has its own place for what it gives, so the order stays.
func runJobs(jobs []*job, templates *template.Template) error {
	var wait sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := int(next.Add(1)) - 1; i < len(jobs); i = int(next.Add(1)) - 1 {
				j := jobs[len(jobs)-1-i] // the longest are at the end, and nobody should wait for them
				j.data, j.err = j.sheet.make(j.pages, templates)
			}
		}()
	}
	wait.Wait()
	for _, j := range jobs {
		if j.err != nil {
			return fmt.Errorf("%s: %w", j.sheet.path, j.err)
		}
	}
	return nil
}

// catalogueFor finds the fixed words of a locale: "pt-BR", else "pt". English needs none handed over, and where there are
// none it stands in, marked.
func catalogueFor(tag string, handed map[string]labels.Catalogue) labels.Catalogue {
	for t := tag; t != ""; t, _ = cutSubtag(t) {
		if c, ok := handed[t]; ok {
			return c
		}
		if strings.EqualFold(t, "en") {
			return labels.English()
		}
	}
	return labels.Catalogue{"language": tag}
}

func cutSubtag(tag string) (shorter, last string) {
	i := strings.LastIndexByte(tag, '-')
	if i < 0 {
		return "", tag
	}
	return tag[:i], tag[i+1:]
}
