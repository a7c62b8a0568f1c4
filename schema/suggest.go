package schema

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// longestSuggestion bounds the words that are compared: nobody misspells a longer one by a letter.
const longestSuggestion = 80

// Suggest gives the candidate that a misspelt word probably means, or "". Case costs nothing; otherwise a third of the
// letters may be wrong. Of equally near candidates the first one wins.
func Suggest(word string, candidates iter.Seq[string]) string {
	if len(word) > longestSuggestion {
		return ""
	}
	folded := []rune(strings.ToLower(word))
	best, bestCost := "", len(folded)/3+1
	for candidate := range candidates {
		n := utf8.RuneCountInString(candidate)
		if len(candidate) > longestSuggestion || n-len(folded) >= bestCost || len(folded)-n >= bestCost {
			continue
		}
		if cost := distance(folded, []rune(strings.ToLower(candidate))); cost < bestCost {
			best, bestCost = candidate, cost
		}
	}
	return best
}

// distance counts the letters to insert, delete, replace or swap with a neighbour to turn a into b.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := last[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(last[j]+1, row[j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
