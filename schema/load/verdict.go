package load

import (
	"strconv"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// A verdict says whether a value is as it should be. Nearly every value of nearly every file is, and to see that takes a
// short walk over the tree; jsonschema/v5, which takes a hundred times as long, then only has to word what is wrong. So
// the walks (form.go for the file, sample.go for examples) say yes when they are certain, and anything else is handed
// on: where they cannot compare two numbers without arithmetic they need not.
type verdict int8

const (
	unsure verdict = iota
	yes
	no
)

// verdictOf is the verdict of a question that is decided.
func verdictOf(ok bool) verdict {
	if ok {
		return yes
	}
	return no
}

// and joins the verdicts of two conditions that must both hold.
func (v verdict) and(other verdict) verdict {
	switch {
	case v == no || other == no:
		return no
	case v == yes && other == yes:
		return yes
	}
	return unsure
}

// orThen tries another condition where the first does not hold for certain; one of them must.
func (v verdict) orThen(other func() verdict) verdict {
	if v == yes {
		return yes
	}
	switch w := other(); {
	case w == yes:
		return yes
	case v == no && w == no:
		return no
	}
	return unsure
}

// A span is the least and the most that something may be; nil is no limit.
type span struct{ least, most *int }

func (s span) holds(n int) bool {
	return (s.least == nil || n >= *s.least) && (s.most == nil || n <= *s.most)
}

// isOpen reports whether the span limits nothing.
func (s span) isOpen() bool { return s.least == nil && s.most == nil }

// holdsLength reports whether a text has as many characters as it should.
func (s span) holdsLength(text string) bool {
	return s.isOpen() || s.holds(utf8.RuneCountInString(text))
}

// isOneOf says whether the kind of a node is one of those named; 1.0 may be a whole number to JSON Schema.
func isOneOf(n *yaml.Node, kinds []string) verdict {
	got, doubtful := kindOf(n), false
	for _, kind := range kinds {
		if got == kind || kind == "number" && got == "integer" {
			return yes
		}
		doubtful = doubtful || kind == "integer" && got == "number"
	}
	if doubtful {
		return unsure
	}
	return no
}

// isWithin says whether a number lies between two others, each of which may be "" for no limit.
func isWithin(number, least, most string) verdict {
	if least == "" && most == "" {
		return yes
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return unsure
	}
	for _, limit := range []struct {
		text string
		sign int
	}{{least, +1}, {most, -1}} {
		if limit.text == "" {
			continue
		}
		edge, err := strconv.ParseInt(limit.text, 10, 64)
		switch {
		case err != nil:
			return unsure
		case limit.sign > 0 && n < edge, limit.sign < 0 && n > edge:
			return no
		}
	}
	return yes
}
