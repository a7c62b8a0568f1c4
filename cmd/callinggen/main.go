// Command callinggen turns one protocol file into a Go package, an npm package and reference docs.
//
// This package reads the configuration and the command line, puts the other packages together, prints and exits. Each
// command is a file of its own. What is generated is decided in gen, what a protocol means in schema.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})) }
