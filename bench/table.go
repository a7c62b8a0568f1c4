//go:build unix

package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// A table prints a row for each command at each size. CPU time stands beside wall time because a machine may be shared:
// it hardly moves with what else runs.
type table struct {
	*tabwriter.Writer
	before map[string]float64 // CPU seconds a message at the size before, by command
}

func newTable(out io.Writer) *table {
	t := &table{tabwriter.NewWriter(out, 0, 8, 2, ' ', 0), map[string]float64{}}
	fmt.Fprintln(t, "messages\tcommand\twall\tCPU\tpeak memory\twall ÷ floor\tCPU ÷ floor\tgrowth of CPU per message\t")
	return t
}

// add prints the results at one size. The first of them is the floor.
func (t *table) add(n int, subjects []subject, results []*result) {
	floorWall, floorCPU := median(results[0].wall), median(results[0].cpu)
	for i, r := range results {
		name, wall, cpu := subjects[i].name, median(r.wall), median(r.cpu)
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%d MiB\t%.2f\t%.2f\t%s\t\n", n, name, short(wall), short(cpu), r.peak>>20,
			wall.Seconds()/floorWall.Seconds(), cpu.Seconds()/floorCPU.Seconds(), t.growth(name, cpu.Seconds()/float64(n)))
	}
}

// growth compares the time that a message takes with that at the size before: 1.00 is linear.
func (t *table) growth(name string, each float64) string {
	before, ok := t.before[name]
	t.before[name] = each
	if !ok {
		return "-"
	}
	return fmt.Sprintf("%.2f", each/before)
}

func short(d time.Duration) string { return d.Round(100 * time.Microsecond).String() }
