package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// preamble is the beginning of a protocol, and a whole one.
const preamble = `protocol: demo
version: '1'
title: Demo
locale: en
participants: {app: {title: App}, page: {title: Page}}
envelope: {type: type, id: id, payload: data}
history: {'1': The first.}
messages:
  PING: {from: app, since: '1', summary: Asks for an answer.}
`

// refused are files that an attacker or a broken tool could give, with what the diagnostic says.
var refused = []struct {
	name, says string
	data       func() string
}{
	{"alias bomb", `\(too-large\)`, aliasBomb},
	{"10,000-deep nesting, flow", `\(too-large\)`, func() string {
		return preamble + "types: " + strings.Repeat("{a: ", 10_000) + "1" + strings.Repeat("}", 10_000)
	}},
	{"10,000-deep nesting, flow, never closed", `\(yaml\)`, func() string { return preamble + "types: " + strings.Repeat("[", 10_000) }},
	{"10,000-deep nesting, block", `\(too-large\)`, func() string { return preamble + "types:\n" + deepBlock(10_000) }},
	{"duplicate keys", `\(duplicate-key\)`, func() string { return preamble + "messages: {}\n" }},
	{"tabs", `\(yaml\)`, func() string { return preamble + "types:\n\tA: {}\n" }},
	{"non-UTF-8", `\(not-text\)`, func() string { return preamble + "# \xff\n" }},
	{"a 50 MB file of noise", `\((too-large|not-text)\)`, noise},
	{"1.5 million keys", `\(too-large\)`, manyKeys},
	{"an empty file", `\(yaml\)`, func() string { return "" }},
	{"a list", `\(wrong-kind\)`, func() string { return "- protocol\n" }},
	{"a scalar", `\(wrong-kind\)`, func() string { return "protocol\n" }},
	{"NUL", `\(not-text\)`, func() string { return preamble + "# \x00\n" }},
	{"recursive $ref, illegal", `\(recursive-type\)`, func() string {
		return preamble + "types: {A: {$ref: '#/types/B'}, B: {$ref: '#/types/A'}}\n"
	}},
	{"bidirectional control characters in names", `\(bad-name\)`, func() string { return preamble + `types: {"A\u202eB": {type: object}}` }},
	{"zero-width characters in names", `\(bad-name\)`, func() string { return preamble + `types: {"A\u200bB": {type: object}}` }},
}

// accepted are files that look odd and are right.
var accepted = []struct {
	name string
	data func() string
}{
	{"CRLF", func() string { return strings.ReplaceAll(preamble, "\n", "\r\n") }},
	{"byte order mark", func() string { return "\uFEFF" + preamble }},
	{"recursive $ref, legal", func() string {
		return preamble + "  TREE: {from: app, since: '1', summary: A tree., payload: {$ref: '#/types/Node'}, examples: [{children: [{}]}]}\n" +
			"types: {Node: {type: object, description: A node., properties: {children: {type: array, description: Below., items: {$ref: '#/types/Node'}}}}}\n"
	}},
	{"bidirectional control and zero-width characters in text", func() string {
		return preamble + `  PONG: {from: page, since: '1', summary: "Yes \u202e here \u2066 I \u200b am.", description: "Yes \u202e here \u2066 I \u200b am."}` + "\n"
	}},
}

// Each is told by its place through generate and through lint, and nothing is written.
func TestHostileFilesAreRefused(t *testing.T) {
	for _, c := range refused {
		t.Run(c.name, func(t *testing.T) {
			dir := folderWith(t, c.data())
			for _, args := range [][]string{
				{"generate", "--schema", "p.yaml", "--out", "out"},
				{"lint", "p.yaml"},
			} {
				code, out := runChild(t, dir, args...)
				first, _, _ := strings.Cut(out, "\n")
				if want := `^p\.yaml:(\d+:\d+:)? .*` + c.says + `$`; code != 1 || !regexp.MustCompile(want).MatchString(first) {
					t.Errorf("%s: exit code %d, want 1, and the first line\n%.500s\nwant %s", args[0], code, first, want)
				}
				if strings.Contains(out, "goroutine ") {
					t.Errorf("%s: a panic:\n%.2000s", args[0], out)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "out")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("something was written: %v", err)
			}
		})
	}
}

// What is right is generated, and no file of the output shows a text in another order than it has.
func TestOddFilesAreAccepted(t *testing.T) {
	for _, c := range accepted {
		t.Run(c.name, func(t *testing.T) {
			dir := folderWith(t, c.data())
			for _, args := range [][]string{
				{"lint", "--strict", "p.yaml"},
				{"generate", "go", "typescript", "docs", "json", "jsonschema", "--schema", "p.yaml", "--out", "out"},
			} {
				if code, out := runChild(t, dir, args...); code != 0 {
					t.Errorf("%s: exit code %d\n%.2000s", args[0], code, out)
				}
			}
			wantVisible(t, filepath.Join(dir, "out"))
		})
	}
}

var turning = regexp.MustCompile("[\u202a-\u202e\u2066-\u2069]")

func wantVisible(t *testing.T, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if m := turning.Find(data); m != nil {
			t.Errorf("%s holds %+q, which nobody sees", path, m)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
}

func folderWith(t *testing.T, protocol string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.yaml"), []byte(protocol), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runChild runs the program in a process of its own, whose memory has a bound.
func runChild(t *testing.T, dir string, args ...string) (code int, out string) {
	t.Helper()
	cmd := exec.Command("callinggen", args...) // TestMain makes it
	cmd.Dir = dir
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if peak := peakMemory(cmd.ProcessState); peak > 1<<30 {
		t.Errorf("%s took %d MiB of memory", args[0], peak>>20)
	}
	return cmd.ProcessState.ExitCode(), b.String()
}

func aliasBomb() string {
	var b strings.Builder
	b.WriteString(preamble + "types:\n  A0: &a0 {enum: [x, x, x, x, x, x, x, x, x, x]}\n")
	for i := range 9 {
		fmt.Fprintf(&b, "  A%d: &a%d {enum: [%s]}\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 10))
	}
	return b.String()
}

func deepBlock(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i+1) + "a:\n")
	}
	return b.String()
}

func noise() string {
	data := make([]byte, 50<<20)
	rand.New(rand.NewSource(1)).Read(data)
	return string(data)
}

func manyKeys() string {
	var b strings.Builder
	b.WriteString(preamble + "types:\n")
	for i := range 1_500_000 {
		fmt.Fprintf(&b, "  A%d: 1\n", i)
	}
	return b.String()
}
