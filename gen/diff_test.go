package gen

import (
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnified(t *testing.T) {
	ten := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
	for name, c := range map[string]struct{ old, new, want string }{
		"equal":      {"a\n", "a\n", ""},
		"from none":  {"", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"},
		"to none":    {"a\n", "", "@@ -1 +0,0 @@\n-a\n"},
		"line":       {"a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
		"last line":  {"a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		"two hunks":  {ten, strings.Replace(strings.Replace(ten, "1\n", "one\n", 1), "10", "ten", 1), "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-10\n+ten\n"},
		"one hunk":   {ten, strings.Replace(strings.Replace(ten, "2\n", "two\n", 1), "9\n", "nine\n", 1), "@@ -1,10 +1,10 @@\n 1\n-2\n+two\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+nine\n 10\n"},
		"repetition": {"x\nx\nx\n", "x\nx\n", "@@ -1,3 +1,2 @@\n x\n x\n-x\n"},
	} {
		want := c.want
		if want != "" {
			want = "--- a\n+++ b\n" + want
		}
		if diff := cmp.Diff(want, unified("a", "b", c.old, c.new)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Every diff, applied to the old text, gives the new one.
func TestUnifiedApplies(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	text := func(kinds int) string {
		var b strings.Builder
		for range random.Intn(40) {
			fmt.Fprintf(&b, "line %d\n", random.Intn(kinds))
		}
		if random.Intn(3) == 0 {
			b.WriteString("no end")
		}
		return b.String()
	}
	for range 3000 {
		kinds := 2 + random.Intn(60)
		old, new := text(kinds), text(kinds)
		diff := unified("a", "b", old, new)
		if got := patch(t, old, diff); got != new {
			t.Fatalf("old:\n%s\nnew:\n%s\ndiff:\n%s\ngives:\n%s", old, new, diff, got)
		}
	}
}

// patch applies a unified diff.
func patch(t *testing.T, old, diff string) string {
	t.Helper()
	rest := splitLines(old)
	at := 0
	var b strings.Builder
	var op byte // of the line before
	for _, line := range splitLines(diff) {
		before := op
		op = line[0]
		switch {
		case strings.HasPrefix(line, "--- ") || strings.HasPrefix(line, "+++ "):
		case strings.HasPrefix(line, "@@ "):
			start, count, _ := strings.Cut(strings.TrimPrefix(strings.Fields(line)[1], "-"), ",")
			n, err := strconv.Atoi(start)
			if err != nil {
				t.Fatal(err)
			}
			if count != "0" {
				n--
			}
			b.WriteString(strings.Join(rest[:n-at], ""))
			rest, at = rest[n-at:], n
		case op == '\\' && before == '-':
		case op == '\\':
			s := strings.TrimSuffix(b.String(), "\n")
			b.Reset()
			b.WriteString(s)
		case op == '+':
			b.WriteString(line[1:])
		default:
			if strings.TrimSuffix(rest[0], "\n") != strings.TrimSuffix(line[1:], "\n") {
				t.Fatalf("line %d is %q, the diff says %q", at+1, rest[0], line[1:])
			}
			if op == ' ' {
				b.WriteString(line[1:])
			}
			rest, at = rest[1:], at+1
		}
	}
	return b.String() + strings.Join(rest, "")
}
