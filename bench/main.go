//go:build unix

// Command bench measures whole cold processes: callinggen on protocols of growing size, beside the floor (see ./floor) in
// the same run, so that what it reports is a ratio and not a property of the machine.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/callinggen/callinggen/bench/protocol"
)

// config is what every measured command reads: one locale of docs, and names that the other two targets need.
const config = `schema: bench.yaml
targets:
  go: {out: out/go, package: bench}
  typescript: {out: out/npm, package: bench, version: 1.0.0}
  docs: {out: out/docs, locales: [en]}
`

// A subject is one command to measure.
type subject struct {
	name string
	args []string
	keep bool // do not empty the output first: measures a run that finds nothing to do
}

func main() {
	sizes := flag.String("n", "45,1000,10000", "sizes of protocol, in messages")
	runs := flag.Int("runs", 5, "counted runs of each command")
	flag.Parse()
	if err := run(*sizes, *runs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(sizes string, runs int) error {
	dir, err := os.MkdirTemp(memoryFolder(), "callinggen-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ours, floor := filepath.Join(dir, "callinggen"), filepath.Join(dir, "floor")
	if err := build(".", "./floor", floor); err != nil {
		return err
	}
	if err := build("..", "./cmd/callinggen", ours); err != nil {
		return err
	}
	subjects := []subject{
		{name: "floor: read YAML, emit and format Go", args: []string{floor, "bench.yaml", "out"}},
		{name: "go, typescript and docs", args: []string{ours, "generate"}},
		{name: "the same again, unchanged", args: []string{ours, "generate"}, keep: true},
		{name: "go alone", args: []string{ours, "generate", "go"}},
		{name: "typescript alone", args: []string{ours, "generate", "typescript"}},
		{name: "docs alone", args: []string{ours, "generate", "docs"}},
		{name: "lint", args: []string{ours, "lint", "bench.yaml"}, keep: true},
	}
	report := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(report, "messages\tcommand\tmedian\tfastest\tpeak memory\t× floor\tgrowth per message\t")
	before := map[string]float64{} // seconds a message at the size before
	for _, field := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(field)
		if err != nil {
			return fmt.Errorf("-n wants numbers with commas between them: %w", err)
		}
		results, err := measure(filepath.Join(dir, field), n, runs, subjects)
		if err != nil {
			return err
		}
		for i, r := range results {
			each := r.median().Seconds() / float64(n)
			growth := "-"
			if b, ok := before[subjects[i].name]; ok {
				growth = fmt.Sprintf("%.2f", each/b)
			}
			before[subjects[i].name] = each
			fmt.Fprintf(report, "%d\t%s\t%s\t%s\t%d MiB\t%.2f\t%s\t\n", n, subjects[i].name,
				r.median().Round(100*time.Microsecond), r.fastest().Round(100*time.Microsecond), r.peak>>20,
				r.median().Seconds()/results[0].median().Seconds(), growth)
		}
	}
	return report.Flush()
}

// memoryFolder is a file system in memory where there is one, so that no disk is measured.
func memoryFolder() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func build(dir, pkg, out string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-o", out, pkg)
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, text)
	}
	return nil
}

// A result is the runs of one command.
type result struct {
	times []time.Duration
	peak  int64 // bytes
}

func (r *result) median() time.Duration  { return r.sorted()[len(r.times)/2] }
func (r *result) fastest() time.Duration { return r.sorted()[0] }

func (r *result) sorted() []time.Duration { return slices.Sorted(slices.Values(r.times)) }

// measure runs the subjects in turn, A B C A B C, so that all of them see the same weather.
func measure(dir string, n, runs int, subjects []subject) ([]*result, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "bench.yaml"), protocol.Make(n), 0o666); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "callinggen.yaml"), []byte(config), 0o666); err != nil {
		return nil, err
	}
	results := make([]*result, len(subjects))
	for i := range results {
		results[i] = &result{}
	}
	for run := range runs + 1 { // the first is a warm-up
		for i, s := range subjects {
			if !s.keep {
				if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
					return nil, err
				}
			}
			took, peak, err := once(dir, s)
			if err != nil {
				return nil, err
			}
			if run > 0 {
				results[i].times = append(results[i].times, took)
				results[i].peak = max(results[i].peak, peak)
			}
		}
	}
	return results, nil
}

// once runs a command and gives its wall time and the most memory it held.
func once(dir string, s subject) (time.Duration, int64, error) {
	cmd := exec.Command(s.args[0], s.args[1:]...)
	cmd.Dir = dir
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w\n%s", strings.Join(s.args, " "), err, output.String())
	}
	return took, maxRSS(cmd.ProcessState.SysUsage().(*syscall.Rusage)), nil
}
