package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// generateFlags are the flags of generate, as given.
type generateFlags struct {
	config, schema, out, pkg, locale, templates string
	only                                        []string
	check, force, watch                         bool
}

func newGenerate(s streams) *cobra.Command {
	var f generateFlags
	cmd := &cobra.Command{
		Use:   "generate [target…]",
		Short: "Write what is generated from a protocol",
		Long: "Write what is generated from a protocol: the targets named, otherwise those of the configuration.\n" +
			"The targets are " + strings.Join(targetNames(), ", ") + ".\n" +
			"Without " + configName + " in the working directory the embedded protocol is generated. What no folder is given for goes\n" +
			"below one that is named after the protocol file: ./" + noConfig("").defaultOut() + " for the embedded one, ./chat for chat.yaml.\n\n" +
			configHelp(),
		ValidArgs: targetNames(),
		RunE: func(cmd *cobra.Command, targets []string) error {
			switch {
			case f.watch && f.check:
				return usagef("--watch writes and --check does not; leave one of them out")
			case f.watch:
				ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
				defer stop()
				return watch(ctx, s, f, targets)
			}
			return generate(s, f, targets)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.config, "config", "", "configuration in place of ./"+configName)
	flags.StringVar(&f.schema, "schema", "", "protocol file; without --config, "+configName+" is not read then")
	flags.StringVar(&f.out, "out", "", "output folder of the one target named, otherwise parent of one folder a target")
	flags.StringVar(&f.pkg, "package", "", "name of the package, for one target")
	flags.StringSliceVar(&f.only, "only", nil, "parts of the Go package: participants and http")
	flags.StringVar(&f.locale, "locale", "", "language of comments and docs, as in en or pt-BR")
	flags.StringVar(&f.templates, "templates", "", "folder with templates of the docs that replace those of the same name")
	flags.BoolVar(&f.check, "check", false, "write nothing, show what is not as generated and exit with 1")
	flags.BoolVar(&f.watch, "watch", false, "go on, and generate again whenever the protocol is saved")
	flags.BoolVar(&f.force, "force", false, "overwrite and delete files that callinggen did not write, or that were edited")
	return cmd
}

// configHelp lists what the configuration may say.
func configHelp() string {
	var b strings.Builder
	b.WriteString(configName + " has the keys schema (path of the protocol file; left out: the embedded one) and targets, with:\n")
	for _, k := range kinds {
		fmt.Fprintf(&b, "  %-12s{%s}\n", k.name+":", strings.Join(k.keys, ", "))
	}
	b.WriteString("Of the Go package, tags is the build constraint of every file, header a text above each package clause, and import its path,\n" +
		"which is otherwise found in the go.mod above out: with it, a package to test against is written too.")
	return b.String()
}

// A job is one target with the folder that it goes to.
type job struct {
	kind   *kind
	target gen.Target
	out    string
	owner  string
	large  bool     // wants the memory to itself
	inputs string   // stands for all that the output is made from; "" when that is not known
	read   []string // the protocol file and its guides, as their file system names them
}

// generate does what the command generate does.
func generate(s streams, f generateFlags, targets []string) error {
	c, choices, err := f.asked(targets)
	if err != nil {
		return err
	}
	if outcomes := f.standing(c, choices); outcomes != nil {
		return s.tell(outcomes)
	}
	p, err := f.plan(s, c, choices)
	if err != nil {
		return err
	}
	return errors.Join(s.tell(runAll(p.jobs, f)), p.outdated())
}

// A plan is what a run does, and what it is made from.
type plan struct {
	jobs   []job
	inputs []string            // the files on disk that were read, as far as they are known
	behind []schema.Diagnostic // translations that are not in step with the protocol; looked for with --check
}

// outdated is the error of translations that are not in step, when that was asked for.
func (p plan) outdated() error {
	if p.behind == nil {
		return nil
	}
	return errDiagnostics(p.behind)
}

// asked finds out what is to be generated. The configuration is nil when it cannot be read.
func (f generateFlags) asked(targets []string) (*config, []*choice, error) {
	c, err := f.findConfig()
	if err != nil {
		return nil, nil, err
	}
	choices, err := f.choose(c, targets)
	return c, choices, err
}

// prepare does everything up to the first file. The inputs are known as far as it came, also when there is an error.
func (f generateFlags) prepare(s streams, targets []string) (plan, error) {
	c, choices, err := f.asked(targets)
	if err != nil {
		return plan{inputs: f.inputs(c, nil, nil)}, err
	}
	return f.plan(s, c, choices)
}

// plan reads and judges the protocol and builds the targets that were chosen.
func (f generateFlags) plan(s streams, c *config, choices []*choice) (todo plan, err error) {
	todo.inputs = f.inputs(c, nil, nil)
	if len(choices) == 0 {
		return todo, fmt.Errorf("%s names no target, so that nothing would be generated; add one under targets", c.file)
	}
	var r reads
	file := c.protocol()
	file.src.FS = r.in(file.src.FS)
	locales := localesOf(choices)
	languages := file.languages(locales)
	go fixedWords(locales) // so that they are there when the protocol is
	p, err := s.protocol(file)
	if err != nil {
		return todo, err
	}
	todo.inputs = f.inputs(c, p, locales)
	if err := f.checkParts(p); err != nil {
		return todo, err
	}
	if err := file.checkLocale(p, f.locale); err != nil {
		return todo, err
	}
	if todo.jobs, err = s.translatedJobs(p, languages, c, choices, &r); err != nil {
		return todo, err
	}
	if f.check {
		if todo.behind, err = file.behind(p); err != nil {
			return todo, err
		}
	}
	return todo, s.checkTargets(todo.jobs)
}

// inputs lists the files on disk that a run reads, as far as they are known.
func (f generateFlags) inputs(c *config, p *schema.Protocol, locales []string) []string {
	var list []string
	switch {
	case f.config != "":
		list = append(list, f.config)
	case f.schema == "" && (c == nil || c.file != ""):
		list = append(list, configName)
	}
	if c != nil && c.schema != "" {
		list = append(list, c.schema)
		if p != nil {
			for _, g := range p.Guides {
				list = append(list, g.Pos.File)
			}
			for _, locale := range locales {
				if _, shown := c.protocol().inLocales(locale + ".po"); locale != p.Locale {
					list = append(list, shown)
				}
			}
		}
	}
	own, _ := filepath.Glob(filepath.Join(f.templates, "*.tmpl"))
	return append(list, own...)
}

// protocol loads and judges a protocol, and prints what keeps it from being generated.
func (s streams) protocol(file protocolFile) (*schema.Protocol, error) {
	p, diagnostics := file.judged()
	if errs := errorsOf(diagnostics); len(errs) > 0 {
		return nil, s.refuse(errs)
	}
	return p, nil
}

// refuse prints errors and says that nothing was written.
func (s streams) refuse(errs []schema.Diagnostic) error {
	s.complainAbout(errs)
	return fmt.Errorf("nothing was written; mend %s first", count(len(errs), "error"))
}

// translatedJobs builds the targets that were chosen while their languages are put into the protocol: no target looks at a
// translation before it generates. What cannot be used of a language is printed, and keeps the jobs from being noted.
func (s streams) translatedJobs(p *schema.Protocol, languages []language, c *config, choices []*choice, r *reads) ([]job, error) {
	for _, l := range languages {
		_, _ = l.file() // a job is known by all that was read; what is wrong with it translate says
	}
	warnings := begin(func() ([]schema.Diagnostic, error) { return translate(p, languages) })
	jobs, failed := makeJobs(p, c, choices, r)
	warned, err := s.told(warnings())
	if warned {
		forget(jobs)
	}
	return jobs, cmp.Or(err, failed)
}

// makeJobs builds the targets that were chosen.
func makeJobs(p *schema.Protocol, c *config, choices []*choice, r *reads) ([]job, error) {
	b := newBuilder(p, c, choices, r)
	var jobs []job
	for _, ch := range choices {
		t, err := b.target(ch.kind)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job{kind: ch.kind, target: t, out: ch.options.out, owner: ch.kind.name + " " + p.ID, large: len(p.Messages) > manyMessages})
	}
	b.identify(jobs)
	return jobs, nil
}

// forget lets nothing be noted of the jobs: the next run has the same warnings to give.
func forget(jobs []job) {
	for i := range jobs {
		jobs[i].inputs = ""
	}
}

// checkTargets prints the names that a language cannot spell.
func (s streams) checkTargets(jobs []job) error {
	if errs := errorsOf(checked(jobs)); len(errs) > 0 {
		return s.refuse(errs)
	}
	return nil
}

// checked gives what the targets say about the names of the protocol.
func checked(jobs []job) []schema.Diagnostic {
	var found []schema.Diagnostic
	for _, j := range jobs {
		found = append(found, j.target.Check()...)
	}
	return schema.SortDiagnostics(found)
}

// An outcome is what became of a job.
type outcome struct {
	job
	report  gen.Report
	remarks []string     // of the target on its output, for whoever runs it
	changes []gen.Change // with --check
	took    time.Duration
	err     error
}

// runAll runs the jobs side by side, those of a large protocol one after another: each keeps all processors busy by itself,
// and together they would hold all that is generated. Each writes its files as soon as it has them, and drops them.
func runAll(jobs []job, f generateFlags) []outcome {
	outcomes := make([]outcome, len(jobs))
	var group errgroup.Group
	if len(jobs) > 0 && jobs[0].large {
		holdMuch()
		group.SetLimit(1)
	}
	for i, j := range jobs {
		group.Go(func() error {
			start := time.Now()
			outcomes[i] = j.run(f)
			outcomes[i].took = time.Since(start)
			return nil
		})
	}
	_ = group.Wait() // each outcome has its own error, so that one failure leaves the others to finish
	return outcomes
}

func (j job) run(f generateFlags) outcome {
	if o, ok := j.isCurrent(f); ok {
		return o
	}
	o := outcome{job: j}
	if t, ok := j.target.(interface{ Notes() []string }); ok {
		o.remarks = t.Notes()
	}
	files, err := j.target.Generate()
	if err != nil {
		o.err = fmt.Errorf("%s: %w", j.kind.name, err)
		return o
	}
	options := gen.WriteOptions{Owner: j.owner, Force: f.force}
	if f.check {
		o.changes, o.err = gen.Diff(j.out, files, options)
		o.report.Unchanged = len(files) - len(o.changes)
	} else {
		if o.report, o.err = gen.Write(j.out, files, options); o.err == nil {
			j.remember(o.report.Holds, o.remarks)
		}
	}
	return o
}
