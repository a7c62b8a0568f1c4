//go:build unix

package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// languages measures the docs of the embedded protocol in one language and in four, in turn, and prints what the three
// cost: each has a file of translations to read, and all pages to write once more.
func languages(dir, ours string, runs int) error {
	const docs = "targets:\n  docs: {out: out, locales: [%s]}\n"
	files := map[string]string{
		"one.yaml":  fmt.Sprintf(docs, "en"),
		"four.yaml": fmt.Sprintf(docs, "en, fr, ja, pt-BR"),
	}
	results, err := measure(dir, files, runs, []subject{
		{name: "one", args: []string{ours, "generate", "docs", "--config", "one.yaml"}},
		{name: "four", args: []string{ours, "generate", "docs", "--config", "four.yaml"}},
	})
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "\ndocs of the embedded protocol\twall\tCPU\tpeak memory\t")
	one, four := results[0], results[1]
	fmt.Fprintf(t, "in one language\t%s\t%s\t%d MiB\t\n", short(median(one.wall)), short(median(one.cpu)), one.peak>>20)
	fmt.Fprintf(t, "in four\t%s\t%s\t%d MiB\t\n", short(median(four.wall)), short(median(four.cpu)), four.peak>>20)
	fmt.Fprintf(t, "three more cost\t%s\t%s\t\t\n", short(median(four.wall)-median(one.wall)), short(median(four.cpu)-median(one.cpu)))
	return t.Flush()
}
