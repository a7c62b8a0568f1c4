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
	"time"

	"github.com/callinggen/callinggen/bench/protocol"
)

// config is what every measured command reads: one locale of docs, and names that other targets need.
const config = `schema: bench.yaml
targets:
  go: {out: out/go, package: bench}
  typescript: {out: out/npm, package: bench, version: 1.0.0}
  docs: {out: out/docs, locales: [en]}
  json: {out: out/json}
  jsonschema: {out: out/jsonschema}
`

// A subject is one command to measure.
type subject struct {
	name string
	args []string
	keep bool // do not empty the output first: measures a run that finds nothing to do
}

func main() {
	sizes := flag.String("n", "45,1000,10000", "sizes of protocol, in messages; none, as -n , says, leaves the languages alone")
	runs := flag.Int("runs", 5, "counted runs of each command; of a protocol of many messages, half of them")
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
	os.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache")) // nobody else's notes are read, and none are left
	ours, floor := filepath.Join(dir, "callinggen"), filepath.Join(dir, "floor")
	if err := build(".", "./floor", floor); err != nil {
		return err
	}
	if err := build("..", "./cmd/callinggen", ours); err != nil {
		return err
	}
	subjects := []subject{
		{name: "floor: read YAML, emit and format Go", args: []string{floor, "bench.yaml", "out"}},
		{name: "go, typescript and docs", args: []string{ours, "generate", "go", "typescript", "docs"}},
		{name: "the same again, unchanged", args: []string{ours, "generate", "go", "typescript", "docs"}, keep: true},
		{name: "go alone", args: []string{ours, "generate", "go"}},
		{name: "typescript alone", args: []string{ours, "generate", "typescript"}},
		{name: "docs alone", args: []string{ours, "generate", "docs"}},
		{name: "json alone", args: []string{ours, "generate", "json"}},
		{name: "jsonschema alone", args: []string{ours, "generate", "jsonschema"}},
		{name: "lint", args: []string{ours, "lint", "bench.yaml"}, keep: true},
	}
	t := newTable(os.Stdout)
	for _, field := range strings.FieldsFunc(sizes, func(r rune) bool { return r == ',' }) {
		n, err := strconv.Atoi(field)
		if err != nil {
			return fmt.Errorf("-n wants numbers with commas between them: %w", err)
		}
		files := map[string]string{"bench.yaml": string(protocol.Make(n)), "callinggen.yaml": config}
		results, err := measure(filepath.Join(dir, field), files, runsFor(n, runs), subjects)
		if err != nil {
			return err
		}
		t.add(n, subjects, results)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	return languages(filepath.Join(dir, "languages"), ours, runs)
}

// runsFor halves the runs that take long: their times differ less.
func runsFor(n, runs int) int {
	if n > manyMessages {
		return (runs + 1) / 2
	}
	return runs
}

const manyMessages = 5000

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
	wall, cpu []time.Duration
	peak      int64 // bytes
}

func median(times []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(times))[len(times)/2]
}

// measure runs the subjects in a folder with these files, in turn, A B C A B C, so that all of them see the same weather.
func measure(dir string, files map[string]string, runs int, subjects []subject) ([]*result, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return nil, err
		}
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
			u, err := once(dir, s)
			if err != nil {
				return nil, err
			}
			if r := results[i]; run > 0 {
				r.wall, r.cpu, r.peak = append(r.wall, u.wall), append(r.cpu, u.cpu), max(r.peak, u.peak)
			}
		}
	}
	return results, nil
}

// A usage is what one process took.
type usage struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// once runs a command and gives what it took.
func once(dir string, s subject) (usage, error) {
	cmd := exec.Command(s.args[0], s.args[1:]...)
	cmd.Dir = dir
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return usage{}, fmt.Errorf("%s: %w\n%s", strings.Join(s.args, " "), err, output.String())
	}
	state := cmd.ProcessState
	return usage{wall, state.UserTime() + state.SystemTime(), maxRSS(state.SysUsage().(*syscall.Rusage))}, nil
}
