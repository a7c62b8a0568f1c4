// Package callinggen_test holds the tests of the repository as a whole: what the protocol holds against its inventory,
// other protocols through every target, and the imports of every package against the table of the design.
package callinggen_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/schema"
	"github.com/callinggen/callinggen/schema/load"
)

const (
	inventoryFile = "schema/testdata/inventory.txt"
	callingFile   = "schema/calling.yaml"
)

// TestInventory finds every line of the inventory in the protocol. What it says of the outputs is in
// inventory_output_test.go.
func TestInventory(t *testing.T) {
	m := newModel(loadProtocol(t, callingFile))
	for _, f := range readInventory(t) {
		if err := m.check(f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// loadProtocol reads a protocol file that has to be without errors.
func loadProtocol(t testing.TB, file string) *schema.Protocol {
	t.Helper()
	p, diagnostics := load.File(file)
	for _, d := range diagnostics {
		if d.Severity == schema.Error {
			t.Error(d)
		}
	}
	if p == nil || t.Failed() {
		t.Fatalf("%s has errors", file)
	}
	return p
}

// A fact is one line of the inventory, about one thing: a line about several methods becomes a fact for each.
type fact struct {
	line int
	kind string   // "field"
	cols []string // what stands after the kind
}

func (f fact) String() string {
	return fmt.Sprintf("%s:%d: %s", inventoryFile, f.line, strings.Join(append([]string{f.kind}, f.cols...), " "))
}

// col gives a column, or "" when the line ends before it.
func (f fact) col(i int) string {
	if i < len(f.cols) {
		return f.cols[i]
	}
	return ""
}

// columns says how many columns each kind of line has after the kind: at least and at most.
var columns = map[string][2]int{
	"version":    {1, 1},
	"envelope":   {2, 2},
	"handshake":  {2, 2},
	"message":    {7, 7},
	"deprecated": {3, 3},
	"removed":    {2, 2},
	"catches":    {2, 2},
	"payload":    {2, 2},
	"layout":     {2, 2},
	"reply":      {2, 2},
	"field":      {3, 6},
	"element":    {2, 2},
	"rest":       {2, 2},
	"value":      {2, 2},
	"enum":       {2, 2},
	"endpoint":   {2, 2},
	"param":      {4, 4},
	"status":     {2, 2},
	"auth":       {2, 2},
	"scope":      {2, 2},
	"storage":    {1, 1},
	"sequence":   {1, 1},
	"faq":        {1, 1},
}

func readInventory(t testing.TB) []fact {
	t.Helper()
	file, err := os.Open(inventoryFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var facts []fact
	seen := map[string]int{}
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if before := seen[line]; before > 0 {
			t.Errorf("%s:%d: repeats line %d", inventoryFile, n, before)
		}
		seen[line] = n
		cols := strings.Split(line, "\t")
		f := fact{n, cols[0], cols[1:]}
		if want, ok := columns[f.kind]; !ok || len(f.cols) < want[0] || len(f.cols) > want[1] || slices.Contains(f.cols, "") {
			t.Errorf("%s: no line of the form that the head of the file describes", f)
			continue
		}
		facts = append(facts, eachMethod(f)...)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return facts
}

// eachMethod turns a line about "GET,POST /path" into a fact about GET and one about POST.
func eachMethod(f fact) []fact {
	methods, rest, _ := strings.Cut(f.cols[0], " ")
	if methods != strings.ToUpper(methods) || !strings.Contains(methods, ",") {
		return []fact{f}
	}
	var list []fact
	for _, method := range strings.Split(methods, ",") {
		cols := slices.Clone(f.cols)
		cols[0] = strings.TrimSpace(method + " " + rest)
		list = append(list, fact{f.line, f.kind, cols})
	}
	return list
}
