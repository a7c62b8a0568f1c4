package main

import (
	"io"
	"os"
	"strings"
)

// The colours of a diff.
const (
	red   = "\x1b[31m"
	green = "\x1b[32m"
	cyan  = "\x1b[36m"
	plain = "\x1b[0m"
)

// wantsColour reports whether a stream is a terminal whose user has not asked for plain text.
func wantsColour(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// paint gives the lines of a unified diff their colours.
func paint(diff string) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(diff, "\n") {
		colour := ""
		switch {
		case strings.HasPrefix(line, "-"):
			colour = red
		case strings.HasPrefix(line, "+"):
			colour = green
		case strings.HasPrefix(line, "@@"):
			colour = cyan
		}
		if colour == "" {
			b.WriteString(line)
			continue
		}
		text, ended := strings.CutSuffix(line, "\n")
		b.WriteString(colour + text + plain)
		if ended {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
