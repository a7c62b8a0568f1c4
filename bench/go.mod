module github.com/callinggen/callinggen/bench

go 1.24.0

require (
	golang.org/x/sync v0.19.0
	gopkg.in/yaml.v3 v3.0.1
)
