package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shells read what completion writes for them. A shell that is not installed here is left out: the tests need none of them.
var shells = []struct {
	name, program string
	args          []string // %s is the script
	want          string
}{
	{"bash", "bash", []string{"--norc", "-c", `source '%s' && complete -p callinggen`}, `^complete .*callinggen\n$`},
	{"zsh", "zsh", []string{"-fc", `autoload -U compinit && compinit -u -D && source '%s' && print $_comps[callinggen]`}, `^_callinggen\n$`},
	{"fish", "fish", []string{"--no-config", "-c", `source '%s'; complete -C 'callinggen generate t'`}, `^typescript\n$`},
	{"powershell", "pwsh", []string{"-NoProfile", "-Command", `. '%s'; (TabExpansion2 'callinggen generate t' 21).CompletionMatches.CompletionText`}, `^typescript\s+$`},
}

// TestCompletionLoads has each shell read its script, and complete by it where that takes no terminal.
func TestCompletionLoads(t *testing.T) {
	for _, shell := range shells {
		t.Run(shell.name, func(t *testing.T) {
			dir := t.TempDir()
			code, script := runChild(t, dir, "completion", shell.name)
			if code != exitDone {
				t.Fatal(script)
			}
			program, err := exec.LookPath(shell.program)
			if err != nil {
				t.Skipf("skipped: %s is not on the PATH, so nothing here reads its script.", shell.program)
			}
			file := filepath.Join(dir, "completion.ps1")
			write(t, file, script)
			args := append([]string{}, shell.args...)
			args[len(args)-1] = strings.ReplaceAll(args[len(args)-1], "%s", file)
			cmd := exec.Command(program, args...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if err != nil || !regexp.MustCompile(shell.want).Match(out) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestCompletionForPowerShell reads the script as far as that goes without PowerShell: it is whole, and is about this program.
func TestCompletionForPowerShell(t *testing.T) {
	_, script := runChild(t, t.TempDir(), "completion", "powershell")
	code := regexp.MustCompile("(?m)'(?:[^'\n]|'')*'|\"(?:[^\"\n`]|`.)*\"|^ *#.*$").ReplaceAllString(script, "")
	for _, pair := range []string{"{}", "()", "[]"} {
		if strings.Count(code, pair[:1]) != strings.Count(code, pair[1:]) {
			t.Errorf("%s do not match", pair)
		}
	}
	if strings.ContainsAny(code, "'\"") {
		t.Error("a string is not closed")
	}
	for _, want := range []string{
		"\nRegister-ArgumentCompleter -CommandName 'callinggen' -ScriptBlock ${__callinggenCompleterBlock}\n",
		"\n[scriptblock]${__callinggenCompleterBlock} = {\n",
		`$RequestComp="$Program __complete $Arguments"`,
	} {
		if !strings.Contains(script, want) {
			t.Errorf("%q is not in it", want)
		}
	}
}
